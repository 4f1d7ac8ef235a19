"""Who says it: the name beside a quotation, where a verb of saying stands there too."""

import tomllib
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import regex

from services.enrich.given_names import is_given
from services.enrich.name_words import PARTICLES, is_of_a_family, is_title
from services.enrich.noise_words import noise_words
from services.enrich.quotes.marks import Quotation
from services.text.frequency import frequencies
from services.text.words import CAPITAL_NOUNS, fold, stop_words

BESIDE_CHARACTERS = 160
SPEAKER_MAX_WORDS = 4
SPEAKER_MAX_DENSE_CHARACTERS = 10
INSERTING_LANGUAGES = frozenset(["fr", "it", "es", "pt"])
DASHED_WORDS = 2
"""Behind the words of a dashed line the verb is the first or the second: `—le dijo Ana`."""
NOUN_ZIPF = 3.5
"""A German word that is more common is a noun: Experten der Commerzbank."""

_NAME = regex.compile(
    r"(?:\p{Lu}\. ?)*+\p{Lu}[\p{L}\p{M}’'-]++"
    r"(?: (?:(?:von|van|de|del|der|den|di|da|la|le|bin|al|el|du|dos) ){0,2}"
    r"(?:\p{Lu}\. ?)*\p{Lu}[\p{L}\p{M}’'-]++){0,4}"
)
_SENTENCE_END = regex.compile(r"""(?<!\b\p{Lu})(?<!\b[Dd]r|\bMr|\bMs|Mrs|Sra)[.!?…;]\s|[“„«"]""")
_BODY = regex.compile(r"(?<=\p{Lu}\S* (\p{Lu}\S*)) (?:von|van) der (\S+)")
"""What a person belongs to: Carsten Brzeski von der ING; but not Ursula von der Leyen."""
_POSSESSIVE = regex.compile(r"['’]s$")
_WORD = regex.compile(r"[\p{L}\p{M}]++")


def speaker(quotation: Quotation, language: str | None) -> str | None:
    """Return who says it, as the text has the name; None where it does not stand beside."""
    if (led := _patterns("before").get(language)) is not None:
        followed = _patterns("after").get(language)
        return _led(quotation.before[-BESIDE_CHARACTERS:], led) or (
            _led(quotation.text[-1] + quotation.after[:BESIDE_CHARACTERS], followed)
            if followed
            else None
        )
    if (verbs := _verbs(language)) is None:
        return None
    after = _SENTENCE_END.split(quotation.after[:BESIDE_CHARACTERS], maxsplit=1)[0]
    before = _SENTENCE_END.split(quotation.before[-BESIDE_CHARACTERS:])[-1]
    verb = _verb(after, verbs, DASHED_WORDS if quotation.is_dashed else None)
    if verb is not None:
        behind, ahead = after[verb.end() :], after[: verb.start()]
        return (
            _first_name(behind, language)
            or _last_name(ahead, language)
            or _last_name(before, language)
        )
    if quotation.is_dashed:
        return None
    if _verb(before, verbs) is not None or before.rstrip().endswith(":"):
        return _last_name(before, language)
    if language in INSERTING_LANGUAGES:
        return _inserted(quotation.text, verbs, language)
    return None


def is_same_turn(quotation: Quotation, who: str | None) -> bool:
    """Whether it goes on behind the words that name who said the one before it: `said Joan. “`."""
    before = quotation.before.strip(" .,:;–—-")
    return who is not None and who in before and len(_SENTENCE_END.split(before)) == 1


def _inserted(text: str, verbs: frozenset[str], language: str | None) -> str | None:
    """Find who speaks within the marks: `« C'est grave, dit Hélène Roy, mais … »`."""
    for part in text.split(", ")[1:-1]:
        verb = _WORD.match(part)
        if verb and verb.group().lower() in verbs:
            return _first_name(part[verb.end() :], language)
    return None


def _led(before: str, pattern: "regex.Pattern[str]") -> str | None:
    match = pattern.search(before)
    if match is None:
        return None
    who = str(match["who"]).strip()
    if who in _pronouns():
        return None
    if " " in who or not regex.search(r"\p{Han}|\p{Katakana}", who):
        return who if 0 < len(who.split()) <= SPEAKER_MAX_WORDS else None
    return who if len(who) <= SPEAKER_MAX_DENSE_CHARACTERS else None


def _verb(text: str, verbs: frozenset[str], most: int | None = None) -> "regex.Match[str] | None":
    for word in islice(_WORD.finditer(text), most):
        if word.group().lower() in verbs:
            return word
    return None


def _first_name(text: str, language: str | None) -> str | None:
    return next(iter(_names(text, language)), None)


def _last_name(text: str, language: str | None) -> str | None:
    return next(iter(reversed(_names(text, language))), None)


def _names(text: str, language: str | None) -> list[str]:
    found = (_bare(match.group(), language) for match in _NAME.finditer(text))
    return [name for name in found if _is_name(name, language)]


def _bare(name: str, language: str | None) -> str:
    """Take off what leads to a name, and what follows it: `Der Bürgermeister Karl Muster`."""
    words = _POSSESSIVE.sub("", name).split()
    while len(words) > 1 and fold(words[0]) in _leads(language):
        words = words[1:]
    titles = [at for at, word in enumerate(words[:-1]) if is_title(fold(word))]
    if titles and (titles[-1] < len(words) - 2 or len(titles) == len(words) - 1):
        words = words[titles[-1] + 1 :]
    if language in CAPITAL_NOUNS:
        words = _from_given(words)
    return _without_body(" ".join(words))


def _from_given(words: list[str]) -> list[str]:
    """Leave the nouns before a given name out, and the article behind the name: `der Zeitung`."""
    given = next((at for at, word in enumerate(words[:-1]) if is_given(fold(word))), 0)
    kept = words[given:]
    for at, word in enumerate(kept):
        if at and word in ("der", "den", "dem") and kept[at - 1] not in ("von", "van", "zu"):
            return kept[:at]
    return kept


def _without_body(name: str) -> str:
    found = _BODY.search(name)
    if found is None or is_of_a_family(found[1], found[2]):
        return name
    return name[: found.start()]


def _is_name(name: str, language: str | None) -> bool:
    words = [fold(word) for word in name.split()]
    if any(word in noise_words() for word in words) or is_title(words[-1]):
        return False
    if words[0] in stop_words(language):
        return False
    return language not in CAPITAL_NOUNS or _is_german_name(words, language)


def _is_german_name(words: list[str], language: str | None) -> bool:
    """Whether capitals are those of a name: two words, the first a given name or no noun."""
    if not PARTICLES.isdisjoint(words) and not is_given(words[0]):
        return False
    common = frequencies(language).get(words[0], 0.0) >= NOUN_ZIPF
    return len(words) > 1 and (is_given(words[0]) or not common)


@cache
def _verbs(language: str | None) -> frozenset[str] | None:
    words = _lists()["verbs"].get(language)
    return frozenset(words.split()) if words else None


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(_lists()["pronouns"].split())


@cache
def _leads(language: str | None) -> frozenset[str]:
    return frozenset(_lists()["leads"].get(language, "").split())


@cache
def _patterns(side: str) -> "dict[str | None, regex.Pattern[str]]":
    return {language: regex.compile(each) for language, each in _lists()[side].items()}


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
