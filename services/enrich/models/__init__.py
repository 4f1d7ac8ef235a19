"""Enrichers that need a model: off until a setting names them, each with an extra of its own."""
