"""Names of places that mean someone or something else: Paris Hilton, the Washington Post.

Only in scripts with capitals; elsewhere a name does not show where it ends.
"""

from collections.abc import Iterable, Iterator, Sequence

from services.enrich.given_names import given_names
from services.enrich.name_words import is_title
from services.enrich.noise_words import noise_words
from services.enrich.places.mentions import PlaceAt
from services.enrich.places.table import place_names
from services.text.lists import by_language, lists_of, words_of
from services.text.tokens import Token
from services.text.words import CAPITAL_NOUNS, fold, fold_once, stop_words

TITLES_BEFORE_NAMES = frozenset(["en", "de", "es", "fr", "it", "pt", "nl", None])
"""In the other languages a title stands before the country: президент России."""
NAMES_END_WITH_PLACES = frozenset(["en", "fr", "es", "it", "pt", "nl"])
"""Elsewhere a noun with a capital may stand before one: Банк России, in der Stadt Köln."""
_LISTS = lists_of(__file__)
_WORDS = words_of(__file__)
_NAMED_AFTER = _WORDS["pacts_after"] | _WORDS["streets_after"]
_STREETS = by_language(_LISTS["streets"])
_WORDS_FIRST = {
    language: frozenset(map(fold, words.split()))
    for language, words in _LISTS["words_first"].items()
}
_LEAST_NAME = 2


def without_others(
    found: Iterable[PlaceAt], read: Sequence[Token], language: str | None
) -> Iterator[PlaceAt]:
    """Leave out the mentions that mean no place, and their short forms in the rest of the text."""
    words = words_first(language)
    mentions = [
        each
        for each in found
        if each.name not in words
        and _may_be_meant(each, read)
        and not (_is_of_thing(each, read) or _is_of_street_or_pact(each, read, language))
        and not (language in NAMES_END_WITH_PLACES and _ends_name(each, read))
    ]
    mean_other = [_is_of_other(each, read, language) for each in mentions]
    people = {each.name for each, other in zip(mentions, mean_other, strict=True) if other}
    for each, other in zip(mentions, mean_other, strict=True):
        if not other and (each.name not in people or _is_located(each, read)):
            yield each


def _may_be_meant(mention: PlaceAt, read: Sequence[Token]) -> bool:
    """Whether a name that is a word first stands as a place: in Nice, la ville de Tours, Van'da."""
    if mention.name not in _WORDS["located"]:
        return True
    at, end = mention.start, mention.end
    behind = read[end] if end < len(read) else None
    if read[at].closed or (behind and behind.joined and behind.folded in _WORDS["located_behind"]):
        return True
    if at == 0 or not read[at].joined:
        return False
    before = read[at - 1].folded
    is_of = before in ("de", "of") and at > 1 and read[at - 2].folded in _WORDS["located_by_of"]
    return is_of or before in _WORDS["located_by"]


def _is_of_thing(mention: PlaceAt, read: Sequence[Token]) -> bool:
    """Whether it ends the name of a body or a cup, which says not where: Bank of England."""
    at = mention.start
    is_tied = read[at].elided  # Banca d'Italia
    link = at if is_tied else at - 1
    if link < 1 or not (read[at].joined and read[link].joined):
        return False
    thing = read[link - 1]
    if not (is_tied or read[link].form in _WORDS["of"]):
        return False
    is_country = place_names()[mention.name].kind == "country"
    is_wider = is_country and thing.folded in _WORDS["seas_of"] | _WORDS["regions"]
    if is_wider or thing.folded in _WORDS["pacts_of"]:
        return True
    return thing.capital and thing.folded in _WORDS["things_of"]


def _is_of_street_or_pact(mention: PlaceAt, read: Sequence[Token], language: str | None) -> bool:
    """Whether a street or a pact is called after it: rue de Paris, via Roma, Paris Agreement."""
    behind = read[mention.end] if mention.end < len(read) else None
    if behind and behind.joined and behind.capital and behind.folded in _NAMED_AFTER:
        return True
    at = mention.start
    if at and read[at].joined and read[at - 1].form in _WORDS["of"]:
        at -= 1
    is_led = at > 0 and read[at].joined
    return is_led and read[at - 1].folded in _STREETS.get(language, ())


def _ends_name(mention: PlaceAt, read: Sequence[Token]) -> bool:
    """Whether a capital of its own stands right before it: the ship Ever Lagos, Citizenship Canada.

    Not `Southern California`, and not where all words have capitals, as in a heading.
    """
    at = mention.start
    if at < _LEAST_NAME or not read[at].joined or not read[at].capital:
        return False
    before = read[at - 1]
    if not before.capital or before.initial or read[at - 2].capital:
        return False
    word = before.folded
    is_other = word in place_names() or word in noise_words() or word in _WORDS["parts_of_lands"]
    return not (is_other or is_title(word) or before.closed)


def words_first(language: str | None) -> frozenset[str]:
    """Return names that are words of this language before they are places."""
    return _WORDS_FIRST.get(language or "", frozenset())


def is_place(word: str, language: str | None) -> bool:
    """Whether a folded word of this language is a place before it is anything else."""
    return word in place_names() and word not in words_first(language)


def _is_of_other(mention: PlaceAt, read: Sequence[Token], language: str | None) -> bool:
    if not read[mention.start].capital:
        return False
    return _is_led(mention, read, language) or _is_followed(mention, read, language)


def _is_led(mention: PlaceAt, read: Sequence[Token], language: str | None) -> bool:
    """Whether a given name, a title or an initial stands before it."""
    if mention.start == 0:
        return False
    token, before = read[mention.start], read[mention.start - 1]
    word = before.folded
    if not before.capital:
        return False
    if not token.joined:
        return len(before.form) == 1 and not token.initial and before.joined
    if word in _WORDS["things_before"]:
        return True
    if word in given_names():
        return word not in place_names()
    titled = language in TITLES_BEFORE_NAMES and is_title(word)
    return titled and fold_once(mention.form) == mention.name


def _is_followed(mention: PlaceAt, read: Sequence[Token], language: str | None) -> bool:
    """Whether a family name follows a place that is a given name, or a club's or paper's word."""
    if mention.end >= len(read):
        return False
    token = read[mention.end]
    word = token.folded
    if not token.joined or not token.capital or len(word) < _LEAST_NAME:
        return False
    if word in _WORDS["things_after"]:
        return True
    if mention.name not in given_names():
        return False
    if language in CAPITAL_NOUNS and _is_located(mention, read):  # in London Stellen streichen
        return False
    return word not in stop_words(language) and word not in place_names() and not is_title(word)


def _is_located(mention: PlaceAt, read: Sequence[Token]) -> bool:
    """Whether it says where: behind `in`, or before what it lies in: `Birmingham, Alabama`."""
    if mention.start > 0 and read[mention.start - 1].form.lower() in _WORDS["locative"]:
        return True
    following = read[mention.end] if mention.end < len(read) else None
    is_apart = following is not None and not following.joined and not following.initial
    around = place_names().get(following.folded) if following is not None and is_apart else None
    return around is not None and around.kind != "city"
