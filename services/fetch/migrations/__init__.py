"""Revisions of fetch's tables, oldest first."""
