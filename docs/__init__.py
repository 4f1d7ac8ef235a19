"""The documents; `generate/` writes those that come from code."""
