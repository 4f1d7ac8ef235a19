"""A choice of segments, and what can be asked of it."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence, Set
from functools import cached_property, lru_cache
from itertools import chain
from typing import TypeVar

from lxml.html import HtmlElement

from services.extract.body.segments import Segment
from services.extract.body.shingles import tokens
from services.extract.markup.measure import measure
from services.extract.markup.query import split_camel

N = TypeVar("N", int, float)
_NAME_CHARS_MAX = 500
_OPENING_CHARS = 150
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


class Selection:
    """The segments of a page of which some are chosen; every change is a new one."""

    def __init__(self, page: Sequence[Segment], numbers: Iterable[int]) -> None:
        self.page = page
        self.numbers = frozenset(numbers)

    @cached_property
    def segments(self) -> list[Segment]:
        """The chosen ones, in reading order."""
        return [self.page[number] for number in sorted(self.numbers)]

    @cached_property
    def chars(self) -> int:
        """Length of the chosen text."""
        return sum(len(segment.text) for segment in self.segments)

    @cached_property
    def keys(self) -> str:
        """The chosen text for look-ups."""
        return "\n".join(segment.key for segment in self.segments)

    @cached_property
    def chars_by_element(self) -> Counter[HtmlElement]:
        """How much of the chosen text stands in each block element."""
        return Counter(sum_by_block((each.path, len(each.text)) for each in self.segments))

    def inside(self, elements: Set[HtmlElement]) -> list[int]:
        """Return the numbers of what stands in any of these elements."""
        return [
            number for number in self.numbers if not elements.isdisjoint(self.page[number].path)
        ]

    def chars_of(self, numbers: Iterable[int]) -> int:
        """Return the length of some of the page's segments."""
        return sum(len(self.page[number].text) for number in numbers)

    def without(self, numbers: Iterable[int]) -> "Selection":
        """Leave some out."""
        return self._changed(self.numbers.difference(numbers))

    def without_few(self, numbers: Collection[int], share_max: float) -> "Selection":
        """Leave some out, unless they are more than this share of the text."""
        return self.without(numbers) if self.chars_of(numbers) <= share_max * self.chars else self

    def with_more(self, numbers: Iterable[int]) -> "Selection":
        """Take some more."""
        return self._changed(self.numbers.union(numbers))

    def _changed(self, numbers: frozenset[int]) -> "Selection":
        """Keep what is known of this one where nothing changes, as by most rules on most pages."""
        return self if len(numbers) == len(self.numbers) else Selection(self.page, numbers)


def sum_by_block(sized: Iterable[tuple[Sequence[HtmlElement], N]]) -> dict[HtmlElement, N | int]:
    """Add up what stands in each block, given in reading order, each with the blocks around it.

    Neighbours share most of these: a block is summed once, where it ends.
    """
    sums: dict[HtmlElement, N | int] = {}
    around: Sequence[HtmlElement] = ()
    before: list[N | int] = []
    total: N | int = 0
    for path, size in chain(sized, [((), 0)]):
        if path is not around:
            shared = shared_depth(around, path)
            for element, start in zip(around[shared:], before[shared:], strict=True):
                sums[element] += total - start
            del before[shared:]
            for element in path[shared:]:
                sums.setdefault(element, 0)
                before.append(total)
            around = path
        total += size
    return sums


def shared_depth(one: Sequence[HtmlElement], other: Sequence[HtmlElement]) -> int:
    """Count the blocks around both: the innermost one of them has the same around it."""
    shared = min(len(one), len(other))
    while shared and one[shared - 1] is not other[shared - 1]:
        shared -= 1
    return shared


def frame_of(selection: Selection, share: float) -> tuple[HtmlElement, int]:
    """Return the smallest block that holds a share of the text, and its depth."""
    counts = selection.chars_by_element
    limit = share * selection.chars
    frame, frame_depth = selection.page[0].path[0], 0
    for segment in selection.segments:
        for element in segment.path[frame_depth + 1 :]:
            if counts[element] < limit:
                break  # what it holds has no more
            frame, frame_depth = element, frame_depth + 1
    return frame, frame_depth


def opening_of(selection: Selection) -> Set[HtmlElement]:
    """Return the blocks of the first lines, up to a text's standfirst and more."""
    left: float = _OPENING_CHARS
    blocks: set[HtmlElement] = set()
    for segment in selection.segments:
        if left <= 0:
            break
        blocks.update(segment.path)
        left -= measure(segment.text)
    return blocks


def word_count(segment: Segment) -> int:
    """Count words, or characters where the script has no spaces."""
    return len(tokens(segment.text))


def signature(element: HtmlElement) -> str:
    """Describe an element by tag, class and id, in lower case, camel case broken up."""
    classes, name = element.get("class") or "", element.get("id") or ""
    return _signature(element.tag, classes[:_NAME_CHARS_MAX], name[:_NAME_CHARS_MAX])


@lru_cache(maxsize=20_000)
def _signature(tag: str, classes: str, name: str) -> str:
    return f"<{tag}> {split_camel(f'{classes} {name}').lower()}"
