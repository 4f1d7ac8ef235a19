"""Text as it is published: NFC, no control characters, one space between words."""

import html
import re
import unicodedata
from collections.abc import Iterable

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\u2061-\u2064\ufeff\ufff9-\ufffb]"
)
"""Control characters, soft hyphens, zero-width spaces and marks of no meaning in running text.
The joiners U+200C (Persian) and U+200D (Indic scripts, emoji) and the direction marks stay."""
_BIDI_MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200c "
"""At the ends of a line they change nothing: a line has the direction of its first letter, and
nothing to be kept from joining."""
_UNSPACED = "[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]"
_BROKEN = re.compile(rf"(?<={_UNSPACED})[ \t]*\r?\n\s*(?={_UNSPACED})")
"""A line break of the source between two wide letters is no space (CSS Text 3, 4.1.3); Korean has
spaces."""
_REFERENCE = re.compile(r"&(?!(?:amp;)*[lg]t;)(?:[A-Za-z]{2,10}|#\d{2,6}|#x[\da-fA-F]{2,5});")
"""A character reference that a template escaped once more; not of markup, which may be code."""
_BLANK_LINES = re.compile(r"\n[ \t\r]*\n")
_ENDS = tuple('.!?…。”"’»')
_WRAPPED_LINES_MIN = 4
_WRAPPED_CHARS_MIN = 45
"""A line of prose, on average; lines of code and of verse are shorter."""


def tidy(text: str) -> str:
    """Return the text on one line, NFC, trimmed."""
    if "\n" in text and not text.isascii():
        text = _BROKEN.sub("", text.strip())
    text = " ".join(text.split())
    if not text.isprintable():  # also true of the joiners that stay
        text = " ".join(_INVISIBLE.sub("", text).split()).strip(_BIDI_MARKS)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def unescape_again(text: str) -> str:
    """Return a text with the references resolved that readers of the page see: `&quot;`."""
    if "&" not in text or not _REFERENCE.search(text):
        return text
    return tidy(_REFERENCE.sub(lambda match: html.unescape(match[0]), text))


def tidy_code(text: str) -> str:
    """Return preformatted text: NFC without control characters, its line breaks kept."""
    lines = (_INVISIBLE.sub("", line.expandtabs(4)).rstrip() for line in text.splitlines())
    return unicodedata.normalize("NFC", "\n".join(lines).strip("\n"))


def unwrapped(text: str) -> list[str]:
    """Return the paragraphs of preformatted prose, or its lines: code, verses, tables."""
    lines = text.splitlines()
    full = [line for line in lines if line.strip()]
    paragraphs = [" ".join(each.split()) for each in _BLANK_LINES.split(text)]
    ended = sum(each.endswith(_ENDS) for each in paragraphs)
    if (
        len(full) < _WRAPPED_LINES_MIN
        or sum(map(len, full)) < _WRAPPED_CHARS_MIN * len(full)
        or 2 * ended < len(paragraphs)
    ):
        return lines
    return paragraphs


def tidy_lines(lines: Iterable[str]) -> list[str]:
    """Tidy every line and leave out those without a letter or digit in any script."""
    return [line for line in map(tidy, lines) if any(map(str.isalnum, line))]
