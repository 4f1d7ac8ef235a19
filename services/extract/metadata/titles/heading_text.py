"""What of a heading is the headline: without kickers, hidden labels and buttons."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from lxml import etree

from services.extract.body.visibility import is_displayed, is_unseen
from services.extract.markup.normalise import key, plain_text
from services.extract.markup.query import text_of

LEAST_KEY = 8
"""Letters of a headline; fewer are a rubric."""
_SHARE_LEAST = 3
"""One part in so many of a heading is its headline, at least."""
_PIECES_MAX = 12
_DEPTH_MAX = 20
_TEXT_CHARS = 2_000
_SILENT = frozenset({
    "script", "style", "button", "svg", "select", "noscript", "template", "time", "ul", "ol",
    "form",
})  # fmt: skip
_APART = frozenset({"br", "div", "p", "li", "h2", "h3", "small", "header"})
_UNSEEN_CLASS = re.compile(
    r"(?:^|\s)(?:(?:is-|u-)?hidden|d-none|headerlink|anchor|anchor-?link|bookmark"
    r"|edit-?(?:link|section)|comments?-(?:link|count)s?)(?:$|\s)",
    re.IGNORECASE,
)
"""Beside what is for screen readers and icons that are written as words (`visibility`): links at a
headline."""
_KICKER_CLASS = re.compile(
    r"(?:^|[\s_-])(?:kicker|eyebrow|overline|pretitle|roofline|dachzeile|spitzmarke|topline|badge"
    r"|flag|cat(?:egory)?|rubric|rubrique|label|subtitle|subhead(?:line)?|occhiello|antet[ií]tulo"
    r"|surtitre|premium|paid|live|tag|exclusive|breaking|section|pre-?(?:head)?line|topic|vignette"
    r"|date|byline|author|icon?s?|kategori[ae]?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BEHIND_CLASS = re.compile(r"sub|date|byline|author", re.IGNORECASE)
"""Of kickers and their like, those that follow a headline, and may be longer."""
_INLINE = ("span", "strong", "em", "b", "i")
_SOFT_HYPHEN = "\u00ad"
_SIGN = re.compile(r"\[[^\]]{1,12}\]|【[^】]{1,12}】|\(\d{1,3}\)|\d{1,5}")
"""An element that holds only this: `[Video]`, or how many comments there are."""


def heading_text(heading: etree._Element, titles: Iterable[str]) -> str:
    """Return a heading's text without kickers and labels that only screen readers tell.

    Where pieces of the heading make up one of the head's `titles`, they are the headline, and the
    rest is a kicker.
    """
    wanted = {key(title): title for title in reversed(list(titles))}
    pieces = list(islice(_pieces(heading, _is_unseen), _PIECES_MAX))
    whole = _joined(pieces)
    if not 1 < len(pieces) < _PIECES_MAX:
        return whole
    for start in range(len(pieces)):
        for end in range(len(pieces), start, -1):
            part = _joined(pieces[start:end])
            if len(key(part)) > LEAST_KEY and key(part) in wanted:
                return part if end - start == 1 else wanted[key(part)]
    without = _joined(islice(_pieces(heading, _is_apart), _PIECES_MAX))
    least = max(LEAST_KEY + 1, len(key(whole)) // _SHARE_LEAST)
    return without if len(key(without)) >= least else whole


def _pieces(
    element: etree._Element, is_left_out: Callable[[etree._Element], bool], depth: int = 0
) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of an element's text, and whether a break stands before each."""
    if element.text:
        yield element.text[:_TEXT_CHARS], False
    for child in element:
        apart = child.tag in _APART
        if depth < _DEPTH_MAX and child.tag not in _SILENT and not is_left_out(child):
            for place, (text, broken) in enumerate(_pieces(child, is_left_out, depth + 1)):
                yield text, broken or (apart and not place)
        if child.tail:
            yield child.tail[:_TEXT_CHARS], apart


def _is_unseen(element: etree._Element) -> bool:
    """Return whether readers do not see an element, or see a button or an icon.

    A colon behind a kicker is read aloud alone, and part of the headline.
    """
    return plain_text(element.text) != ":" and bool(
        _UNSEEN_CLASS.search(element.get("class") or "")
        or is_unseen(element)
        or not is_displayed(element)
        or element.get("role") == "button"
    )


def _is_apart(element: etree._Element) -> bool:
    """Return whether an element is unseen, or a kicker or a subtitle."""
    return bool(
        element.tag in ("small", "label")
        or _is_unseen(element)
        or _is_kicker(element)
        or _SIGN.fullmatch(plain_text(text_of(element)))
        or _stands_first(element)
    )


def _is_kicker(element: etree._Element) -> bool:
    """Return whether a class calls an element a kicker, or what else is set beside a headline.

    What is called a kicker, stands last and is longer than all before it is the headline.
    """
    names, parent = element.get("class") or "", element.getparent()
    if not _KICKER_CLASS.search(names) or parent is None or _BEHIND_CLASS.search(names):
        return bool(_KICKER_CLASS.search(names))
    own, whole = key(text_of(element)), key(text_of(parent))
    return not (whole.endswith(own) and len(whole) < 2 * len(own) < 2 * len(whole))


def _stands_first(element: etree._Element) -> bool:
    """Return whether a longer headline follows a link, a class, or what a break sets off."""
    parent, following = element.getparent(), element.getnext()
    is_broken = following is not None and following.tag == "br" and not plain_text(element.tail)
    if parent is None or element.getprevious() is not None or plain_text(parent.text):
        return False
    is_named = element.tag in _INLINE and bool(element.get("class"))
    if element.tag not in ("a", "sup") and not is_broken and not is_named:
        return False
    own, whole = plain_text(text_of(element)), plain_text(text_of(parent))
    goes_on = whole[len(own) :].lstrip()[:1].islower()
    return 0 < len(own) * _SHARE_LEAST <= len(whole) and not (is_named and goes_on)


def _joined(pieces: Iterable[tuple[str, bool]]) -> str:
    """Join pieces; templates that write `<b>Kicker</b><b>Headline</b>` get their space."""
    text = ""
    for piece, broken in pieces:
        glued = text[-1:].islower() and piece[:1].isupper()
        text += f" {piece}" if broken or glued else piece
    return plain_text(text.replace(_SOFT_HYPHEN, "")).strip(" :|▶►▸●•■★☆")
