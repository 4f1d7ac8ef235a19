"""Ledger: one account of every URL."""
