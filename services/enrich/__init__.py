"""Enrich: what the text says about itself."""
