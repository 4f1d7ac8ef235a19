"""Publish: new, revised or unchanged, decided once."""
