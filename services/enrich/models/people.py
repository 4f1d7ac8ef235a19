"""People and organisations by a model where the language has one, else by rule."""

from collections import Counter
from collections.abc import Mapping
from functools import partial

from services.enrich.models.pieces import pieces
from services.enrich.models.recogniser import FoundName, Recogniser
from services.enrich.name_words import is_title
from services.enrich.names.short_forms import Name, NameAt, joined
from services.enrich.people import people
from services.enrich.people.people import Named, by_rule, entities, tags_of
from services.enrich.reading import Enricher, Reading, head_of
from services.text.words import fold, fold_once

LONGEST_NAME = 80
"""Characters; a longer name is a sentence that the model misread."""


def with_models(recognisers: Mapping[str, Recogniser], seconds: float) -> Enricher:
    """Return the enricher of people that asks a language's model; it has so many seconds."""
    return partial(people.fields, named=partial(_named, recognisers, seconds))


def _named(recognisers: Mapping[str, Recogniser], seconds: float, reading: Reading) -> Named:
    model = recognisers.get(reading.language or "")
    if model is None:
        return by_rule(reading)
    find = model.load()
    names = model.base(
        [
            name
            for piece in pieces(head_of(reading.article.text, reading.language), seconds)
            for name in find(piece)
            if len(name.form) <= LONGEST_NAME and any(map(str.isupper, name.form))
        ]
    )
    names = _of_people(names)
    tags = tags_of(reading)
    return (
        entities(_people(names), tags, model.source),
        entities(_organisations(names), tags, model.source),
    )


def _of_people(names: list[FoundName]) -> list[FoundName]:
    """Take someone's family name for a person: now and then a model reads `Starmer` as a body."""
    families = {
        fold(words[-1])
        for name in names
        if name.kind == "person" and len(words := name.form.split()) > 1
    }
    return [
        FoundName(name.form, "person") if fold(name.form) in families else name for name in names
    ]


def _people(names: list[FoundName]) -> list[Name]:
    """Join short forms to full names: `Starmer` is `Keir Starmer` if nobody else can be meant."""
    mentions = [
        NameAt(at, _without_titles(name.form.split()), titled=False)
        for at, name in enumerate(names)
        if name.kind == "person"
    ]
    return joined(mentions, {}, lambda word: True)


def _without_titles(words: list[str]) -> tuple[str, ...]:
    at = 0
    while at < len(words) - 1 and is_title(fold(words[at].rstrip("."))):
        at += 1
    return tuple(words[at:])


def _organisations(names: list[FoundName]) -> list[Name]:
    times: Counter[str] = Counter()
    first: dict[str, tuple[int, str]] = {}
    for at, name in enumerate(names):
        if name.kind == "organisation":
            key = fold_once(name.form)
            times[key] += 1
            first.setdefault(key, (at, name.form))
    return [Name(form, times[key], at) for key, (at, form) in first.items()]
