"""Candidate phrases of scripts without spaces: runs of characters that come again.

Japanese shows its words by script (kanji, katakana); Chinese and Thai need character n-grams.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import regex

from services.enrich.phrases import Phrase

READ_CHARACTERS = 6_000
"""A long article; more n-grams would cost milliseconds and say the same."""
CHARACTERS_PER_WORD = {"Han": 2, "Thai": 5}
LEAST_COUNT = 2

_KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}]")
_JAPANESE = regex.compile(r"[\p{Katakana}ー]{3,20}+|\p{Han}{2,10}+")
# split at what is never inside a word; what may be inside one may yet not stand at its edge
_HAN_RUN = regex.compile(r"[\p{Han}--[的了是着们這这那它她他我你們]]{2,}+", regex.VERSION1)
_HAN_EDGE = frozenset(
    "在和与與及或也就都而把被对對从從向以为為于於之其个個并但不没沒有将將说說到等"
)
_THAI_RUN = regex.compile(r"\p{Thai}{2,}+")
_CLUSTER = regex.compile(r"\X")
_THAI_NO_START = frozenset("ะาๆฯ")
_THAI_NO_END = frozenset("เแโใไ")
HAN_SIZES = range(2, 6)
THAI_CLUSTER_SIZES = range(2, 9)


def repeated(text: str, stop: Iterable[str]) -> dict[str, Phrase]:
    """Count what stands more than once; of Japanese, every word that its script sets apart."""
    head = text[:READ_CHARACTERS]
    if _KANA.search(head):
        return _counted(_JAPANESE.findall(head), "Han", 1)
    found = _counted(_han(head), "Han", LEAST_COUNT)
    if _THAI_RUN.search(head):
        found |= _counted(_thai(head, stop), "Thai", LEAST_COUNT)
    return found


def _counted(grams: Iterable[str], script: str, least: int) -> dict[str, Phrase]:
    per_word = CHARACTERS_PER_WORD[script]
    return {
        gram: Phrase(gram, gram, len(gram) / per_word, count)
        for gram, count in Counter(grams).items()
        if count >= least
    }


def _han(text: str) -> Iterator[str]:
    for run in _HAN_RUN.findall(text):
        for gram in _grams(run, HAN_SIZES):
            if gram[0] not in _HAN_EDGE and gram[-1] not in _HAN_EDGE:
                yield str(gram)


def _thai(text: str, stop: Iterable[str]) -> Iterator[str]:
    words = sorted((word for word in stop if len(word) > 1), key=len, reverse=True)
    spaced = regex.sub("|".join(map(regex.escape, words)), " ", text) if words else text
    for run in _THAI_RUN.findall(spaced):
        for clusters in _grams(_CLUSTER.findall(run), THAI_CLUSTER_SIZES):
            gram = "".join(clusters)
            if gram[0] not in _THAI_NO_START and gram[-1] not in _THAI_NO_END:
                yield gram


def _grams(units: Sequence[str], sizes: range) -> Iterator[Sequence[str]]:
    for size in sizes:
        for start in range(len(units) - size + 1):
            yield units[start : start + size]
