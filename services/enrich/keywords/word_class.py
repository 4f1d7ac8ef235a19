"""Which words can name a thing: by what stands beside them and how they end, without a model.

A lower-case word of a listed language counts as a noun once an article or a preposition stands
before it. Verbs and adverbs are told by their endings where a language has such.
"""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache

import regex

from services.text.frequency import RAREST
from services.text.lexicon import Lexicon
from services.text.lists import lists_of
from services.text.words import WORDS_KEPT

Lower = Callable[[str], str]
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
VERB_LAST = {"hi": ("ा", "ी", "े", "ई", "ए", "बंद", "शुरू")}
"""How verbs end that end a sentence or a headline: सेना बुलाई गई."""
PREPOSED = 0.7
"""Zipf units by which an Arabic noun must be commoner without a preposition that is tied to it."""
_CASES_TR = frozenset(["a", "e", "ya", "ye", "da", "de", "ta", "te", "dan", "den", "tan", "ten"])
_INSIDE_NONE_TR = _CASES_TR | {"ına", "ine", "una", "üne", "sına", "sine", "suna", "süne"}
LEAST_PLURAL = 4
"""Letters that no plural of Spanish has: mes, caos."""
_POSSESSED_TR = ("", "ı", "i", "u", "ü", "sı", "si", "su", "sü", "ları", "leri")
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


def ends_in_case(word: str, lower: str, language: str | None) -> bool:
    """Whether a phrase can be shown with the lower form of its last word: `milli takıma`."""
    return language == "ko" or (language == "tr" and word[len(lower) :] in _CASES_TR)


def is_oblique(words: Sequence[str], language: str | None, lexicon: Lexicon, lower: Lower) -> bool:
    """Whether a phrase stands in a case that no one would file it under, or is none: `новую линию`.

    So of Spanish is a plural noun with a verb behind it; an adjective would be in the plural.
    """
    first, *others, last = words
    match language:
        case "ru":
            first_fits = first.endswith(_NOMINATIVES_RU) or lower(first) == first
            return not first_fits or lower(last) != last
        case "tr":  # su sayacını, okul binasına müze; but su sayacı, okulun müzesi
            inside = (first, *others)
            return last[len(lower(last)) :] not in _POSSESSED_TR or any(
                word[len(lower(word)) :] in _INSIDE_NONE_TR for word in inside
            )
        case "ar":  # for, in or with something: لتحلية مياه
            bare = lexicon.get(first[1:], RAREST)
            return first[0] in "لب" and bare > lexicon.get(first, RAREST) + PREPOSED
        case "es" | "pt":
            is_plural = first.endswith(("as", "os", "es")) and len(first) > LEAST_PLURAL
            return is_plural and not all(word.endswith("s") for word in (*others, last))
    return False
