"""Languages that eldc takes for one another: Indonesian is Malay to it, Serbian in Latin Croatian.

They are told apart by words that only one of them writes so.
"""

import re
from functools import cache
from typing import NamedTuple

from services.text.lists import lists_of

_WORD = re.compile(r"[^\W\d_]+")


class Twin(NamedTuple):
    """The language beside the one that the detector says."""

    code: str
    own: frozenset[str]
    """Words of the one that it says."""
    other: frozenset[str]
    """Words of its twin."""


def of_twins(code: str, text: str) -> str:
    """Return which of two languages a text is in, the detector's where its words do not tell."""
    twin = _twins().get(code)
    if twin is None:
        return code
    words = _WORD.findall(text.lower())
    own, other = (sum(map(of.__contains__, words)) for of in (twin.own, twin.other))
    return twin.code if other > own else code


def are_twins(one: str, other: str) -> bool:
    """Whether a single paragraph may be taken for the other language."""
    return any({one, other} == {code, twin.code} for code, twin in _twins().items())


@cache
def _twins() -> dict[str, Twin]:
    return {
        code: Twin(each["twin"], frozenset(each["own"].split()), frozenset(each["other"].split()))
        for code, each in lists_of(__file__).items()
    }
