"""Words that name the field of a text, as newsrooms file it."""

from functools import cache

from services.text.lists import lists_of
from services.text.words import fold_once


@cache
def subjects(language: str | None) -> frozenset[str]:
    """Words and phrases under which newsrooms file; those of all for a language without a list."""
    lists = _lists()
    return lists.get(language or "") or frozenset().union(*lists.values())


@cache
def _lists() -> dict[str, frozenset[str]]:
    """Read the lists, after the levels of IPTC Media Topics, folded."""
    return {
        language: frozenset(fold_once(word.replace("_", " ")) for word in words.split())
        for language, words in lists_of(__file__).items()
    }
