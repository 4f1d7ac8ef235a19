"""Revisions of publish's tables, oldest first."""
