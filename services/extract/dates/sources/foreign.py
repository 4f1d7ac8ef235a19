"""Boxes whose dates are another's: comments, teasers of other stories, the page's own clock."""

import re
from itertools import islice

from lxml import etree

from services.extract.markup.lines import plain_lines
from services.extract.markup.query import text_of

_COMMENTS = (
    rb"(?:comments?|comment-?list|comments?-?(?:area|section|container|wrapper|thread|box|body)"
    rb"|kommentare?|comentarios?|commentaires?|commenti|komentarze|disqus_thread|respond|replies)"
)
_COMMENT_BOX = re.compile(
    rb"<(?:section|div|ol|ul|aside|article)\b[^<>]{0,200}?\b(?:id|class)=[\"']?(?:[\w-]+ ){0,4}"
    + _COMMENTS + rb"(?:[ \"'>])",
    re.IGNORECASE,
)  # fmt: skip
_COMMENT_NAME = re.compile(rb"(?:^|\s)(?:%s)(?:\s|$)" % _COMMENTS, re.IGNORECASE)
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:comments?|kommentare?|comentarios?|commentaires?|related|recirc|recommend(?:ed)?"
    r"|most-?(?:read|popular)|more-?(?:stories|news|from)|latest|top-?bar|current-?date|today|teasers?"
    r"|sidebar|widgets?|upcoming|events?)(?=$|[\s_-])",
    re.IGNORECASE,
)
_BOXES = ("div", "section", "aside", "ul", "ol", "span", "p", "li")
_TEXT_CHARS = 250
"""What stands above them; a counter of comments beside the headline has less."""
_LEVELS = 12
_ELEMENTS_MAX = 20_000
_SHARE_MAX = 0.5
_NAMES_MAX = 5
_BOX_CHARS_MAX = 3_000
"""A longer one is the article in a box of an odd name."""


def without_comments(raw: bytes, below: int) -> bytes:
    """Cut a page where its readers' comments begin, below the headline and some text."""
    for match in islice(_COMMENT_BOX.finditer(raw, max(0, below)), 5):
        between = raw[max(0, below) : match.start()][:100_000].decode("utf-8", "ignore")
        if sum(map(len, plain_lines(between))) >= _TEXT_CHARS:
            return raw[: match.start()]
    return raw


def is_in_comment(element: etree._Element) -> bool:
    """Tell whether an element stands in what readers have written."""
    for around in islice(element.iterancestors(), _LEVELS):
        if around.tag in ("article", "main", "body", "html"):
            return False
        kind = (around.get("itemtype") or "").lower()
        names = f"{around.get('class') or ''} {around.get('id') or ''}".encode()
        if kind.endswith("comment") or _COMMENT_NAME.search(names):
            return True
    return False


def strip_others(tree: etree._Element) -> None:
    """Take such boxes out of a tree, where they hold little of it and no headline."""
    boxes = list(filter(_is_others, islice(tree.iter(*_BOXES), _ELEMENTS_MAX)))
    whole = sum(1 for _ in islice(tree.iter(), _ELEMENTS_MAX))
    for box in boxes:
        if box.getparent() is not None and sum(1 for _ in box.iter()) <= _SHARE_MAX * whole:
            tail = box.tail
            box.clear()
            box.tail = tail


def _is_others(element: etree._Element) -> bool:
    """Tell by a few names: a list of dozens is what blogs write of a story's own tags."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return (
        names.count(" ") <= _NAMES_MAX
        and _OTHERS.search(names) is not None
        and next(element.iter("h1", "article"), None) is None
        and len(text_of(element)) <= _BOX_CHARS_MAX
    )
