"""A page's headline in numbers: its words in the text, and what stands beside it."""

import re

from services.extract.body.body import Body
from services.extract.body.segments import Segment
from services.extract.body.shingles import has_token, tokens
from services.extract.boosted import Features
from services.extract.markup.document import Document
from services.extract.markup.measure import measure
from services.extract.markup.query import holds, text_of

PRICE = re.compile(
    r"[$€£¥₹₽₺₩₪₴৳R\d](?:(?<=\d)\s?(?:€|zł|kr|Kč|Ft|lei|₽|₺|₫|đ|₪|₴|руб|грн|TL|元|円|원|USD|EUR|PLN"
    r"|SEK)(?!\w)|(?<=[$€£¥₹₽₺₩₪₴৳])\s?\d|(?<=\bR)p\s?\d)"
)
"""One class first, so that the search skips all other characters."""
_DAY = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2}\b|(?:19|20)\d\d|25[56]\d"
    r"|[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]{4}"
)
"""Of a day what every language writes: a year, also a Thai or a Persian one."""
_BYLINE = re.compile(
    r"by-?line|author|autor|auteur|writer|verfasser|redakt|journalist|forfatter", re.IGNORECASE
)
_NEAR = 4
"""Lines above and below the title in which its day and its author stand."""
_DATED_CHARS_MAX = 120
_PRICE_CHARS_MAX = 40
_WORD_CHARS = 4
_UNKNOWN = -1.0


def read_headline(document: Document, body: Body) -> Features:
    """Measure the title, how many of its words the text has, and what stands beside it."""
    page, meta = body.outline.segments, document.meta
    place = next((n for n, each in enumerate(page) if each.element.tag == "h1"), None)
    head = "".join(text_of(each) for each in document.of_tag("title")[:1])
    title = page[place].text if place is not None else meta.first("og:title") or head
    text = "\n".join(body.lines).lower()
    near = page[max(0, place - _NEAR) : place + _NEAR + 1] if place is not None else page[:_NEAR]
    return {
        "title": measure(title[:300].strip()),
        "title_words": _known(title[:300], text),
        "title_like_head": _known(title[:300], head.lower()),
        "description_words": _known(meta.first("description", "og:description")[:600], text),
        "dated_title": float(any(map(_is_dated, near))),
        "signed_title": float(any(map(_is_byline, near))),
        "priced_title": float(any(map(is_price, near))),
    }


def is_price(line: Segment) -> bool:
    """Return whether a line is a price, perhaps with a word beside it."""
    return len(line.text) <= _PRICE_CHARS_MAX and PRICE.search(line.text) is not None


def _is_dated(line: Segment) -> bool:
    if len(line.text) > _DATED_CHARS_MAX:
        return False
    return bool(_DAY.search(line.text)) or holds(line.element, "time")


def _is_byline(line: Segment) -> bool:
    """Return whether a line, a box around it or a part of it is named for who wrote the text."""
    if len(line.text) > _DATED_CHARS_MAX:
        return False
    named = (*line.path[-2:], *line.element.iter("a", "span"))
    names = (each.get(name) or "" for each in named for name in ("class", "rel"))
    return _BYLINE.search("\n".join(names)) is not None


def _known(text: str, other: str) -> float:
    """Return the share of a text's longer words that another one has; -1 where it has none."""
    own = [w for w in tokens(text.lower()) if len(w) >= _WORD_CHARS or not w.isascii()]
    known = {each for each in set(own) if has_token(other, each)}
    return sum(each in known for each in own) / len(own) if own else _UNKNOWN
