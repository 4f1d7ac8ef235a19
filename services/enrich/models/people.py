"""People and organisations by a model where the language has one, else by rule."""

from collections import Counter
from collections.abc import Mapping
from functools import partial

from services.enrich.models.pieces import pieces
from services.enrich.models.recogniser import Recogniser, Span
from services.enrich.name_words import is_title
from services.enrich.names import Mention, Name, joined
from services.enrich.people import people
from services.enrich.people.people import Named, by_rule, entities, head, tags_of
from services.enrich.reading import Enricher, Reading
from services.text.words import fold, fold_once

LONGEST_NAME = 80
"""Characters; a longer span is a sentence that the model misread."""


def with_models(recognisers: Mapping[str, Recogniser], seconds: float) -> Enricher:
    """Return the enricher of people that asks a language's model; it has so many seconds."""
    return partial(people.fields, named=partial(_named, recognisers, seconds))


def _named(recognisers: Mapping[str, Recogniser], seconds: float, reading: Reading) -> Named:
    model = recognisers.get(reading.language or "")
    if model is None:
        return by_rule(reading)
    find = model.load()
    spans = model.base(
        [
            span
            for piece in pieces(head(reading), seconds)
            for span in find(piece)
            if len(span.form) <= LONGEST_NAME and any(map(str.isupper, span.form))
        ]
    )
    spans = _of_people(spans)
    tags = tags_of(reading)
    return (
        entities(_people(spans), tags, model.source),
        entities(_organisations(spans), tags, model.source),
    )


def _of_people(spans: list[Span]) -> list[Span]:
    """Take someone's family name for a person: now and then a model reads `Starmer` as a body."""
    families = {
        fold(words[-1])
        for span in spans
        if span.kind == "person" and len(words := span.form.split()) > 1
    }
    return [Span(span.form, "person") if fold(span.form) in families else span for span in spans]


def _people(spans: list[Span]) -> list[Name]:
    """Join short forms to full names: `Starmer` is `Keir Starmer` if nobody else can be meant."""
    mentions = [
        Mention(at, _without_titles(span.form.split()), titled=False)
        for at, span in enumerate(spans)
        if span.kind == "person"
    ]
    return joined(mentions, {}, lambda word: True)


def _without_titles(words: list[str]) -> tuple[str, ...]:
    at = 0
    while at < len(words) - 1 and is_title(fold(words[at].rstrip("."))):
        at += 1
    return tuple(words[at:])


def _organisations(spans: list[Span]) -> list[Name]:
    times: Counter[str] = Counter()
    first: dict[str, tuple[int, str]] = {}
    for at, span in enumerate(spans):
        if span.kind == "organisation":
            key = fold_once(span.form)
            times[key] += 1
            first.setdefault(key, (at, span.form))
    return [Name(form, times[key], at) for key, (at, form) in first.items()]
