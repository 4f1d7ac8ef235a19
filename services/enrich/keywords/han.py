"""The words of Chinese, which stand without spaces: the likeliest way to cut a run into words.

Viterbi over wordfreq's list. What that lacks, most names, comes out as single characters, which the
search for phrases joins again where they recur.
"""

import gzip
import math
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import msgpack

from services.text.frequency import package_data, read_frequencies

LONGEST = 5
"""Characters of a word; 97 of 100 words of the list have no more."""
UNLISTED_ZIPF = 1.0
"""Of a character that is no word of the list."""
WHOLE = 9.0
"""The Zipf frequency of a word that would be all words: it is counted in thousands of millions."""


class Words(NamedTuple):
    """A language's words, simplified."""

    zipfs: Mapping[str, float]
    reach: Mapping[str, int]
    """Of two characters: how long the longest word is that begins with them."""


@cache
def chinese_words() -> Words:
    """Return the words of Chinese, with their frequency."""
    zipfs = {
        word: zipf for word, zipf in read_frequencies("zh").items() if 0 < len(word) <= LONGEST
    }
    reach: dict[str, int] = {}
    for word in zipfs:
        if len(word) > 1:
            reach[word[:2]] = max(len(word), reach.get(word[:2], 0))
    return Words(zipfs, reach)


def han_words(run: str, words: Words) -> list[str]:
    """Cut a run of Han characters, simplified or traditional, into words; all of it is kept."""
    simple, length = simplified(run), len(run)
    zipf_of, reach_of = words.zipfs.get, words.reach.get
    best = [0.0] + [-math.inf] * length
    begins = [0] * (length + 1)
    for start in range(length):
        score = best[start] - WHOLE
        alone = score + zipf_of(simple[start], UNLISTED_ZIPF)
        if alone > best[start + 1]:
            best[start + 1], begins[start + 1] = alone, start
        reach = reach_of(simple[start : start + 2])
        if reach is None:  # most pairs of characters begin no word
            continue
        for end in range(start + 2, min(start + reach, length) + 1):
            zipf = zipf_of(simple[start:end])
            if zipf is not None and score + zipf > best[end]:
                best[end], begins[end] = score + zipf, start
    found, end = [], length
    while end:
        found.append(run[begins[end] : end])
        end = begins[end]
    return found[::-1]


def simplified(text: str) -> str:
    """Return the text in simplified characters, each in its place."""
    return text.translate(_simple_characters())


@cache
def _simple_characters() -> dict[int, str]:
    packed = gzip.decompress(package_data("_chinese_mapping.msgpack.gz").read_bytes())
    found: dict[int, str] = msgpack.unpackb(packed, strict_map_key=False)
    return {number: to for number, to in found.items() if len(to) == 1}
