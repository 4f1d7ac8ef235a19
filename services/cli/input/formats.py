"""Formats of articles as users name them: `--format` takes one of the closed list."""

from services.cli.errors import Problem
from services.views.formats import FORMATS, Format


def format_of(name: str) -> Format:
    """Look a format up, or end with the names that there are."""
    if name not in FORMATS:
        raise Problem(f"there is no format {name!r}; there are: {', '.join(FORMATS)}", 2)
    return FORMATS[name]
