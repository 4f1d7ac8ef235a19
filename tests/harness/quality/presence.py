"""What each segment of a page is worth to a text: F1 with it, less F1 without it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from services.extract.body.selection import Selection
from tests.harness.quality.corpus import Page
from tests.harness.quality.scores import SHINGLE_TOKENS, tokens_of

_SENTENCE_WORTH = 0.15
"""Of a sentence that is wanted, or not wanted, where a page has only such."""
_NEIGHBOURS = SHINGLE_TOKENS - 1

Runs = Counter[tuple[str, ...]]


def worth(page: Page, text: Selection, numbers: Iterable[int]) -> dict[int, float]:
    """Return the worth of segments beside the rest of a text; of those that gold speaks of."""
    if page.body is None:
        return _told(page, text, numbers)
    return _Scale(page.body, text).worth(numbers)


def _told(page: Page, text: Selection, numbers: Iterable[int]) -> dict[int, float]:
    found = {}
    for number in numbers:
        words = text.page[number].text
        if any(" ".join(each.split()) in words for each in page.wanted):
            found[number] = _SENTENCE_WORTH
        elif any(" ".join(each.split()) in words for each in page.unwanted):
            found[number] = -_SENTENCE_WORTH
    return found


class _Scale:
    """A text's runs of words beside gold's."""

    def __init__(self, gold: str, text: Selection) -> None:
        self.text, self.chosen = text, sorted(text.numbers)
        self.tokens: dict[int, list[str]] = {}
        self.want = _runs(tokens_of(gold))
        self.have = _runs([each for number in self.chosen for each in self._of(number)])
        self.wanted, self.size = self.want.total(), self.have.total()
        self.hit = sum(min(count, self.have[run]) for run, count in self.want.items())

    def worth(self, numbers: Iterable[int]) -> dict[int, float]:
        return {number: self._worth(number) for number in numbers}

    def _worth(self, number: int) -> float:
        before, after = self._neighbours(number)
        with_it, without = _runs([*before, *self._of(number), *after]), _runs([*before, *after])
        sign = -1 if number in self.text.numbers else 1
        change = with_it.copy()
        change.subtract(without)
        hit, size = self.hit, self.size
        for run, count in change.items():
            size += sign * count
            if run in self.want:
                had = self.have[run]
                hit += min(had + sign * count, self.want[run]) - min(had, self.want[run])
        return sign * (self._f1(hit, size) - self._f1(self.hit, self.size))

    def _f1(self, hit: int, size: int) -> float:
        return 2 * hit / (size + self.wanted) if hit else 0.0

    def _of(self, number: int) -> list[str]:
        if number not in self.tokens:
            self.tokens[number] = tokens_of(self.text.page[number].text)
        return self.tokens[number]

    def _neighbours(self, number: int) -> tuple[list[str], list[str]]:
        """Return the words of the text that stand before a segment and after it."""
        at = bisect_left(self.chosen, number)
        following = self.chosen[at + 1 :] if number in self.text.numbers else self.chosen[at:]
        return self._words(self.chosen[:at][::-1], True), self._words(following, False)

    def _words(self, numbers: Sequence[int], is_before: bool) -> list[str]:
        words: list[str] = []
        for number in numbers:
            own = self._of(number)
            words = [*own, *words] if is_before else [*words, *own]
            if len(words) >= _NEIGHBOURS:
                break
        return words[-_NEIGHBOURS:] if is_before else words[:_NEIGHBOURS]


def _runs(words: list[str]) -> Runs:
    last = len(words) - SHINGLE_TOKENS + 1
    return Counter(tuple(words[at : at + SHINGLE_TOKENS]) for at in range(last))
