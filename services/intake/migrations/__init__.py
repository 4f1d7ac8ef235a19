"""Revisions of intake's tables, oldest first."""
