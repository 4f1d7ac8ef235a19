"""`python -m services.enrich.names.build`: write the table of given names anew, before a release.

From what two packages ship for made-up people of many countries: Faker and Mimesis, both MIT, and
needed here only (the group `tables` in `pyproject.toml`). `given_names.txt` stays as it is written
by hand; what is added to it goes into `given_names_listed.txt`.
"""

import json
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import regex

from services.enrich.given_names import LISTED, given_names
from services.enrich.noise_words import noise_words
from services.enrich.places.table import place_names
from services.text.frequency import frequencies
from services.text.words import fold, stop_words

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "tr", "sv", "da", "ru")
"""In whose texts names are found by their capitals."""
ZIPFS_BY_LISTS = {1: (1.5, 3.0), 2: (0.0, 4.0), 3: (0.0, 4.5), 6: (0.0, 4.9)}
"""How common a word may be that is a name in so many countries; a rare one is met nowhere."""
LEAST_TIMES_FAMILY_NAMES = 3
"""A name that is given in one country and a family's in others is mostly the latter: Turner."""
WORDS_FIRST = frozenset(
    ["angel", "angelo", "chelsea", "crystal", "destiny", "dior", "edit", "emerald", "flora",
     "franc", "harm", "isis", "joy", "karma", "lean", "lotta", "luna", "mercedes", "neo", "norma",
     "olympia", "pearl", "roman", "sandy", "siena", "sistine", "tea", "thor", "urbano", "viola"]
)  # fmt: skip
"""Common as names, and more common as words, clubs and firms."""
KINDS = {"first_name": "given", "last_name": "family"}
"""By what the names of Faker's tables begin with."""
_NAME = regex.compile(r"[\p{Latin}\p{Cyrillic}][\p{Latin}\p{Cyrillic}'’-]+")

Countries = dict[str, set[str]]
"""In which countries' lists a folded name is."""


def main() -> int:
    """Write the table."""
    given: Countries = defaultdict(set)
    family: Countries = defaultdict(set)
    for kind, country, name in [*_of_faker(), *_of_mimesis()]:
        if isinstance(name, str) and _NAME.fullmatch(folded := fold(name)):
            (given if kind == "given" else family)[folded].add(country)
    listed = [name for name in sorted(given) if _is_listed(name, given, family)]
    lines = textwrap.fill(" ".join(listed), width=100, break_on_hyphens=False)
    LISTED.write_text(f"{lines}\n", "utf-8")
    given_names.cache_clear()
    return 0


def _is_listed(name: str, given: Countries, family: Countries) -> bool:
    """Whether a name is mainly that, and no word, no place, and no family's."""
    lists = len(given[name])
    if lists <= LEAST_TIMES_FAMILY_NAMES * len(family.get(name, ())):
        return False
    if name in WORDS_FIRST or name in noise_words() or name in place_names():
        return False
    if any(name in stop_words(language) for language in LANGUAGES):
        return False
    zipf = max(frequencies(language).get(name, 0.0) for language in LANGUAGES)
    return any(
        lists >= least and rarest <= zipf < commonest
        for least, (rarest, commonest) in ZIPFS_BY_LISTS.items()
    )


def _of_faker() -> Iterator[tuple[str, str, Any]]:
    person = import_module("faker.providers.person")
    for module in iter_modules(person.__path__):
        provider = getattr(import_module(f"{person.__name__}.{module.name}"), "Provider", None)
        for table in dir(provider):
            kind = next((kind for start, kind in KINDS.items() if table.startswith(start)), None)
            names = getattr(provider, table)
            if kind is not None and isinstance(names, (dict, list, tuple)):
                yield from ((kind, module.name[:2], name) for name in names)


def _of_mimesis() -> Iterator[tuple[str, str, Any]]:
    folder = import_module("mimesis.datasets").__path__[0]
    for path in sorted(Path(folder).glob("*/person.json")):
        tables = json.loads(path.read_text("utf-8"))
        for key, kind in (("names", "given"), ("surnames", "family")):
            names = tables.get(key, {})
            for some in names.values() if isinstance(names, dict) else [names]:
                yield from ((kind, path.parent.name[:2], name) for name in some)


if __name__ == "__main__":
    sys.exit(main())
