"""How common a word is in its language (wordfreq's small lists: no download, 2 to 8 MB each).

The lists are read as they lie in the package; to import it takes 0.2 s, for tokenizers.
"""

import gzip
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import chain, islice, repeat
from pathlib import Path

from services.text.words import SAME_LETTERS

RAREST = 2.5
"""Zipf frequency of what the lists do not have: they end at a word in a million, 3.0."""
FUNCTION_ZIPF = 6.7
"""One word in 200; the lists of stop words lack some of them (Ukrainian's `на`)."""
FUNCTION_WORDS_MAX = 1_000
"""No more than 200 words can be one in 200 each; the lists begin with the commonest."""
LANGUAGES_MAX = 24
"""Kept in memory at once."""
_SAME_LETTERS = [letter.encode() for letter in SAME_LETTERS]
_LISTED = {"no": "nb", "sr": "sh", "hr": "sh", "bs": "sh"}


def read_frequencies(language: str | None) -> dict[str, float]:
    """Read a language's words, folded, with their Zipf frequency; empty where there is no list.

    6 is one word in a thousand, 3 one in a million. Takes 5 to 60 ms.
    """
    path = _path(language) if language else None
    if path is None:
        return {}
    packed = gzip.decompress(path.read_bytes())
    bands = _bands(packed)
    words = list(chain.from_iterable(bands))
    if any(letter in packed for letter in _SAME_LETTERS):
        words = _folded(words)
    zipfs = (repeat((900 - number) / 100, len(band)) for number, band in enumerate(bands))
    return dict(zip(words, chain.from_iterable(zipfs), strict=True))


frequencies = lru_cache(LANGUAGES_MAX)(read_frequencies)
"""The same, kept."""


def commonest(language: str | None) -> frozenset[str]:
    """Return a language's commonest words, folded: of every language these carry no subject."""
    first = islice(frequencies(language).items(), FUNCTION_WORDS_MAX)
    return frozenset(word for word, zipf in first if zipf >= FUNCTION_ZIPF)


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


def _bands(packed: bytes) -> list[list[str]]:
    """Return the words by their frequency: place n holds those of one in 10 ** (n / 100)."""
    import msgpack

    bands: list[list[str]]
    header, *bands = msgpack.unpackb(packed)
    if header != {"format": "cB", "version": 1}:
        raise ValueError(f"a word list begins with {header}")
    return bands


def _folded(words: list[str]) -> list[str]:
    """Fold all at once; that they are in small letters is what makes them wordfreq's."""
    text = "\n".join(words)
    for letter, same in SAME_LETTERS.items():
        text = text.replace(letter, same)
    return text.split("\n")
