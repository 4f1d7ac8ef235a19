"""How common a word is in its language (wordfreq's small lists: no download).

The lists are read as they lie in the package; to import it takes 0.2 s, for tokenizers.
"""

import gzip
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

import msgpack

from services.text.lexicon import Band, Lexicon
from services.text.words import SAME_LETTERS

RAREST = 2.5
"""Zipf frequency of what the lists do not have: they end at a word in a million, 3.0."""
LANGUAGES_MAX = 24
"""Kept in memory at once."""
_SAME_LETTERS = [letter.encode() for letter in SAME_LETTERS]
_LISTED = {"no": "nb", "sr": "sh", "hr": "sh", "bs": "sh"}


@lru_cache(LANGUAGES_MAX)
def frequencies(language: str | None) -> Lexicon:
    """Read a language's words, folded; none where there is no list. Takes 20 to 60 ms."""
    return Lexicon(_read_bands(language))


def read_frequencies(language: str | None) -> dict[str, float]:
    """Read the same, the commonest first, for those who want all words."""
    found: dict[str, float] = {}
    for hundredths, words in _read_bands(language):
        found |= dict.fromkeys(words, hundredths / 100)
    return found


def _read_bands(language: str | None) -> Iterator[Band]:
    """Yield the words; wordfreq has at place n those of one in 10 ** (n / 100)."""
    path = _path(language) if language else None
    if path is None:
        return
    packed = gzip.decompress(path.read_bytes())
    header, *bands = msgpack.unpackb(packed)
    if header != {"format": "cB", "version": 1}:
        raise ValueError(f"a word list begins with {header}")
    fold = _fold if any(letter in packed for letter in _SAME_LETTERS) else list
    for number, words in enumerate(bands):
        if words:
            yield 900 - number, fold(words)


def _path(language: str) -> Path | None:
    path = package_data(f"small_{_LISTED.get(language, language)}.msgpack.gz")
    return path if path.exists() else None


def package_data(name: str) -> Path:
    """Return where a file of wordfreq's lies, whether there is one or not."""
    return _folder() / name


@cache
def _folder() -> Path:
    package = find_spec("wordfreq")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).with_name("data")


def _fold(words: list[str]) -> list[str]:
    """Fold all at once; that they are in small letters is what makes them wordfreq's."""
    text = "\n".join(words)
    for letter, same in SAME_LETTERS.items():
        text = text.replace(letter, same)
    return text.split("\n")
