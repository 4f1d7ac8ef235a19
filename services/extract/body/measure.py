"""How much a text says, whatever its script."""

import re

_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_DENSE_CHARS, _HANGUL_CHARS = 2.5, 1.8
"""A letter of these scripts says about as much as so many of an alphabet."""


def measure(text: str) -> float:
    """Return the length of a text in letters of an alphabet."""
    if text.isascii():
        return float(len(text))
    dense = (_DENSE_CHARS - 1) * len(_DENSE.findall(text))
    return len(text) + dense + (_HANGUL_CHARS - 1) * len(_HANGUL.findall(text))
