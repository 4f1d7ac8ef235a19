"""Metadata: title, authors, tags and facts, each with its source."""
