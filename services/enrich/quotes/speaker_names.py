"""Names beside a quotation, without what leads to them: `Der Bürgermeister Karl Muster`."""

from collections.abc import Iterator

import regex

from services.enrich.given_names import is_given
from services.enrich.name_words import PARTICLES, POST_NOMINALS, is_of_a_family, is_title
from services.enrich.noise_words import noise_words
from services.text.frequency import frequencies
from services.text.lists import by_language, lists_of
from services.text.words import CAPITAL_NOUNS, fold, stop_words

_LEADS = by_language(lists_of(__file__))
LEAST_ACRONYM = 3
LEAST_BEHIND_ACRONYM = 3
"""Letters, and words with it: `НБУ Андрій Рій`, but JK Rowling, AJ Ann Roy, SPD Berlin."""
NOUN_ZIPF = 3.5
"""A German word that is more common is a noun: Experten der Commerzbank."""

_NAME = regex.compile(
    r"(?:\p{Lu}\. ?)*+\p{Lu}[\p{L}\p{M}’'-]++"
    r"(?: (?:(?:von|van|de|del|der|den|di|da|la|le|bin|al|el|du|dos) ){0,2}"
    r"(?:\p{Lu}\. ?)*\p{Lu}[\p{L}\p{M}’'-]++){0,4}"
)
_BODY = regex.compile(r"(?<=\p{Lu}\S* (\p{Lu}\S*)) (?:von|van) der (\S+)")
"""What a person belongs to: Carsten Brzeski von der ING; but not Ursula von der Leyen."""
_POSSESSIVE = regex.compile(r"['’](?:s|\p{Ll}{2,4}|[aeıiuü])$")
"""An owner, or a Turkish case: Tom Hale's, Ankara'da."""
_PREPOSITION = regex.compile(
    r"\b(?:(?:in|at|from|of|near|to|by|for|with|aus|bei|von|mit|für|gegenüber|de|du|à|au|aux|en|par|pour"
    r"|avec|di|da|em|a|al|del|por|para|con|per|do|com|van|voor|aan|в|на|из|от|для|с)"
    r"(?: (?:the|der|dem|den|la|le|les|el|los|las|il|het))? |(?:à l|de l|d|all|dell)['’])$"
)
"""Behind it stands whom one speaks to or of, or where: `said in Leeds`, `dit à Ana Gil`."""


def first_name(text: str, language: str | None) -> str | None:
    """Return the first name of a text."""
    return next(iter(_names(text, language)), None)


def last_name(text: str, language: str | None) -> str | None:
    """Return the last name of a text."""
    return next(iter(reversed(_names(text, language))), None)


def subject(text: str, language: str | None) -> str | None:
    """Return who does what the verb behind a text says: the name right before it, else the first.

    Names behind a preposition, and owners, do nothing: `Ruth Klein, a baker from Wye Hill, said`,
    `Tom Hale's lawyer, Ruth Klein, said`, `NASA scientist Ruth Klein said`.
    """
    found = list(_acting(text, language))
    at_end = (name for name, end in found if not text[end:].strip())
    return next(at_end, found[0][0] if found else None)


def first_actor(text: str, language: str | None) -> str | None:
    """Return the first name that stands behind no preposition, and owns nothing.

    Up to a comma, a person's full name goes first: `said Leeds University chemist Ruth Klein`.
    """
    found = list(_acting(text, language))
    until = text.find(",") if "," in text else len(text)
    full = (name for name, end in found if end <= until and _is_full(name))
    return next(full, found[0][0] if found else None)


def only_full_name(text: str, language: str | None) -> str | None:
    """Return the one full name of a text that can do something; None where there are two.

    A first name that we do not know is one behind a title: `coach Azhar Mahmood`.
    """
    full = {
        name
        for name, end in _acting(text, language)
        if _is_full(name) or (" " in name and _is_titled(text[:end].removesuffix(name)))
    }
    return full.pop() if len(full) == 1 else None


def _is_titled(before: str) -> bool:
    return any(is_title(fold(word)) for word in before.split()[-1:])


def _is_full(name: str) -> bool:
    first, _, last = name.partition(" ")
    return bool(last) and is_given(fold(first))


def _acting(text: str, language: str | None) -> Iterator[tuple[str, int]]:
    """Yield each name that can do something, and where it ends."""
    for match in _NAME.finditer(text):
        is_led = _PREPOSITION.search(text[: match.start()]) is not None
        name = _bare(match.group(), language)
        if not is_led and not _POSSESSIVE.search(match.group()) and _is_name(name, language):
            yield name, match.end()


def _names(text: str, language: str | None) -> list[str]:
    found = (_bare(match.group(), language) for match in _NAME.finditer(text))
    return [name for name in found if _is_name(name, language)]


def _bare(name: str, language: str | None) -> str:
    """Take off what leads to a name, and what follows it: `Der Bürgermeister Karl Muster`."""
    words = _POSSESSIVE.sub("", name).split()
    while len(words) > 1 and fold(words[0]) in _LEADS.get(language, ()):
        words = words[1:]
    if len(words) >= LEAST_BEHIND_ACRONYM and words[0].isupper() and len(words[0]) >= LEAST_ACRONYM:
        words = words[1:]
    if len(words) >= LEAST_BEHIND_ACRONYM and fold(words[-1]) in POST_NOMINALS:
        words = words[:-1]
    titles = [at for at, word in enumerate(words[:-1]) if is_title(fold(word))]
    if titles and (titles[-1] < len(words) - 2 or len(titles) == len(words) - 1):
        words = words[titles[-1] + 1 :]
    return _without_body(" ".join(_from_given(words, language)))


def _from_given(words: list[str], language: str | None) -> list[str]:
    """Leave the nouns before a given name out, and the article behind the name: `der Zeitung`.

    Where nouns have no capitals these are offices and parties: `Les Républicains Anne Roy`.
    """
    given = next((at for at, word in enumerate(words[:-1]) if is_given(fold(word))), 0)
    is_led = language in CAPITAL_NOUNS or language in ("ru", "uk", "tr")  # РАН Антон Козлов
    if not is_led and not all(_is_common(fold(word), language) for word in words[:given]):
        return words
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
    is_full = _is_full(name)  # lists of stop words have Bill, those of months Jan
    if is_title(words[-1]) or (not is_full and not noise_words().isdisjoint(words)):
        return False
    if words[0] in stop_words(language) and not is_full:
        return False
    return language not in CAPITAL_NOUNS or _is_german_name(words, language)


def _is_german_name(words: list[str], language: str | None) -> bool:
    """Whether capitals are those of a name: two words, the first a given name or no noun."""
    if not PARTICLES.isdisjoint(words) and not is_given(words[0]):
        return False
    return len(words) > 1 and (is_given(words[0]) or not _is_common(words[0], language))


def _is_common(word: str, language: str | None) -> bool:
    return frequencies(language).get(word, 0.0) >= NOUN_ZIPF
