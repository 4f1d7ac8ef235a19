"""A choice of segments, and what can be asked of it."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence, Set
from functools import cached_property, lru_cache
from itertools import accumulate, chain

from lxml.html import HtmlElement

from services.extract.body.segments import Segment
from services.extract.body.shingles import tokens
from services.extract.markup.measure import measure
from services.extract.markup.query import bounded_names, split_camel

_OPENING_CHARS = 150
_NO_SPAN = (0, 0)
PART_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
HEADINGS = PART_HEADINGS | {"h1"}


class Page(list[Segment]):
    """The segments of a page, in reading order, and what rules ask of all of them."""

    @cached_property
    def sizes(self) -> list[int]:
        """Length of each segment's text."""
        return [len(segment.text) for segment in self]

    @cached_property
    def tags(self) -> list[str]:
        """Tag of the block that holds each segment."""
        return [segment.element.tag for segment in self]

    @cached_property
    def headings(self) -> dict[int, str]:
        """The tag of each segment that is a heading, by its number."""
        return {number: tag for number, tag in enumerate(self.tags) if tag in HEADINGS}

    @cached_property
    def links(self) -> list[int]:
        """Numbers of the segments that are all link."""
        return [number for number, segment in enumerate(self) if segment.is_all_link]

    @cached_property
    def spans(self) -> dict[HtmlElement, tuple[int, int]]:
        """Of each block the number of its first segment, and of the first one behind it."""
        spans: dict[HtmlElement, tuple[int, int]] = {}
        around: Sequence[HtmlElement] = ()
        for number, path in enumerate([*(segment.path for segment in self), ()]):
            if path is around:
                continue
            shared = shared_depth(around, path)
            for element in around[shared:]:
                spans[element] = spans[element][0], number
            for element in path[shared:]:
                spans.setdefault(element, (number, number))
            around = path
        return spans


class Selection:
    """The segments of a page of which some are chosen; every change is a new one."""

    def __init__(self, page: Page, numbers: Iterable[int]) -> None:
        self.page = page
        self.numbers = frozenset(numbers)

    @cached_property
    def ordered(self) -> list[int]:
        """The numbers, in reading order."""
        return sorted(self.numbers)

    @property
    def first(self) -> int:
        """The first number; the one behind the page where none is chosen."""
        return self.ordered[0] if self.numbers else len(self.page)

    @property
    def last(self) -> int:
        """The last number; -1 where none is chosen."""
        return self.ordered[-1] if self.numbers else -1

    @cached_property
    def segments(self) -> list[Segment]:
        """The chosen ones, in reading order."""
        return [self.page[number] for number in self.ordered]

    @cached_property
    def blocks(self) -> dict[HtmlElement, None]:
        """The blocks that hold any of them, in reading order."""
        return dict.fromkeys(chain.from_iterable(segment.path for segment in self.segments))

    @cached_property
    def chars(self) -> int:
        """Length of the chosen text."""
        return self.read[-1]

    @cached_property
    def keys(self) -> str:
        """The chosen text for look-ups."""
        return "\n".join(segment.key for segment in self.segments)

    @cached_property
    def read(self) -> list[int]:
        """How much of the text stands before each segment of the page, and all of it."""
        sizes = [0] * len(self.page)
        for number in self.numbers:
            sizes[number] = self.page.sizes[number]
        return list(accumulate(sizes, initial=0))

    def chars_in(self, element: HtmlElement) -> int:
        """Return how much of the text stands in a block, or in any other element: nothing."""
        start, end = self.page.spans.get(element, _NO_SPAN)
        return self.read[end] - self.read[start]

    def between(self, start: int, end: int) -> list[int]:
        """Return the numbers behind one segment of the page and before another."""
        return self.ordered[bisect_right(self.ordered, start) : bisect_left(self.ordered, end)]

    def inside(self, elements: Iterable[HtmlElement]) -> list[int]:
        """Return the numbers of what stands in any of these elements."""
        spans = (self.page.spans.get(element, _NO_SPAN) for element in elements)
        return sorted(
            self.numbers.intersection(chain.from_iterable(range(*each) for each in spans))
        )

    def chars_of(self, numbers: Iterable[int]) -> int:
        """Return the length of some of the page's segments."""
        return sum([self.page.sizes[number] for number in numbers])

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


def shared_depth(one: Sequence[HtmlElement], other: Sequence[HtmlElement]) -> int:
    """Count the blocks around both: the innermost one of them has the same around it."""
    shared = min(len(one), len(other))
    while shared and one[shared - 1] is not other[shared - 1]:
        shared -= 1
    return shared


def frame_of(selection: Selection, share: float) -> tuple[HtmlElement, int]:
    """Return the smallest block that holds a share of the text, more than half, and its depth."""
    frame, depth = selection.page[0].path[0], 0
    if selection.numbers:
        limit = share * selection.chars
        for element in selection.page[_middle(selection)].path[1:]:
            if selection.chars_in(element) < limit:
                break  # what it holds has no more
            frame, depth = element, depth + 1
    return frame, depth


def _middle(selection: Selection) -> int:
    """Return the number of the segment with the middle of the text."""
    return bisect_right(selection.read, selection.chars // 2) - 1


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
    """Describe an element by tag, class and id, in lower case, its words joined by hyphens."""
    return _signature(element.tag, *bounded_names(element))


@lru_cache(maxsize=20_000)
def _signature(tag: str, classes: str, name: str) -> str:
    return f"<{tag}> {split_camel(f'{classes} {name}').lower().replace('_', '-')}"
