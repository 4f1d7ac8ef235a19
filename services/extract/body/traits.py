"""What can be said of each segment of a page beside a text that was chosen from it.

Where it stands to the text, which passes have it, what it is made of: no words and no names of
classes, so it means the same in every language and on every site.
"""

from collections.abc import Mapping, Set
from typing import NamedTuple

import numpy as np

from services.extract.body.selection import HEADINGS, Selection, shared_depth
from services.extract.body.sentence_ends import SENTENCE_ENDS
from services.extract.body.templates import Template
from services.extract.boosted import Array, Columns

MARGIN = 10
"""Segments before and after the text that are looked at, beside those that a pass has."""
_WINDOW = 5
_UNKNOWN = -1.0
_FAR = 99
_FAR_UP = 30
_PASSES = ("base", "base+", "dense", "dense+", "second")
_OPINIONS = ("base", "dense", "second")


class Traits(NamedTuple):
    """Some segments of a page, described."""

    numbers: list[int]
    """Of the segments, in reading order."""
    columns: Columns
    """For each trait its value for each of them."""


def describe(text: Selection, passes: Mapping[str, Set[int]], agreement: float) -> Traits:
    """Describe the segments in and around a text; `passes` have theirs."""
    if not text.numbers:
        return Traits([], {})
    return _Describer(text, passes, agreement).traits()


class _Describer:
    """Counts once what all segments of the page are compared with."""

    def __init__(self, text: Selection, passes: Mapping[str, Set[int]], agreement: float) -> None:
        self.page, self.text, self.passes, self.agreement = text.page, text, passes, agreement
        self.chosen = np.array(text.ordered)
        self.first, self.last = text.first, text.last
        self.sizes = np.array(self.page.sizes)
        self.links = np.array([segment.link_chars for segment in self.page])
        self.inside = np.zeros(len(self.page), dtype=int)
        self.inside[self.chosen] = 1
        self.numbers = self._looked_at()
        self.own = self.sizes[self.numbers]
        """Length of each segment that is described."""
        self.in_text = self.inside[self.numbers]
        self.path = [self.page[number].path for number in self.numbers]

    def _looked_at(self) -> Array:
        is_seen = np.zeros(len(self.page), dtype=bool)
        is_seen[max(0, self.first - MARGIN) : self.last + MARGIN + 1] = True
        for numbers in self.passes.values():
            is_seen[list(numbers)] = True
        return np.flatnonzero(is_seen)

    def traits(self) -> Traits:
        """Describe what lies in the text, near it or in a pass."""
        columns = {
            **self._opinions(),
            **self._own(),
            **self._place(),
            **self._kin(),
            **self._around(),
            **self._whole(),
        }
        return Traits(self.numbers.tolist(), columns)

    def _opinions(self) -> dict[str, Array]:
        found = {name: self._is_in(self.passes.get(name)) for name in _PASSES}
        votes = np.array([found[name] for name in _OPINIONS if self.passes.get(name)])
        row = {f"in_{name}": each for name, each in found.items()}
        row["in_text"] = self.in_text
        row["agree"] = votes.mean(0) if len(votes) else self._same(_UNKNOWN)
        return row

    def _is_in(self, numbers: Set[int] | None) -> Array:
        if not numbers:
            return self._same(_UNKNOWN)
        is_in = np.zeros(len(self.page))
        is_in[list(numbers)] = 1.0
        return is_in[self.numbers]

    def _own(self) -> dict[str, Array]:
        segments = [self.page[number] for number in self.numbers]
        tags = [segment.element.tag for segment in segments]
        kinds = np.array(tags)
        return {
            "chars": np.log(self.own),
            "links": self.links[self.numbers] / self.own,
            "ends": np.array([segment.text[-1] in SENTENCE_ENDS for segment in segments]),
            "hidden": np.array([segment.hidden for segment in segments]),
            **{name: kinds == name for name in ("p", "li", "div")},
            "heading": np.array([int(tag[1]) if tag in HEADINGS else 0 for tag in tags]),
        }

    def _place(self) -> dict[str, Array]:
        at = np.searchsorted(self.chosen, self.numbers)
        ends = np.array([-1, *self.chosen, len(self.page)])
        previous, following = ends[at], ends[at + 1 + self.in_text]
        depths = np.bincount(
            [len(segment.path) for segment in self.text.segments], self.sizes[self.chosen]
        )
        read = np.concatenate([[0], np.cumsum(self.sizes * self.inside)])
        return {
            "place": (self.numbers - self.first) / (self.last - self.first + 1),
            "from_first": self.numbers - self.first,
            "to_last": self.last - self.numbers,
            "read": read[self.numbers] / self.text.chars,
            "since": np.where(previous >= 0, self.numbers - previous, _FAR),
            "until": np.where(following < len(self.page), following - self.numbers, _FAR),
            "up_before": self._apart(previous),
            "up_after": self._apart(following),
            "depth": np.array(list(map(len, self.path))) - depths.argmax(),
        }

    def _apart(self, others: Array) -> Array:
        """Count the blocks around each segment that do not hold another one."""
        page = self.page
        pairs = zip(self.path, others.tolist(), strict=True)
        return np.array(
            [
                len(path) - shared_depth(path, page[at].path) if 0 <= at < len(page) else _FAR_UP
                for path, at in pairs
            ]
        )

    def _kin(self) -> dict[str, Array]:
        """Say how much of the text stands in the same blocks, and in the same template."""
        nests: dict[tuple[Template, ...], int] = {}
        kinds: dict[Template, int] = {}
        places = np.array([nests.setdefault(each.templates, len(nests)) for each in self.page])
        tags = np.array([kinds.setdefault(nest[0], len(kinds)) for nest in nests])[places]
        own, chars = self.own * self.in_text, self.text.chars
        place, tag, chosen = places[self.numbers], tags[self.numbers], self.chosen
        crowd = np.bincount(places)[place]
        kin = np.bincount(places[chosen], minlength=len(nests))[place]
        mass = np.bincount(places[chosen], self.sizes[chosen], len(nests))[place]
        tag_mass = np.bincount(tags[chosen], self.sizes[chosen], len(kinds))[tag]
        chars_in = self.text.chars_in

        def inside(level: int) -> Array:
            around = [chars_in(path[-level]) if len(path) >= level else -1 for path in self.path]
            found = np.array(around)
            return np.where(found < 0, 1.0, (found - own) / chars)

        return {
            "in_template": (mass - own) / chars,
            "template_rate": (kin - self.in_text + 0.3) / (crowd - 0.4),
            "templates": crowd,
            "in_kind": (tag_mass - own) / chars,
            "in_parent": inside(2),
            "in_grandparent": inside(3),
            "relative": self.own * len(self.chosen) / chars,
        }

    def _around(self) -> dict[str, Array]:
        low = np.maximum(0, self.numbers - _WINDOW)
        high = np.minimum(len(self.page), self.numbers + _WINDOW + 1)
        counts, links, sizes = (
            np.concatenate([[0], np.cumsum(each)]) for each in (self.inside, self.links, self.sizes)
        )
        is_in = np.concatenate([[_UNKNOWN], self.inside, [_UNKNOWN]])
        linked = np.concatenate([[_UNKNOWN], self.links / self.sizes, [_UNKNOWN]])
        return {
            "near": (counts[high] - counts[low] - self.in_text) / (high - low),
            "near_links": (links[high] - links[low]) / (sizes[high] - sizes[low]),
            "before_in": is_in[self.numbers],
            "before_links": linked[self.numbers],
            "after_in": is_in[self.numbers + 2],
            "after_links": linked[self.numbers + 2],
        }

    def _whole(self) -> dict[str, Array]:
        paragraphs = [len(s.text) for s in self.text.segments if s.element.tag == "p"]
        return {
            "page_agreement": self._same(self.agreement),
            "page_paragraphs": self._same(sum(paragraphs) / self.text.chars),
            "page_lines": self._same(len(self.chosen)),
            "page_chars": self._same(np.log(self.text.chars)),
        }

    def _same(self, value: float) -> Array:
        return np.full(len(self.numbers), value)
