"""Agreement of two texts by shared word sequences, as article-extraction-benchmark measures it."""

import re
from collections import Counter

CHARACTER_SCRIPTS = "\u0e00-\u0e7f\u1000-\u109f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
"""Thai, Burmese, kana, Han and Hangul: measured per character."""
_ONE = re.compile(rf"[{CHARACTER_SCRIPTS}]")
_PART = re.compile(rf"[^\W{CHARACTER_SCRIPTS}]")
_TOKEN = re.compile(rf"{_ONE.pattern}|{_PART.pattern}+")
_PUNCTUATION = "’‘“”„–—…•"
"""What a text in a western language has beside Latin-1."""
_SPACED = bytes(
    code if code == ord("_") or chr(code).isalnum() else ord(" ") for code in range(256)
)
_SHINGLE_WORDS = 4

Shingles = Counter[int]
"""How often each run comes, by its hash: as text, comparing would hash every run once more."""


def tokens(text: str) -> list[str]:
    """Split into words; into characters where the script has no spaces."""
    if not text.isascii():
        for mark in _PUNCTUATION:
            text = text.replace(mark, " ")
    words: list[str] = []
    for line in text.split("\n"):
        try:  # half the time of the pattern
            words += line.encode("latin-1").translate(_SPACED).decode("latin-1").split()
        except UnicodeEncodeError:
            words += _TOKEN.findall(line)
    return words


def has_token(text: str, token: str) -> bool:
    """Return whether a token is among those of a text: splitting it takes ten times as long."""
    at = text.find(token)
    while at >= 0:
        rest = _TOKEN.match(text, at)
        end = rest.end() if rest else at + 1
        is_begun = at > 0 and _PART.match(text, at - 1) and not _ONE.match(token)
        if end == at + len(token) and not is_begun:
            return True
        at = text.find(token, end)
    return False


def shingles(text: str) -> Shingles:
    """Count the runs of four tokens; a shorter text is one run."""
    words = tokens(text)
    if not words:
        return Counter()
    if len(words) < _SHINGLE_WORDS:
        return Counter([hash(tuple(words))])
    runs = zip(words, words[1:], words[2:], words[3:], strict=False)
    return Counter(map(hash, runs))


def agreement(one: Shingles, other: Shingles) -> float:
    """F1 of two texts' shingles: 1 the same, 0 nothing shared or one of them empty."""
    return 2 * common(one, other) / max(1, one.total() + other.total())


def common(one: Shingles, other: Shingles) -> int:
    """Count the shingles that two texts share, each as often as both have it."""
    shared = one.keys() & other.keys()  # ten times as fast as `one & other`
    repeated = (each for each, count in one.items() if count > 1 and each in shared)
    return len(shared) + sum(min(one[each], other[each]) - 1 for each in repeated)
