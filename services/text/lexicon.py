"""The words of a language with how common each is, in eight bytes a word."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from services.text.words import Kept

FUNCTION_HUNDREDTHS = 670
"""One word in 200; the lists of stop words lack some of them (Ukrainian's `на`)."""
_HASH = ~1023
"""The 54 bits of a word's hash that are kept; one unknown word in 10 ** 11 is taken for another."""
_LENGTH = 32
"""Bits by which a length is shifted into it: 正 and `ck` have the same bytes, and so hash."""
_MOST = 900
"""The Zipf frequency of a word that would be all words, in hundredths: ten bits hold it."""
_END = 2**63 - 1

Band = tuple[int, Sequence[str]]
"""Words that are as common, and how common in hundredths of a Zipf unit."""


class Lexicon:
    """Zipf frequencies by word: 6 is one word in a thousand, 3 one in a million.

    As a dictionary the words of a language take 3 to 5 MB. An article asks for 130 of them, most
    of which others asked for before.
    """

    def __init__(self, bands: Iterable[Band] = ()) -> None:
        found: list[int] = []
        common: list[str] = []
        for hundredths, words in bands:
            found += [(hash(word) ^ len(word) << _LENGTH) & _HASH | hundredths for word in words]
            common += words if hundredths >= FUNCTION_HUNDREDTHS else ()
        self._entries = array("q", [*sorted(found), _END])
        self._met = Kept(self._find)
        least = FUNCTION_HUNDREDTHS / 100
        self.commonest = frozenset(word for word in common if self.get(word, 0.0) >= least)
        """Of every language these carry no subject."""

    def __len__(self) -> int:
        """Count the words."""
        return len(self._entries) - 1

    def __contains__(self, word: str) -> bool:
        """Whether it is a word of the language."""
        return self.get(word, -1.0) >= 0

    def get(self, word: str, default: float) -> float:
        """Return how common a folded word is; of one that is listed twice, how rare."""
        zipf = self._met[word]
        return default if zipf is None else zipf

    def _find(self, word: str) -> float | None:
        least = (hash(word) ^ len(word) << _LENGTH) & _HASH
        hundredths = self._entries[bisect_left(self._entries, least)] - least
        return hundredths / 100 if hundredths <= _MOST else None
