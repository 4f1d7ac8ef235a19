"""What of a heading is the headline: without kickers, hidden labels and buttons."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import etree

from services.extract.markup.normalise import key, plain_text

LEAST_KEY = 8
"""Letters of a headline; fewer are a rubric."""
_PIECES_MAX = 12
_DEPTH_MAX = 20
_TEXT_CHARS = 2_000
_SILENT = frozenset({"script", "style", "button", "svg", "select", "noscript", "template"})
_APART = frozenset({"br", "div", "p", "li", "h2", "h3", "small", "header"})
_UNSEEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|(?:is-|u-)?(?:visually-?)?hidden|(?:show-for-)?screen-?reader(?:-text)?"
    r"|d-none|headerlink|anchor)(?:$|\s)",
    re.IGNORECASE,
)
_KICKER_CLASS = re.compile(
    r"(?:^|[\s_-])(?:kicker|eyebrow|overline|pretitle|roofline|dachzeile|spitzmarke|topline|badge"
    r"|flag|category|rubric|label|subtitle|subhead(?:line)?)(?:$|\s)",
    re.IGNORECASE,
)
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def heading_text(heading: etree._Element, titles: Iterable[str]) -> str:
    """Return a heading's text without kickers and labels that only screen readers tell.

    Where pieces of the heading make up one of the head's `titles`, they are the headline, and the
    rest is a kicker.
    """
    wanted = {key(title): title for title in reversed(list(titles))}
    pieces = list(islice(_pieces(heading, _UNSEEN_CLASS), _PIECES_MAX))
    whole = _joined(pieces)
    if not 1 < len(pieces) < _PIECES_MAX:
        return whole
    for start in range(len(pieces)):
        for end in range(len(pieces), start, -1):
            part = _joined(pieces[start:end])
            if len(key(part)) > LEAST_KEY and key(part) in wanted:
                return part if end - start == 1 else wanted[key(part)]
    without = _joined(islice(_pieces(heading, _UNSEEN_CLASS, _KICKER_CLASS), _PIECES_MAX))
    return without if len(key(without)) > LEAST_KEY else whole


def _pieces(
    element: etree._Element, *left_out: re.Pattern[str], depth: int = 0
) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of an element's text, and whether a break stands before each."""
    if element.text:
        yield element.text[:_TEXT_CHARS], False
    for child in element:
        apart = child.tag in _APART
        if depth < _DEPTH_MAX and child.tag not in _SILENT and not _is_left_out(child, left_out):
            for place, (text, broken) in enumerate(_pieces(child, *left_out, depth=depth + 1)):
                yield text, broken or (apart and not place)
        if child.tail:
            yield child.tail[:_TEXT_CHARS], apart


def _is_left_out(element: etree._Element, classes: Iterable[re.Pattern[str]]) -> bool:
    names = element.get("class") or ""
    return bool(
        any(each.search(names) for each in classes)
        or _HIDING_STYLE.search(element.get("style") or "")
        or element.get("hidden") is not None
    )


def _joined(pieces: Iterable[tuple[str, bool]]) -> str:
    """Join pieces; templates that write `<b>Kicker</b><b>Headline</b>` get their space."""
    text = ""
    for piece, broken in pieces:
        glued = text[-1:].islower() and piece[:1].isupper()
        text += f" {piece}" if broken or glued else piece
    return plain_text(text).strip(" :|")
