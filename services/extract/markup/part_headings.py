"""Headings of an article's parts that are marked up as `h1`.

Page builders have one widget for headings, with a class, and editors leave its rank as it is. The
page's own headline is the first of them; the others, each behind running text, head the article's
parts. The headline of a story that the page appends opens an `article`, leads to its page, or has a
day or an author below it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import dropwhile, islice

from lxml.html import HtmlElement

from services.extract.markup.measure import measure
from services.extract.markup.query import class_and_id, holds, is_inside, text_of

_MANY = 3
"""Of one class; of two, where each has no box of its own, one may be the next story's."""
_HEADINGS_MAX = 100
"""A page with more is no article; each of them is looked at with all that it holds."""
_H1 = re.compile(rb"<h1\b", re.IGNORECASE)
_TEXT_CHARS = 60
"""In letters of an alphabet, in one piece: running text."""
_OF_A_STORY = re.compile(r"byline|author|autor|auteur|date|meta|publi", re.IGNORECASE)
_PROGRAMS = ("script", "style", "template", "noscript")


def lower_part_headings(tree: HtmlElement, utf8: bytes) -> None:
    """Make `h2` of each `h1` that heads a part of the article."""
    if not 2 <= len(_H1.findall(utf8)) <= _HEADINGS_MAX:
        return
    alike: dict[str, list[HtmlElement]] = defaultdict(list)
    for heading in tree.iter("h1"):
        if (kind := heading.get("class")) and text_of(heading).strip():
            alike[kind].append(heading)
    for headings in alike.values():
        are_parts = len(headings) >= _MANY or (len(headings) == 2 and _stand_alone(*headings))
        if are_parts and not any(map(_heads_a_story, headings[1:])):
            for part in list(_behind_text(tree, headings)):
                part.tag = "h2"


def _stand_alone(one: HtmlElement, other: HtmlElement) -> bool:
    """Return whether each of two headings has a box of its own, and its text another one."""
    around = set(other.iterancestors())
    common = next(box for box in one.iterancestors() if box in around)
    return all(_fills_a_box(heading, common) for heading in (one, other))


def _fills_a_box(heading: HtmlElement, common: HtmlElement) -> bool:
    """Return whether the box below a common one that has a heading has nothing else."""
    box = heading
    while (around := box.getparent()) is not common:
        box = around
    return box is not heading and text_of(box) == text_of(heading)


def _heads_a_story(heading: HtmlElement) -> bool:
    """Return whether a heading is a link, or opens an `article`."""
    if holds(heading, "a") or is_inside(heading, ("a",)):
        return True
    box = next(heading.iterancestors("article"), None)
    return box is not None and next(box.iter("h1")) is heading


def _behind_text(tree: HtmlElement, headings: list[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield those of some headings that have running text above, and no day or author below."""
    among = set(headings)
    heading: HtmlElement | None = None
    is_behind = False
    for element in islice(dropwhile(lambda each: each is not headings[0], tree.iter()), 1, None):
        if element in among:
            heading = element if is_behind else None
        elif heading is not None and (
            element.tag == "time" or _OF_A_STORY.search(class_and_id(element))
        ):
            heading = None
        if element.tag in _PROGRAMS:
            continue
        if any(measure(text) >= _TEXT_CHARS for text in (element.text, element.tail) if text):
            is_behind = True
            if heading is not None:
                yield heading
            heading = None
