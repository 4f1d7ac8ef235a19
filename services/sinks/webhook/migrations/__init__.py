"""Revisions of the webhook sink's tables, oldest first."""
