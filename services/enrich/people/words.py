"""The lists of `words.toml`, by which names are told, read once."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def lists() -> dict[str, Any]:
    """Return all lists by name; some have one text for each language."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
