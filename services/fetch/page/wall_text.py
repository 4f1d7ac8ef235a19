"""The visible text of a page that says little, to tell a wall from a page. Linear in its size."""

import re
from dataclasses import dataclass
from html import unescape

from services.fetch.page.markup import after_tag

WALL_MAX_CHARS = 1_200
"""The text of a wall; a page that says more is a page, whatever widgets it holds."""
TAGS_MAX = 22_000
"""As many as 64 kB can hold, some 20 ms; to read on would hold up the event loop."""

PROSE_MIN_CHARS = 120
"""A paragraph of this length is running text; what walls say is shorter, by and large."""
PAGE_MIN_CHARS = 300
"""So much running text is a page's, short as it is: walls say less."""
_DENSE_FROM = "\u2e80"
_DENSE_FACTOR = 3
"""So many characters of an alphabet say what one of Chinese, Japanese or Korean does."""

_TAG = re.compile(
    rb"<(?:(!--)|(script|style|template|svg)|(/?(?:a|b|i|em|strong|span)\b))", re.IGNORECASE
)
"""A comment, an element that shows nothing, a tag within a line."""


@dataclass(frozen=True, slots=True)
class WallText:
    """What a page that says little shows."""

    words: str
    """Title and text on one line."""
    chars: int
    """Its length, in characters of an alphabet."""
    prose_chars: int
    """How much of it is in paragraphs of running text, in the same characters."""


def wall_text(page: bytes) -> WallText | None:
    """Give title and text of a page that says little; None where it says more, or is long."""
    paragraphs: list[list[bytes]] = [[]]
    size = position = tags = 0
    while position < len(page):
        tag = page.find(b"<", position)
        text = page[position : tag if tag >= 0 else len(page)]
        size += len(b" ".join(text.split()))
        tags += 1
        if size > 4 * WALL_MAX_CHARS or tags > TAGS_MAX:  # bytes of UTF-8
            return None
        paragraphs[-1].append(text)
        if tag < 0:
            break
        kind = _TAG.match(page, tag)
        comment, raw, inline = kind.groups() if kind else (None, None, None)
        if inline is None:
            paragraphs.append([])
        position = after_tag(page, tag, comment, raw)
    read = [_read(b"".join(each)) for each in paragraphs]
    words = " ".join(filter(None, read))
    if len(words) > WALL_MAX_CHARS:
        return None
    prose_chars = sum(each for each in map(_chars, read) if each >= PROSE_MIN_CHARS)
    return WallText(words, _chars(words), prose_chars)


def is_page(page: bytes, text: WallText) -> bool:
    """Tell a short page from a wall: it has running text, or states its article in JSON."""
    return text.prose_chars >= PAGE_MIN_CHARS or b'"articleBody"' in page


def _read(paragraph: bytes) -> str:
    return " ".join(unescape(paragraph.decode("utf-8", "replace")).split())


def _chars(paragraph: str) -> int:
    """Count characters, as of an alphabet."""
    dense = sum(each >= _DENSE_FROM for each in paragraph)
    return len(paragraph) + (_DENSE_FACTOR - 1) * dense
