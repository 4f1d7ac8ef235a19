"""Revisions of the PostgreSQL sink's tables, oldest first."""
