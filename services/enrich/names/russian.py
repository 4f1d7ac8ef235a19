"""The nominative of a Russian person's name: `Новаку Джоковичу` is Новак Джокович."""

from collections.abc import Mapping, Sequence

from services.enrich.given_names import given_names
from services.text.forms import RU_CASES
from services.text.frequency import RAREST
from services.text.lexicon import Lexicon
from services.text.words import fold

LEAST_STEM = 2
COMMONER = 0.3
"""Zipf units by which a foreign first name must be commoner in its first case: Карлос."""
_MALE = {
    "ского": "ский", "скому": "ский", "ским": "ский", "ском": "ский", "цкого": "цкий",
    "цкому": "цкий", "цким": "цкий", "ым": "", "ом": "", "ем": "", "а": "", "у": "", "е": "",
}  # fmt: skip
"""Endings of family names behind a man's first name in another case, and what to read."""
_FEMALE = {
    "ской": "ская", "скую": "ская", "цкой": "цкая", "цкую": "цкая", "ой": "а", "ей": "я", "у": "а",
}  # fmt: skip
"""The same behind a woman's."""

_MEN = frozenset(
    ["илья", "никита", "данила", "лука", "кузьма", "фома", "савва", "мустафа", "гаврила"]
)
"""First names of men that end as women's do."""


def nominative(words: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    """Write a person's name in its first case, if the first name is known and in another."""
    first, *others = words
    given = _given(fold(first), lexicon)
    if given is None or not others:
        return tuple(words)
    endings = _FEMALE if given[-1] in "ая" and given not in _MEN else _MALE
    family = "-".join(_family(part, endings) for part in others[-1].split("-"))
    return (given.capitalize(), *others[:-1], family)


def _given(word: str, lexicon: Lexicon) -> str | None:
    """Return the first name of which a folded word is another case; None if there is none."""
    known = given_names()
    if word in known:
        return None
    bases = [
        word[:-size] + ending
        for size in (2, 1)
        for ending in RU_CASES.get(word[-size:], ())
        if len(word) >= size + LEAST_STEM
    ]
    named = (base for base in bases if base in known)
    least = lexicon.get(word, RAREST) + COMMONER
    foreign = (base for base in bases if word.startswith(base) and lexicon.get(base, 0.0) >= least)
    return next(named, next(foreign, None))


def _family(word: str, endings: Mapping[str, str]) -> str:
    for ending, base in endings.items():
        if word.endswith(ending) and len(word) > len(ending) + LEAST_STEM:
            return word.removesuffix(ending) + base
    return word
