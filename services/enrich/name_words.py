"""Words that stand before or inside names and are no part of them, in several languages."""

import tomllib
from functools import lru_cache
from pathlib import Path

from services.text.words import WORDS_KEPT

_LISTS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_TITLES = frozenset(_LISTS["titles"].split())
_ROLE_ENDINGS = tuple(_LISTS["role_endings"].split())
PARTICLES = frozenset(_LISTS["particles"].split())
"""They stand inside the names of people: van, bin, de."""
CONNECTORS = PARTICLES | frozenset(_LISTS["connectors"].split())
"""They stand inside names of any kind: Bank of England."""


@lru_cache(maxsize=WORDS_KEPT)
def is_title(word: str) -> bool:
    """Tell what stands before a person's name, folded: Sir, Präsident, Verteidigungsminister."""
    return word in _TITLES or word.endswith(_ROLE_ENDINGS)
