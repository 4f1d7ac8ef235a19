"""Elements that every reader passes over, and that hold a part of the text here: each is renamed.

Content systems set a footer between an article's start and its text, with who wrote it and when
(Drupal's `<footer class="node__meta">`), and at the end of a quotation, with its source. A template
that is a declarative shadow root is shown as its host's content (HTML, 4.12.3).
"""

import re

_ARTICLES_MAX = 20
_START, _END = b"<article", b"</article"
_FOOTER, _FOOTER_END = b"<footer", b"</footer"
_PARAGRAPH = re.compile(rb"<p\b[^>]*>[^<]{60}")
"""Of text; a line of who and when is shorter."""
_COMMENT = re.compile(rb"<(?:article|footer)\b[^>]*(?:omment|eply|review)", re.IGNORECASE)
"""A reader's comment is an `article`, too, and WordPress sets its author and day in a footer."""
_SOURCE = re.compile(
    rb"<footer\b[^>]*>((?:(?!</?footer)[^\0]){1,300}?)</footer>(?=\s*</blockquote)", re.IGNORECASE
)

_SHADOW_ROOT = re.compile(rb"<template\b[^>]*?\sshadowroot[^>]*>", re.IGNORECASE)


def with_shadow_roots(html: bytes) -> bytes:
    """Return a page with its shadow roots as elements of no known name, which end with their host.

    An end tag without an element is ignored.
    """
    return _SHADOW_ROOT.sub(b"<shadow-root>", html) if b"shadowroot" in html else html


def with_sources(html: bytes) -> bytes:
    """Return a page with the footers at the end of quotations as paragraphs (HTML, 4.4.4)."""
    return _SOURCE.sub(rb"<p>\1</p>", html) if b"</blockquote" in html else html


def with_headers(html: bytes) -> bytes:
    """Return a page with the footers before the text of an `article` as headers."""
    start, left, first = html.find(_START), _ARTICLES_MAX, -1
    while start >= 0 and left:
        left -= 1
        if first < start:
            first = html.find(_FOOTER, start)
        if first < 0:
            break
        end = html.find(_END, start)
        last = html.find(_FOOTER_END, first) if end < 0 or first < end else -1
        is_before = last >= 0 and not _PARAGRAPH.search(html, start, first)
        if is_before and not any(_COMMENT.match(html, at) for at in (start, first)):
            behind = _PARAGRAPH.search(html, last, end if end >= 0 else len(html))
            if behind:
                html = b"".join([
                    html[:first], b"<header", html[first + len(_FOOTER) : last],
                    b"</header", html[last + len(_FOOTER_END) :],
                ])  # fmt: skip
                first = -1
        start = html.find(_START, start + len(_START))
    return html
