"""Which words can name a thing: by what stands beside them and how they end, without a model.

A lower-case word of a listed language counts as a noun once an article or a preposition stands
before it. Verbs and adverbs are told by their endings where a language has such.
"""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache

import regex

from services.text.lists import lists_of
from services.text.words import WORDS_KEPT

_LISTS = lists_of(__file__)

HEAD_LAST = frozenset(["en", "nl"])
"""A noun phrase ends with its noun; what follows an article may be an adjective."""
ENDS_WITH_ADJECTIVE = frozenset(["es", "fr", "it", "pt"])
"""A noun phrase begins with its noun, and may end with an adjective or a participle. So it does in
Persian and Arabic, but what `no_thing` lists of these are verbs."""
KNOWN_LANGUAGES = frozenset(
    {"en", "fa", "ar", "ru", "zh", "ja", "ko", "de", "es", "fr", "hi", "tr"}
    | {"it", "pt", "nl", "sv", "no", "nb", "da", "lb", "pl", "uk"}
)
"""Of others only names, and what stands both in title and text."""
_NOMINATIVES_RU = ("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие")


@cache
def listed(table: str, language: str | None) -> frozenset[str]:
    """Return a table's words of a language, as a text has them folded; none where we know none."""
    return frozenset(_LISTS[table].get(language, "").split())


@cache
def _no_thing(language: str | None) -> "tuple[regex.Pattern[str] | None, frozenset[str]]":
    pattern = _LISTS["no_thing"].get(language)
    endings = regex.compile("".join(pattern.split())) if pattern else None
    return endings, listed("things", language)


@lru_cache(maxsize=WORDS_KEPT)
def is_no_thing(word: str, language: str | None) -> bool:
    """Tell a finite verb, a participle, an adverb or an adjective by its form, in small letters."""
    endings, things = _no_thing(language)
    if word in listed("verbs", language):
        return True
    return endings is not None and word not in things and endings.fullmatch(word) is not None


def is_oblique(words: Sequence[str], language: str | None, lower: Callable[[str], str]) -> bool:
    """Whether a phrase stands in a case that no one would file it under: `новую линию`."""
    if language != "ru":
        return False
    first_fits = words[0].endswith(_NOMINATIVES_RU) or lower(words[0]) == words[0]
    return not first_fits or lower(words[-1]) != words[-1]
