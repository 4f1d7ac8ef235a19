"""Words that name the field of a text, as newsrooms file it."""

import tomllib
from functools import cache
from pathlib import Path

from services.text.words import fold_once


@cache
def subjects(language: str | None) -> frozenset[str]:
    """Words and phrases under which newsrooms file; those of all for a language without a list."""
    lists = _lists()
    return lists.get(language or "") or frozenset().union(*lists.values())


@cache
def _lists() -> dict[str, frozenset[str]]:
    """Read the lists, after the levels of IPTC Media Topics, folded."""
    written = tomllib.loads(Path(__file__).with_name("subjects.toml").read_text("utf-8"))
    return {
        language: frozenset(fold_once(word.replace("_", " ")) for word in words.split())
        for language, words in written.items()
    }
