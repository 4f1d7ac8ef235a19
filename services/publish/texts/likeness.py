"""How alike two texts are: MinHash to find candidates, common runs of five words to decide.

Broder, "On the resemblance and containment of documents" (1997): two sets agree in the least value
of a random hash as often as they are alike. 32 bands of 4 such values find a pair of likeness .5 in
87 of 100 cases, one of .7 in 9,998 of 10,000. A copy that was cut keeps how the text begins: 6
bands of 3 values of the opening find 96 of 100 pairs that have three quarters of it in common.
"""

import re
from functools import cached_property, lru_cache
from hashlib import blake2b
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from services.publish.texts.contents import Content
from services.publish.texts.words import words

RUN = 5
BANDS, ROWS = 32, 4
"""Of the whole text."""
OPENING_BANDS, OPENING_ROWS = 6, 3
OPENING_RUNS = 116
"""Of the first 120 words."""
WORDS_LEAST = 30
"""Shorter texts (a caption, a teaser) are alike by chance."""
LIKE_LEAST = 0.4
"""Chosen on edited copies: see `docs/decisions/0020-the-same-text-elsewhere.md`."""
CONTAINED_LEAST = 0.8
"""Share of a text's runs that stand in a longer one: it is a copy that was cut."""
CONTAINED_RUNS_LEAST = 50
"""A quotation or a paragraph of background is shorter."""
NUMBERS_LEAST = 2
NUMBERS_COMMON_LEAST = 0.5
"""Share of the numbers of the text with fewer of them; copies have nearly all in common."""
_PARTED = re.compile(r"(?<=\d)[.,:٫](?=\d)")
CHUNK = 512
"""Runs hashed at once: 256 kB stay in the processor's cache."""

Hashes = NDArray[np.uint64]
Least = NDArray[np.uint32]

_RANDOM = np.random.Generator(np.random.PCG64(20_260_301))
_FACTORS: Least = _RANDOM.integers(0, 2**32, (BANDS * ROWS, 1), np.uint32) | np.uint32(1)
_OFFSETS: Least = _RANDOM.integers(0, 2**32, (BANDS * ROWS, 1), np.uint32)
_PLACES: Hashes = _RANDOM.integers(1, 2**63, RUN, np.uint64) * np.uint64(2) + np.uint64(1)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_HALF, _THIRD = np.uint64(32), np.uint64(29)
_LEFT = np.uint64(1)
"""Band keys have 63 bits: a signed column holds them."""


class TextKeys(NamedTuple):
    """What a text is found again by: signed 64-bit keys; none for one that is too short."""

    whole: int | None
    """Of the whole text, folded."""
    bands: tuple[int, ...]

    @property
    def all(self) -> tuple[int, ...]:
        """All of them."""
        return self.bands if self.whole is None else (self.whole, *self.bands)


NO_KEYS = TextKeys(None, ())


class _Text:
    """A text, read once for all that is asked of it."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self.words = words(content.text)

    @cached_property
    def folded(self) -> bytes:
        """All words, UTF-8, with a blank between two."""
        return " ".join(self.words).encode()

    @cached_property
    def runs(self) -> Hashes:
        """A hash of each run of words, in their order."""
        return _runs(self.folded.split())

    @cached_property
    def different_runs(self) -> Hashes:
        """The same, sorted, each once."""
        return np.unique(self.runs)

    @cached_property
    def numbers(self) -> set[str]:
        """Its numbers; `10:30` and `4,5` are one each, however they are parted."""
        whole = _PARTED.sub("dot", self._content.text)
        return {word for word in set(words(whole)) if word[0].isdigit()}


@lru_cache(2)
def _text(content: Content) -> _Text:
    """Read a text that is compared with others, one after the other: it is kept, as is the last."""
    return _Text(content)


def text_keys_of(content: Content) -> TextKeys:
    """Work out the keys of a text."""
    text = _text(content)
    if len(text.words) < WORDS_LEAST:
        return NO_KEYS
    whole = _bands(text.runs, BANDS, ROWS, 1)
    opening = _bands(text.runs[:OPENING_RUNS], OPENING_BANDS, OPENING_ROWS, BANDS + 1)
    digest = blake2b(text.folded + content.rest.encode(), digest_size=8).digest()
    return TextKeys(int.from_bytes(digest) >> 1, (*whole, *opening))


def is_same(one: Content, other: Content) -> bool:
    """Tell whether every word of two texts is the same."""
    if one.rest != other.rest:
        return False
    return one.text == other.text or _text(one).words == _text(other).words


class Likeness(NamedTuple):
    """What two texts have in common."""

    shared: float
    """Share of the runs of five words of both that each has, 0 to 1 (Jaccard)."""
    has_other: bool
    """Whether nearly all of the other one stands in the first one."""
    is_in_other: bool
    """Whether nearly all of the first one stands in the other one."""

    @property
    def is_copy(self) -> bool:
        """Whether one is a copy of the other, whole or cut."""
        return self.shared >= LIKE_LEAST or self.has_other or self.is_in_other


def likeness(one: Content, other: Content) -> Likeness:
    """Compare the runs of five words of two texts."""
    ours, theirs = _text(one).different_runs, _text(other).different_runs
    common = np.intersect1d(ours, theirs, assume_unique=True).size
    return Likeness(
        float(common / max(ours.size + theirs.size - common, 1)),
        _is_most(common, theirs.size),
        _is_most(common, ours.size),
    )


def _is_most(common: int, size: int) -> bool:
    return size >= CONTAINED_RUNS_LEAST and common >= CONTAINED_LEAST * size


def is_form(one: Content, other: Content) -> bool:
    """Tell whether two texts are one form, filled in twice: their numbers are others.

    Lotteries, earthquakes, prices and the weather are told in such forms. They are no copies.
    """
    ours, theirs = _text(one).numbers, _text(other).numbers
    least = min(len(ours), len(theirs))
    return least >= NUMBERS_LEAST and len(ours & theirs) < NUMBERS_COMMON_LEAST * least


def _runs(found: list[bytes]) -> Hashes:
    """Return a hash of each run of words."""
    each = np.fromiter(map(crc32, found), np.uint64, len(found)) + np.uint64(1)
    size = max(len(found) - RUN + 1, 1)
    runs = np.zeros(size, np.uint64)
    for place in range(min(RUN, len(found))):
        runs += each[place : place + size] * _PLACES[place]
    runs ^= runs >> _THIRD
    return runs * _MIX


def _bands(runs: Hashes, bands: int, rows: int, first: int) -> list[int]:
    """Return the key of each band; `first` is the number of the first one."""
    least = _least(runs, bands * rows).reshape(bands, rows).astype(np.uint64)
    keys: list[int] = _folded(least, np.arange(first, first + bands, dtype=np.uint64)).tolist()
    return keys


def _least(runs: Hashes, count: int) -> Least:
    """Return the least value of each of `count` random hashes over the runs."""
    least = np.full(count, np.iinfo(np.uint32).max, np.uint32)
    short = (runs >> _HALF).astype(np.uint32)
    for start in range(0, short.size, CHUNK):
        values = short[start : start + CHUNK] * _FACTORS[:count]
        values += _OFFSETS[:count]
        np.minimum(least, values.min(axis=1), out=least)
    return least


def _folded(rows: Hashes, seeds: Hashes) -> Hashes:
    """Hash each row of numbers, in order, to 63 bits."""
    keys = seeds * _MIX
    for column in rows.T:
        keys = (keys ^ column) * _MIX
        keys ^= keys >> _THIRD
    return keys >> _LEFT
