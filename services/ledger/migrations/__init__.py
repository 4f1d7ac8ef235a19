"""Revisions of ledger's tables, oldest first."""
