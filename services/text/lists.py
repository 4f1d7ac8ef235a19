"""Lists of words in a TOML file beside the module that reads them: `speakers.toml`."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def lists_of(module: str) -> dict[str, Any]:
    """Read the lists of a module, which is given by its `__file__`."""
    return tomllib.loads(Path(module).with_suffix(".toml").read_text("utf-8"))


def words_of(module: str) -> dict[str, frozenset[str]]:
    """Read the words of a module's lists by name; a list with a text for each language is out."""
    lists = lists_of(module).items()
    return {name: frozenset(words.split()) for name, words in lists if isinstance(words, str)}


def by_language(texts: Mapping[str, str]) -> dict[str | None, frozenset[str]]:
    """Split the words of each language, where they stand as one text; None is no language."""
    return {language: frozenset(words.split()) for language, words in texts.items()}
