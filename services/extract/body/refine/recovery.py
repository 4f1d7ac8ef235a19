"""What belongs to the article although the pass left it out: its siblings and its lead."""

import re
from collections import Counter
from itertools import takewhile

from lxml.html import HtmlElement

from services.extract.body.edges import SENTENCE_ENDS
from services.extract.body.refine.boilerplate import container_name
from services.extract.body.refine.promotions import is_promotion
from services.extract.body.segments import Segment
from services.extract.body.selection import (
    Selection,
    frame_of,
    signature,
    template,
    template_of,
    word_count,
)
from services.extract.markup.measure import measure

_TEMPLATE_SHARE = 0.25
"""From this share of the text on, where it stands is the article's template."""
_SIBLING_WORDS_MIN = 8
_SIBLING_LINK_SHARE_MAX = 0.5
_LEAD_WORDS_MIN = 10
_LEAD_SHARE_MAX = 0.2
"""Of the text. A longer lead is the whole of what a paywall shows, or no lead."""
_LEAD_LINK_SHARE_MAX = 0.3
_LEADS_MAX = 2
_FRAME_SHARE = 0.9
_BOX_SHARE_MAX = 0.2
_ANNOUNCING_CHARS = 30
_LISTED_MAX = 15
_SUBHEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6", "button"])
_AROUND_BUTTONS = frozenset(["h2", "h3", "h4", "h5", "h6", "dt"])
_BEFORE_MAX = 3
"""Lines that may stand between such a heading and the text: a time, a name."""
_QUESTION_CHARS = 12
"""Shorter words on a button in a heading are the label of a tab."""
_FILLED = frozenset(["p", "li", "dd", "dt", "blockquote", "h2", "h3", "h4", "h5", "h6", "button"])
_BODY_WORDS_MIN = 8
_LAST_LINES_MAX = 3
_FIGURE = re.compile(r"\d")
_RUN_MIN = 3
"""Paragraphs of one parent that make a text of which the next ones are part."""
_LEAD = re.compile(
    r"sub-?(title|head|line)|description|\blead\b|lead-|-lead|excerpt|preamble|teaser"
    r"|stand-?first|\bdek\b|intro|abstract|\bdesc|chapo|vorspann|ingress|summary"
)
_NO_LEAD = re.compile(
    r"caption|byline|author|autor|credit|date|time|share|social|nav|menu|breadcrumb|related"
    r"|newsletter|comment|tags|figure|video|player|gallery|promo|advert|cookie|consent|toolbar"
    r"|<aside>|<li>|meta\b|image|photo|popup|popover|modal|dialog|login|subscri|paywall|rubri"
    r"|topic|categor|section-?name|<form>|disclaimer|summary-?text|ai-?summary|takeaways"
)


def add_siblings(selection: Selection) -> Selection:
    """Take the paragraphs that stand in the same template as much of the chosen text."""
    masses: Counter[tuple[tuple[str, str], ...]] = Counter()
    for segment in selection.segments:
        masses[template(segment)] += len(segment.text)
    limit = _TEMPLATE_SHARE * selection.chars
    templates = {each for each, chars in masses.items() if chars >= limit}
    return selection.with_more(
        number
        for number, segment in enumerate(selection.page)
        if number not in selection.numbers
        and segment.element.tag == "p"
        and not segment.hidden
        and segment.link_chars < _SIBLING_LINK_SHARE_MAX * len(segment.text)
        and template(segment) in templates
        and word_count(segment) >= _SIBLING_WORDS_MIN
        and segment.key not in selection.keys
    )


def add_link_lists(selection: Selection) -> Selection:
    """Take a list of links that a sentence of the text announces and the text goes on after."""
    if not selection.numbers:
        return selection
    page, last = selection.page, max(selection.numbers)
    more: list[int] = []
    for number in selection.numbers:
        segment = page[number]
        if len(segment.text) < _ANNOUNCING_CHARS or not segment.text.endswith((":", "：")):
            continue
        items = list(
            takewhile(
                lambda n: (
                    page[n].element.tag == "li" and page[n].path[:-1] == page[first].path[:-1]
                ),
                range(first := number + 1, last),
            )
        )
        if 2 <= len(items) <= _LISTED_MAX:
            more.extend(items)
    return selection.with_more(more)


def add_headings(selection: Selection, titles: frozenset[str]) -> Selection:
    """Take the heading that stands before a chosen paragraph in one box, between two of them."""
    if not selection.numbers:
        return selection
    page, first = selection.page, min(selection.numbers)
    return selection.with_more(
        number
        for number in range(first, max(selection.numbers))
        if number not in selection.numbers
        and page[number].element.tag in _SUBHEADINGS
        and page[number].key not in titles
        and number + 1 in selection.numbers
        and _heads(page[number], page[number + 1])
        and page[number].link_chars <= _LEAD_LINK_SHARE_MAX * len(page[number].text)
        and not page[number].hidden
    )


def add_first_heading(selection: Selection) -> Selection:
    """Take the heading of the first of several boxes alike, of which a later heading is text.

    The entries of a live ticker, the steps of a guide.
    """
    if not selection.numbers:
        return selection
    page, first = selection.page, min(selection.numbers)
    heads = [n for n in selection.numbers if page[n].element.tag in _SUBHEADINGS]
    found = (
        number
        for number in range(first - 1, max(-1, first - 1 - _BEFORE_MAX), -1)
        if page[number].element.tag in _SUBHEADINGS
        and not page[number].hidden
        and page[number].link_chars <= _LEAD_LINK_SHARE_MAX * len(page[number].text)
        and any(_stand_alike(page[number], page[first], page[head]) for head in heads)
    )
    number = next(found, None)
    return selection if number is None else selection.with_more([number])


def add_last_lines(selection: Selection) -> Selection:
    """Take the short paragraphs right behind the text, set as its own: a result, a price.

    Of the same parent and template as the last of the text, without links, and with a figure:
    those without one are mostly who wrote it, or took the picture.
    """
    if not selection.numbers:
        return selection
    page, last = selection.page, max(selection.numbers)
    own = page[last]
    if own.element.tag != "p" or not _is_run(selection, own):
        return selection
    behind = takewhile(
        lambda number: _continues(page[number], own),
        range(last + 1, min(len(page), last + 1 + _LAST_LINES_MAX)),
    )
    return selection.with_more(
        number
        for number in behind
        if _FIGURE.search(page[number].text) and page[number].key not in selection.keys
    )


def _is_run(selection: Selection, own: Segment) -> bool:
    """Return whether enough of the text is set as its last paragraph is."""
    alike = sum(_continues(segment, own) for segment in selection.segments)
    return alike >= _RUN_MIN


def _continues(segment: Segment, own: Segment) -> bool:
    """Return whether a paragraph without a link has the same parent and class as another."""
    return (
        segment.element.getparent() is own.element.getparent()
        and template_of(segment.element) == template_of(own.element)
        and not segment.hidden
        and not segment.link_chars
        and not is_promotion(segment)
    )


def _stand_alike(heading: Segment, text: Segment, other: Segment) -> bool:
    """Return whether heading and text stand in one box, and the other heading in a box like it."""
    if heading.element.tag != other.element.tag:
        return False
    for own, its, boxed in zip(heading.path, other.path, text.path, strict=False):
        if own is not its:
            return boxed is own and template_of(own) == template_of(its)
    return False


def _heads(heading: Segment, first: Segment) -> bool:
    """Return whether both stand in one box; a button's box also holds the panel that it opens."""
    box = heading.path[:-1]
    if heading.element.tag != "button":
        return box == first.path[:-1]
    if box[-1].tag in _AROUND_BUTTONS and measure(heading.text) >= _QUESTION_CHARS:
        box = box[:-1]
    return box == first.path[: len(box)]


def fill(selection: Selection) -> Selection:
    """Take what stands among the chosen text and was left out: list items, headings, quotations.

    Up to the end of the block that holds nine tenths of it; not what stands in a box of a telling
    name, nor what is much of a link.
    """
    if not selection.numbers:
        return selection
    page, counts = selection.page, selection.chars_by_element
    frame, depth = frame_of(selection, _FRAME_SHARE)
    more = []
    for number in range(min(selection.numbers), len(page)):
        segment = page[number]
        if len(segment.path) <= depth or segment.path[depth] is not frame:
            if number > max(selection.numbers):
                break
        elif (
            number not in selection.numbers
            and segment.element.tag in _FILLED
            and not segment.hidden
            and segment.link_chars <= _LEAD_LINK_SHARE_MAX * len(segment.text)
            and segment.key not in selection.keys
            and not any(
                counts[each] < _BOX_SHARE_MAX * selection.chars and _is_box(each)
                for each in segment.path[depth + 1 :]
            )
        ):
            more.append(number)
    return selection.with_more(more)


def _is_box(element: HtmlElement) -> bool:
    name = signature(element).replace("<li>", "")
    return bool(_NO_LEAD.search(name) or container_name(name))


def add_lead(selection: Selection, titles: frozenset[str]) -> Selection:
    """Take a lead of whole sentences between the heading and the first paragraph.

    A subtitle that is no sentence is a title's second line, and stays out of the text.
    """
    first = next((n for n in sorted(selection.numbers) if _is_paragraph(selection.page[n])), None)
    heading = heading_before(selection, first, titles) if first is not None else None
    if first is None or heading is None:
        return selection
    leads = [
        number
        for number in range(heading + 1, first)
        if number not in selection.numbers and _is_lead(selection.page[number], selection)
    ]
    return selection.with_more(leads[:_LEADS_MAX])


def _is_paragraph(segment: Segment) -> bool:
    return word_count(segment) >= _BODY_WORDS_MIN


def heading_before(selection: Selection, first: int, titles: frozenset[str]) -> int | None:
    """Return the number of the page's heading above a segment."""
    for number in range(first - 1, -1, -1):
        segment = selection.page[number]
        tag = segment.element.tag
        if tag == "h1" or (tag == "h2" and segment.key in titles):
            return number
    return None


def _is_lead(segment: Segment, selection: Selection) -> bool:
    return (
        segment.text.endswith(SENTENCE_ENDS)
        and not segment.hidden
        and len(segment.text) <= _LEAD_SHARE_MAX * selection.chars
        and segment.link_chars <= _LEAD_LINK_SHARE_MAX * len(segment.text)
        and word_count(segment) >= _LEAD_WORDS_MIN
        and _stands_like_a_lead(segment)
        and segment.key not in selection.keys
    )


def _stands_like_a_lead(segment: Segment) -> bool:
    names = [signature(element) for element in segment.path[:-7:-1]]
    return bool(_LEAD.search(" ".join(names[:2]))) or not _NO_LEAD.search(" ".join(names))
