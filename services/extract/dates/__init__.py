"""Dates: when an article was published and changed, in every calendar and script."""
