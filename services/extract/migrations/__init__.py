"""Revisions of extract's tables, oldest first."""
