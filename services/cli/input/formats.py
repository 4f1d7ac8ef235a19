"""Formats of articles as users name them: `--format` takes one of the closed list."""

from services.cli.errors import require_known
from services.views.formats import FORMATS, Format


def format_of(name: str) -> Format:
    """Look a format up, or end with the names that there are."""
    require_known("format", name, FORMATS)
    return FORMATS[name]
