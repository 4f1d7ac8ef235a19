"""What an article is told by: its rare words, in title, lead and names, and pairs of its lead."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from itertools import islice, pairwise
from unicodedata import normalize
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from services.publish.stories.rarity import STEPS, rarities, stem
from services.publish.texts.contents import Content
from services.publish.texts.words import has_unspaced, without_pictures, word_pattern, written_words

WORDS_MAX = 300
CHARACTERS_MAX = 4_000
CHARACTERS_A_WORD = 9
"""What the rest of a text says is background."""
LEAD_WORDS = 50
TERMS_MAX = 128
"""Of an article; those with most weight."""
TERMS_LEAST = 8
"""A caption or a teaser is told from others by chance."""
TITLE_COUNTS = 2
"""A word of the title counts as often."""
KEYS = 16
"""Terms by which a story is found."""
TITLE, NAME, NUMBER = 1, 2, 4
"""What a term is; a name is one of title or lead."""

_BYTE = np.arange(256, dtype=np.float32)
WEIGHTS = np.square(_BYTE / STEPS)
"""What a term says, by its rarity."""
TIMES = 1 + np.log(np.maximum(_BYTE, 1))
"""How much more it says by how often it comes."""

Terms = NDArray[np.uint32]
Bytes = NDArray[np.uint8]
Word = tuple[str, bool]


@dataclass(frozen=True, eq=False)
class Profile:
    """An article, to be compared."""

    at: int
    """When it was published, else fetched; Unix time, minutes."""
    language: str
    """ISO 639-1, or empty."""
    terms: Terms
    """Hashes, sorted."""
    columns: Bytes
    """Rarity of each term, in steps, of which `rarity.STEPS` are a factor of ten; how often it
    comes; its kinds: `TITLE`, `NAME`, `NUMBER`, added."""
    pairs: Terms
    """Hashes of two words that stand side by side in title and lead, sorted."""

    @cached_property
    def keys(self) -> list[int]:
        """Numbers of 63 bits that articles about the same event have in common."""
        rarities, counts, _ = self.columns
        most = np.argsort(-WEIGHTS[rarities] * TIMES[counts], kind="stable")[:KEYS]
        tongue = int.from_bytes(self.language.encode()[:3]) << 32
        return [tongue | term for term in self.terms[most].tolist()]


def profile_of(content: Content, at: datetime) -> Profile | None:
    """Read an article's words; None for one with too few of them."""
    title, text = _words(content.title), _words(content.text)
    counts = Counter([each for each, _ in text])
    titled = {each for each, _ in title}
    counts.update(dict.fromkeys(titled, TITLE_COUNTS))
    rare = rarities(counts, content.language or None)
    if len(rare) < TERMS_LEAST:
        return None
    lead = [*title, *text[:LEAD_WORDS]]
    names = {each for each, is_upper in lead if is_upper}
    names -= {each for each, is_upper in (*title, *text) if not is_upper}
    kinds = dict.fromkeys(titled, TITLE) | {each: NAME + TITLE * (each in titled) for each in names}
    words = sorted(rare)
    columns = np.array(
        (
            list(map(rare.__getitem__, words)),
            list(map(counts.__getitem__, words)),
            [kinds.get(each, 0) + NUMBER * each[0].isdigit() for each in words],
        )
    )
    most = np.argsort(-(columns[0] ** 2) * columns[1], kind="stable")[:TERMS_MAX]
    terms = np.fromiter(map(crc32, map(str.encode, words)), np.uint32, len(words))[most]
    order = terms.argsort()
    return Profile(
        int(at.timestamp() // 60),
        content.language,
        terms[order],
        np.minimum(columns[:, most[order]], 255).astype(np.uint8),
        _pairs([each for each, _ in lead], rare),
    )


def pack(profile: Profile) -> bytes:
    """Write it for the store."""
    language = profile.language.encode()[:3].ljust(3)
    sizes = (profile.terms.size, profile.pairs.size)
    head = profile.at.to_bytes(5) + language + bytes(sizes)
    numbers = profile.terms.astype("<u4").tobytes() + profile.pairs.astype("<u4").tobytes()
    return head + numbers + profile.columns.tobytes()


def unpack(packed: bytes) -> Profile:
    """Read back what was packed."""
    terms, pairs = packed[8], packed[9]
    numbers = np.frombuffer(packed, "<u4", terms + pairs, 10)
    columns = np.frombuffer(packed, np.uint8, 3 * terms, 10 + numbers.nbytes)
    at, language = int.from_bytes(packed[:5]), packed[5:8].decode().strip()
    return Profile(at, language, numbers[:terms], columns.reshape(3, terms), numbers[terms:])


def _words(text: str) -> list[Word]:
    """Return each word's stem, and whether it has a capital; of unspaced scripts, two letters."""
    text = without_pictures(normalize("NFKC", text[:CHARACTERS_MAX]))
    if has_unspaced(text):
        return list(islice(_read(text), WORDS_MAX))
    text = text[: WORDS_MAX * CHARACTERS_A_WORD]
    return list(map(_word, written_words(text)[:WORDS_MAX]))


def _read(text: str) -> Iterator[Word]:
    before, end = "", -1
    for match in word_pattern(text).finditer(text):
        word = match.group()
        if not has_unspaced(word):
            yield _word(word)
            continue
        if match.start() == end:
            yield before + word, False
        before, end = word, match.end()


@lru_cache(2**15)
def _word(word: str) -> Word:
    return stem(word.casefold()), word[0].isupper()


def _pairs(words: list[str], rare: dict[str, int]) -> Terms:
    """Hash the pairs of which one word says something."""
    found = {crc32(f"{a} {b}".encode()) for a, b in pairwise(words) if a in rare or b in rare}
    return np.array(sorted(found)[:255], np.uint32)
