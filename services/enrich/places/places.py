"""The places that an article names: countries, states of the USA, and cities."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from schemas.events import NamedPlace
from services.enrich.places.mentions import PlaceAt, in_characters, in_words
from services.enrich.places.others import without_others, words_first
from services.enrich.places.table import Place, namesakes, place_names
from services.enrich.reading import Fields, Reading, head_of
from services.text.tokens import tokens

PLACES_MAX = 20
LEAD = 0.12
"""Share of the text that counts as its beginning."""
TITLE_WEIGHT = 3.0
LEAD_WEIGHT = 1.0
CITY_WEIGHT = 0.5
"""Of a country and a city as often named, the city says more."""
QUOTING_LANGUAGES = frozenset(["ru", "uk", "be", "bg"])
"""A place that ends a name in quotation marks is a club, a paper, a ship: «Вечерняя Москва». One in
Latin letters is a brand: нефть Brent."""
_QUOTED = re.compile(r"«(?:[А-ЯІЇЄ][\w-]+ )?([А-ЯІЇЄ][\w-]+)»")
HOMES = {
    "de": "DE", "fa": "IR", "fr": "FR", "hi": "IN", "it": "IT", "ja": "JP", "ko": "KR",
    "nl": "NL", "pl": "PL", "tr": "TR",
}  # fmt: skip
"""Of languages that are written in one country above all: Brest is not in Belarus."""
CHARACTER_LANGUAGES = frozenset(["zh", "ja"])


def fields(reading: Reading) -> Fields:
    """Return `places`."""
    article = reading.article
    return {"places": places(article.text, article.title, reading.language)}


def places(text: str, title: str | None, language: str | None) -> list[NamedPlace]:
    """Find at most 20 places, the main one first, then as often as they are named."""
    head = head_of(text, language)
    found: dict[Place, list[PlaceAt]] = {}
    mentions = find_mentions(head, language)
    chosen = _choose(mentions, HOMES.get(language or "", ""))
    for mention in mentions:
        found.setdefault(chosen[mention.name], []).append(mention)
    in_title = {mention.name for mention in find_mentions(title or "", language)}
    ranked = sorted(found.items(), key=lambda item: -_weight(item[0], item[1], in_title))
    return [_named(place, of, place is ranked[0][0]) for place, of in ranked[:PLACES_MAX]]


def find_mentions(text: str, language: str | None) -> list[PlaceAt]:
    """Find where a text names places."""
    if language in CHARACTER_LANGUAGES:
        words = words_first(language)
        return [each for each in in_characters(text, language) if each.name not in words]
    read = tokens(text)
    found = without_others(in_words(read, language), read, language)
    if language not in QUOTING_LANGUAGES:
        return list(found)
    quoted = set(_QUOTED.findall(text))
    return [
        each
        for each in found
        if each.form not in quoted and not (each.form.isascii() and each.form.istitle())
    ]


def _choose(mentions: Sequence[PlaceAt], home: str) -> dict[str, Place]:
    """Choose of each name's places the one in a country that the text names otherwise, too.

    Where it names none, a paper means the city at home.
    """
    first = {mention.name: place_names()[mention.name] for mention in mentions}
    twice = {place for place, times in Counter(first.values()).items() if times > 1}
    first = {name: _city_of_twice_named(name, place, twice) for name, place in first.items()}
    sure = {place.country for name, place in first.items() if name not in namesakes()}
    beside = _beside(mentions, first)
    return {
        name: _likeliest(name, place, [{beside[name]} if name in beside else sure, {home}])
        for name, place in first.items()
    }


def _city_of_twice_named(name: str, place: Place, twice: set[Place]) -> Place:
    """Return the city that is called as its country is elsewhere, where the text has both names.

    مراكش is Morocco in Persian, and Marrakesh in Arabic.
    """
    if place.kind != "country" or place not in twice:
        return place
    own = (each for each in namesakes().get(name, ()) if each.kind == "city")
    return next((city for city in own if city.country == place.country), place)


def _beside(mentions: Sequence[PlaceAt], places: Mapping[str, Place]) -> dict[str, str]:
    """Return for cities the country that stands right behind one: `Birmingham, Alabama`."""
    found: dict[str, str] = {}
    for city, other in pairwise(mentions):
        wider = places[other.name]
        if other.start == city.end and wider.kind != "city" and places[city.name].kind == "city":
            found.setdefault(city.name, wider.country)
    return found


def _likeliest(name: str, place: Place, likely: Sequence[set[str]]) -> Place:
    """Return the place in the first countries that have one of this name."""
    kinds = ("region",) if place.kind == "country" else ("region", "city")
    same = (place, *(each for each in namesakes().get(name, ()) if each.kind in kinds))
    found = (each for countries in likely for each in same if each.country in countries)
    return next(found, place)


def _weight(place: Place, mentions: list[PlaceAt], in_title: set[str]) -> float:
    weight = float(len(mentions)) + CITY_WEIGHT * (place.kind == "city")
    weight += LEAD_WEIGHT * any(each.start < LEAD * each.size for each in mentions)
    return weight + TITLE_WEIGHT * any(each.name in in_title for each in mentions)


def _named(place: Place, mentions: list[PlaceAt], main: bool) -> NamedPlace:
    return NamedPlace(
        name=mentions[0].form,
        kind=place.kind,
        country=place.country,
        geonames_id=place.geonames_id,
        latitude=place.latitude,
        longitude=place.longitude,
        count=len(mentions),
        main=main,
    )
