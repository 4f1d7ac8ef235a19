"""The store: tables in SQLite or PostgreSQL behind one small interface."""
