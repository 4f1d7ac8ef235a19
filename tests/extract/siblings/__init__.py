"""Members of the kinds of `cases/` in other languages, markup and frameworks, as data."""
