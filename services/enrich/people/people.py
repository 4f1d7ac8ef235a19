"""People and organisations that a text names: the page's markup first, then by rule.

The rules (given names, titles, words of bodies) are only for languages whose capitals tell names
and whose names do not change with their case; the others get none by rule, rather than wrong ones.
"""

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from schemas.events import EntitySource, NamedEntity
from services.enrich.given_names import is_given
from services.enrich.name_words import PARTICLES, is_of_a_family
from services.enrich.names.capitals import names_of
from services.enrich.names.short_forms import Name
from services.enrich.noise_words import noise_words
from services.enrich.people.stated import with_stated
from services.enrich.places.table import names as place_names
from services.enrich.reading import HEAD_CHARACTERS, Fields, Reading, head_of
from services.text.frequency import RAREST, frequencies
from services.text.tokens import Tokens, tokens
from services.text.words import CAPITAL_NOUNS, fold, fold_once, stop_words

LANGUAGES = frozenset(["en", "de", "es", "fr", "it", "pt", "nl", "tr", "sv", "no", "nb", "da"])
ENTITIES_MAX = 20
NOUN_ZIPF = 4.0
"""The family name of someone whose given name we do not know is rarer than this."""
ACRONYM_LETTERS = range(3, 7)
LEAST_ACRONYM_TIMES = 2

_BODY = re.compile(r"(\S+ (?:\S+ )*?(\S+)) (of|vom|von der|des) (\S+)")

_GIVEN_LAST = re.compile(r"[A-Z][a-z]{1,7}(?:[ -][A-Za-z][a-z]{1,5})?")
_INITIALS = re.compile(r"(?:\w\. ){2,}\w{2}")
_JOINED = re.compile(r"\w-[a-z]{3,}$")
"""No name, but what is made of one: Dakota-sized."""

Named = tuple[list[NamedEntity], list[NamedEntity]]
"""People and organisations."""


def fields(reading: Reading, named: Callable[[Reading], Named] | None = None) -> Fields:
    """Return `people` and `organisations`; `named` finds what the page does not state."""
    article = reading.article
    people, organisations = (named or by_rule)(reading)
    if article.mentions:
        text = article.text[:HEAD_CHARACTERS]
        people = with_stated(people, article.mentions, "person", text)
        organisations = with_stated(organisations, article.mentions, "organisation", text)
    return {"people": people[:ENTITIES_MAX], "organisations": organisations[:ENTITIES_MAX]}


def tags_of(reading: Reading) -> frozenset[str]:
    """Return the page's own tags, folded."""
    return frozenset(map(fold_once, reading.article.tags))


def by_rule(reading: Reading) -> Named:
    """Find names by capitals, given names, titles and words of bodies."""
    if reading.language not in LANGUAGES:
        return [], []
    head = head_of(reading.article.text, reading.language)
    words = tokens(head)
    found = [_whole(name, words, reading.language) for name in names_of(head, reading.language)]
    tags = tags_of(reading)
    organisations = [name for name in found if is_organisation(name)]
    others = [_without_body(name) for name in found if name not in organisations]
    people = [name for name in others if is_person(name, reading.language)]
    return entities(people, tags, "heuristic"), entities(organisations, tags, "heuristic")


def _whole(name: Name, words: Tokens, language: str | None) -> Name:
    """Add the first word of a sentence to a body's name: `Health Ministry`, `Merkez Bankası`."""
    if name.first == 0 or fold(name.form) not in _organisation() or not words[name.first].joined:
        return name
    before = words[name.first - 1]
    is_none = before.folded in stop_words(language) or before.folded in noise_words()
    if is_none or not (before.capital and before.initial):
        return name
    return name._replace(form=f"{before.form} {name.form}")


def _without_body(name: Name) -> Name:
    """Cut off what a person belongs to: Peter McNally of Third Bridge."""
    found = _BODY.match(name.form)
    if found is None:
        return name
    person, last, link, body = found.groups()
    if link == "von der" and is_of_a_family(last, body):
        return name
    return name._replace(form=person)


def is_person(name: Name, language: str | None) -> bool:
    """Whether a name of two words or more begins with a given name, or is led by a title."""
    words = [fold(word) for word in name.form.split()]
    if len(words) == 1 or " ".join(words) in place_names():
        return False
    if not noise_words().isdisjoint(set(words) - PARTICLES):
        return False
    if _is_family_first(name.form) or _INITIALS.match(name.form):
        return True
    if _JOINED.search(name.form):
        return False
    if is_given(words[0]):
        return True
    if language in CAPITAL_NOUNS:
        return False
    lexicon = frequencies(language)
    return name.person and all(lexicon.get(word, RAREST) < NOUN_ZIPF for word in words)


def _is_family_first(form: str) -> bool:
    """Whether a name is written as in Korea and Taiwan: `Lee Jae-myung`, or `Kim Jong Un`."""
    family, _, given = form.partition(" ")
    return fold(family) in _family_first() and _GIVEN_LAST.fullmatch(given) is not None


def is_organisation(name: Name) -> bool:
    """Whether a word of the name says so, or it is an acronym that comes again."""
    words = [fold(word) for word in name.form.split()]
    if len(words) > 1:
        if words[0] in _no_bodies():
            return False
        last = words[-2] if words[-1] in place_names() else words[-1]
        return words[0] in _organisation() or last in _organisation()
    if name.form.isupper() and len(name.form) in ACRONYM_LETTERS:
        known = words[0] in place_names() or words[0] in _no_organisation()
        return name.times >= LEAST_ACRONYM_TIMES and not known and words[0].isalpha()
    return False


def entities(
    names: Sequence[Name], tags: frozenset[str], source: EntitySource
) -> list[NamedEntity]:
    """Order by how often each is named; the page's own tags vouch for a name."""
    ranked = sorted(names, key=lambda name: (-name.times, name.first))
    return [
        NamedEntity(
            name=name.form,
            count=name.times,
            source="tags" if tags and fold_once(name.form) in tags else source,
        )
        for name in ranked
    ]


@cache
def _organisation() -> frozenset[str]:
    return _listed("organisation")


@cache
def _family_first() -> frozenset[str]:
    return _listed("family_first")


@cache
def _no_bodies() -> frozenset[str]:
    return _listed("no_bodies")


@cache
def _no_organisation() -> frozenset[str]:
    return _listed("no_organisation")


def _listed(name: str) -> frozenset[str]:
    lists = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
    return frozenset(lists[name].split())
