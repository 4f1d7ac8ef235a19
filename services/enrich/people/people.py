"""People and organisations that a text names: the page's markup first, then by rule.

The rules (given names, titles, words of bodies) are only for languages whose capitals tell names
and whose names do not change with their case, and for Russian; the others get none by rule, rather
than wrong ones.
"""

import re
from collections.abc import Callable, Iterable, Sequence, Set

from schemas.events import EntitySource, NamedEntity
from services.enrich.given_names import is_given
from services.enrich.name_words import is_of_a_family
from services.enrich.names.capitals import UNDECLINED, names_of
from services.enrich.names.short_forms import Name
from services.enrich.noise_words import noise_words
from services.enrich.people.firms import joined_firms, told_firms
from services.enrich.people.kinds import (
    NOUN_ZIPF,
    is_body_word,
    is_called_after,
    is_last_of_body,
    is_legal_form,
    is_organisation,
    is_person,
    is_turkish_body,
    may_be_person,
    turkish_ending,
)
from services.enrich.people.russian import RUSSIAN, russian_bodies, russian_people
from services.enrich.people.shown import shown_bodies
from services.enrich.people.stated import with_stated
from services.enrich.places.table import place_names
from services.enrich.quotes.quotes import quotes_of
from services.enrich.reading import HEAD_CHARACTERS, Fields, Reading, head_of
from services.text.frequency import frequencies
from services.text.tokens import Tokens, tokens
from services.text.words import fold_once, stop_words

ENTITIES_MAX = 20

_BODY = re.compile(r"(\S+ (?:\S+ )*?(\S+)) (of|vom|von der|des) (\S+)")

_AND = {"en": "and", "tr": "ve"}

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
    language = reading.language
    head, tags = head_of(reading.article.text, language), tags_of(reading)
    if language == RUSSIAN:
        people, organisations = russian_people(head), russian_bodies(head)
        return entities(people, tags, "heuristic"), entities(organisations, tags, "heuristic")
    if language not in UNDECLINED:
        return [], []
    words = tokens(head)
    names = names_of(head, language)
    firms = told_firms(names, words, language)
    if language == "tr":
        names = tuple(part for name in names for part in _parts(name))
    found = [_whole(name, words, firms, language) for name in names]
    bodies = [*joined_firms(head, language), *shown_bodies(head, words, language)]
    organisations = _organisations(found, firms, bodies, head, language)
    known = {name.form for name in organisations}
    others = [
        _without_body(name)
        for name in found
        if name.form not in known
        and not is_part(name.form, known)
        and not is_called_after(name, words, language)
    ]
    quoted = {quote.speaker for quote in quotes_of(reading)}
    people = [
        name
        for name in others
        if (is_person(name, language) and not _is_team(name, words))
        or (name.form in quoted and may_be_person(name, language))
    ]
    return entities(people, tags, "heuristic"), entities(organisations, tags, "heuristic")


def _is_team(name: Name, words: Tokens) -> bool:
    """Whether its last word stands alone behind an article, as no family name does: the Rovers."""
    last = name.form.rpartition(" ")[2]
    if not last.endswith("s") or is_given(fold_once(name.form.partition(" ")[0])):
        return False
    found = (at for at in words.own_capitals if words.forms[at] == last and at)
    return any(words.folded[at - 1] == "the" for at in found)


def _organisations(
    found: Sequence[Name], firms: Set[int], bodies: Sequence[Name], text: str, language: str | None
) -> list[Name]:
    """Choose the names of bodies and firms; a part of another's name is none."""
    single = [
        name
        for name in found
        if is_organisation(name, language)
        or (name.first in firms and fold_once(name.form) not in place_names())
    ]
    full = [name.form for name in (*single, *bodies)]
    shown = {each.form: each for each in bodies if not _is_of(each.form, full, text)}
    others = {
        name.form: name
        for name in single
        if name.form not in shown and not is_part(name.form, shown)
    }
    every = others | shown
    return [every[form] for form in every if not is_part(form, every)]


def _is_of(acronym: str, full: Iterable[str], text: str) -> bool:
    """Whether it stands in brackets behind what it stands for: `Kenya Flower Council (KFC)`."""
    return any(f"{form} ({acronym})" in text for form in full)


def is_part(form: str, others: Iterable[str]) -> bool:
    """Whether another name has the words of this one: Eli Lilly and Company."""
    return any(f" {form} " in f" {other} " for other in others if other != form)


def _parts(name: Name) -> list[Name]:
    """Cut a Turkish name behind what ends a body's, and before a first name.

    `Emniyet Müdürlüğü Siber Suçlarla`, `Köylülerden Hatice Memişoğlu`: nouns have capitals there
    where they begin a sentence, or are offices.
    """
    written = [word[: len(word) - turkish_ending(fold_once(word))] for word in name.form.split(" ")]
    ends = [at for at, word in enumerate(written[:-1], 1) if is_turkish_body(fold_once(word))]
    if not ends and not is_turkish_body(fold_once(written[-1])):
        given = (at for at, word in enumerate(written[:-1]) if is_given(fold_once(word)))
        ends = [at for at in [next(given, 0)] if at]
    cuts = zip([0, *ends], [*ends, len(written)], strict=True)
    return [
        name._replace(form=" ".join(written[start:end]), first=name.first + start)
        for start, end in cuts
    ]


def _whole(name: Name, words: Tokens, firms: Set[int], language: str | None) -> Name:
    """Add what a body's name lacks: the first word of a sentence, the form of a firm.

    `Health Ministry`, `Merkez Bankası`; `Hugo Boss AG`.
    """
    behind = name.first + len(name.form.split(" "))
    if behind < len(words) and words[behind].joined and is_legal_form(words[behind]):
        return name._replace(form=f"{name.form} {words[behind].form}")
    if (link := _AND.get(language or "")) and (form := _with_and(name, words, link)) is not None:
        return name._replace(form=form)
    is_body = is_last_of_body(fold_once(name.form)) or (
        name.first in firms and " " not in name.form
    )
    start = words[name.first]
    if name.first == 0 or not is_body or not start.joined or start.elided:
        return name
    before = words[name.first - 1]
    is_none = before.folded in stop_words(language) or before.folded in noise_words()
    if is_none or not (before.capital and before.initial):
        return name
    return name._replace(form=f"{before.form} {name.form}")


def _with_and(name: Name, words: Tokens, link: str) -> str | None:
    """Add the other half of a body's name: `Tarım ve Orman Bakanlığı`, `Food and Drug Authority`.

    In English the halves are nouns; two names may share a word: `Oxford and Leeds University`.
    """
    at = name.first - 2
    if at < 0 or words[at + 1].form != link or not (words[at + 1].joined and words[at + 2].joined):
        return None
    other, first, last = words[at], words[at + 2], fold_once(name.form.rpartition(" ")[2])
    if not other.capital or other.closed or is_given(other.folded):
        return None
    if link == "and":
        zipf = frequencies("en").get
        nouns = (each.folded for each in (other, first) if each.folded not in place_names())
        are_nouns = sum(zipf(noun, 0.0) >= NOUN_ZIPF for noun in nouns) == 2
        is_half = are_nouns and " " in name.form and is_last_of_body(last)
        is_half = is_half and not is_body_word(other.folded)
    else:
        is_half = is_turkish_body(last) and not is_turkish_body(other.folded)
    return f"{other.form} {link} {name.form}" if is_half else None


def _without_body(name: Name) -> Name:
    """Cut off what a person belongs to: Peter McNally of Third Bridge."""
    found = _BODY.match(name.form)
    if found is None:
        return name
    person, last, link, body = found.groups()
    if link == "von der" and is_of_a_family(last, body):
        return name
    return name._replace(form=person)


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
