"""What publish remembers, as rows: articles, decisions, their history, and revisions that wait."""
