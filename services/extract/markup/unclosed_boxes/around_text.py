"""Elements that were never closed, and so hold the page's main content.

A browser ends a `button` or `nav` at its end tag, whatever is still open inside; libxml2 ignores
that end tag while a `div` is open, and all that follows stands in the button. The HTML Standard
lets `main` stand in none of these elements, so one that holds it was left open; so was a `nav` or
`figure` that holds most of the page's long paragraphs, unless it is used against its meaning.
"""

from itertools import islice

from lxml.html import HtmlElement

from services.extract.markup.measure import measure_all
from services.extract.markup.query import is_inside, text_of
from services.extract.markup.unclosed_boxes.paragraphs import by_boxes

_NEVER_AROUND_MAIN = (
    "a", "aside", "audio", "button", "figure", "footer", "label", "menu", "nav", "object", "select",
    "svg", "video",
)  # fmt: skip
_LOOKED_AT = 20
"""Of `main` and `article`, and of what stands around each."""
_BOXES = (*_NEVER_AROUND_MAIN, "figcaption", "noscript")
_WITH_WORDS = ("button", "figcaption")
"""Their first words are their own, and not the article's."""
_PARAGRAPH_CHARS = 80
_PARAGRAPHS_MIN = 3
_WORDLESS = ("figure", "nav")
_WORDLESS_MIN = 2
"""Long paragraphs from which on a box that is to hold none was left open."""
_LABEL_CHARS = 30
_LINES = ("p", "div", "strong", "span")
_INLINE = ("a", "b", "em", "i", "span", "strong")
_ENDING_MIN = 2
"""Long paragraphs; one may be a note on the author."""
_SHARE = 0.5
"""Of the page's long paragraphs."""


def unwrap_main(tree: HtmlElement) -> None:
    """Take away what cannot be around `main`, the `article` with the one `h1`, or the text."""
    for element in list(islice(tree.iter("main", "article"), _LOOKED_AT)):
        outer = list(islice(element.iterancestors(*_NEVER_AROUND_MAIN), _LOOKED_AT))
        if outer and (element.tag == "main" or _holds_the_heading(tree, element)):
            for each in outer:
                each.drop_tag()
    _unwrap_text(tree)


def _unwrap_text(tree: HtmlElement) -> None:
    """Take away the tags of boxes that hold most of the page's long paragraphs."""
    count = 0
    held: dict[HtmlElement, int] = {}
    groups = list(by_boxes(tree, _BOXES))
    if not any(boxes for _, boxes in groups):
        return
    for paragraphs, boxes in groups:
        long = sum(_own_chars(each) >= _PARAGRAPH_CHARS for each in paragraphs)
        count += long
        for box in boxes if long else ():
            held[box] = held.get(box, 0) + long
    for box, inside in held.items():
        least = _WORDLESS_MIN if box.tag in _WORDLESS else _PARAGRAPHS_MIN
        most = inside >= max(least, _SHARE * count) and _can_hold_text(box)
        if most or (inside >= _ENDING_MIN and _is_an_ending(box)):
            _drop_label(box)
            box.drop_tag()


def _drop_label(box: HtmlElement) -> None:
    """Leave out the short line that such a box begins with: `Read also`."""
    if box.tag in _WITH_WORDS:
        box.text = None
    first, second = [*islice(box, 2), None, None][:2]
    if first is None or second is None:
        return
    if first.tag not in _LINES or any(each.tag not in _INLINE for each in first):
        return
    text = text_of(first).strip()
    if len(text) <= _LABEL_CHARS and not text.endswith((".", "!", "?", "…", "。")):
        first.drop_tree()


def _is_an_ending(box: HtmlElement) -> bool:
    """Return whether the article's text ends in a footer without a name."""
    is_named = box.get("class") or box.get("id")
    return box.tag == "footer" and is_inside(box, ("article",)) and not is_named


def _own_chars(paragraph: HtmlElement) -> float:
    """Return how much of a paragraph stands in no link, in letters of an alphabet."""
    pieces = [paragraph.text or ""]
    for child in islice(paragraph, _LOOKED_AT):
        pieces.append(child.tail or "")
        if child.tag != "a":
            pieces.append(child.text or "")
    return measure_all(pieces)


def _can_hold_text(box: HtmlElement) -> bool:
    """Return whether a box is no footer of the page, which may be long for a short article."""
    return box.tag != "footer" or is_inside(box, ("article", "main"))


def _holds_the_heading(tree: HtmlElement, article: HtmlElement) -> bool:
    headings = list(islice(tree.iter("h1"), 2))
    return len(headings) == 1 and article in headings[0].iterancestors("article")
