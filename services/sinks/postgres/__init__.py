"""Articles as rows of PostgreSQL, their history beside them, and full-text search by language."""
