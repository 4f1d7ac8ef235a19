"""Names that hold a place's and mean another: Latin America, New England."""

from functools import cache
from typing import Literal

from services.text.lists import lists_of
from services.text.words import fold


@cache
def holders(script: Literal["words", "characters"]) -> frozenset[str]:
    """Return the names of scripts with words, folded, or of those without."""
    return frozenset(fold(name.replace("‿", " ")) for name in lists_of(__file__)[script].split())
