"""Words that stand before or inside names and are no part of them, in several languages."""

from functools import lru_cache

from services.enrich.given_names import given_names
from services.text.lists import lists_of
from services.text.words import WORDS_KEPT, fold

_LISTS = lists_of(__file__)
_TITLES = frozenset(_LISTS["titles"].split())
OFFICES = frozenset(_LISTS["offices"].split())
"""Those that lead to a name wherever they stand before it, in small letters, too."""
_ROLE_ENDINGS = tuple(_LISTS["role_endings"].split())
PARTICLES = frozenset(_LISTS["particles"].split())
"""They stand inside the names of people: van, bin, de."""
POST_NOMINALS = frozenset(_LISTS["post_nominals"].split())
"""They stand behind the names of people, and are no part of them."""
CONNECTORS = PARTICLES | frozenset(_LISTS["connectors"].split())
"""They stand inside names of any kind: Bank of England."""


def is_of_a_family(before: str, behind: str) -> bool:
    """Whether `von der` between two words is of a family name.

    So it is behind a given name: Anna Maria von der Leyen, but Carsten Brzeski von der ING. What is
    all capitals is a body even then: Hans Peter von der SPD.
    """
    return fold(before) in given_names() and not behind.isupper()


@lru_cache(maxsize=WORDS_KEPT)
def leads_to_name(word: str) -> bool:
    """Tell what leads to a person's name in small letters, too: `the geologist`."""
    return word in OFFICES or word.endswith(_ROLE_ENDINGS)


@lru_cache(maxsize=WORDS_KEPT)
def is_title(word: str) -> bool:
    """Tell what stands before a person's name, folded: Sir, Präsident, Verteidigungsminister."""
    return word in _TITLES or word.endswith(_ROLE_ENDINGS)
