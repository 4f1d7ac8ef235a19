"""Visible lines of the page around a word, cut from the HTML without walking the tree.

`visible` is what `without_programs` returns: most words are on no page, and a search in the text
between its tags says so in microseconds, where an XPath over all text nodes takes milliseconds a
word.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from services.extract.markup.normalise import plain_text
from services.extract.markup.visible_html import text_between_tags

_BEFORE_BYTES = 400
_AFTER_BYTES = 700
_NEAR_BYTES = 120
_HITS = 8
_TRIES = 500
_LEAD_CHARS = 30
"""A label further into its line is a word of a sentence."""
_BREAK = re.compile(
    r"</?(?:div|p|li|ul|ol|br|td|tr|th|table|h[1-6]|section|article|header|main|dd|dt|dl|figure"
    r"|body|time)\b[^>]*>",
    re.IGNORECASE,
)
_DIGIT = re.compile(
    rb"[0-9]|\xd9[\xa0-\xa9]|\xdb[\xb0-\xb9]|\xe0[\xa5\xa7\xa9\xab\xad\xaf\xb1\xb3\xb5][\xa6-\xaf]"
    rb"|\xe0[\xb9\xbb][\x90-\x99]|\xe1\x81[\x80-\x89]|\xe1\x9f[\xa0-\xa9]"
)
"""Of Latin, Arabic, Persian, the scripts of India, Thai, Lao, Burmese and Khmer, in UTF-8."""
_TAG = re.compile(r"<[^>]*>")
_FIELD_END = re.compile(
    r"\s*[|·•]\s*|\s+・\s+|\s+;\s+(?=[A-Z][a-z]+ [-–:])|(?<!/ \d\d)\s+/\s+(?=\d{4})"
    r"|(?<=[\d)])(?:\s?(?:Uhr|hrs?|hs?|ч|год|น)\b\.?)?\s+(?=[^\W\d][^\d:：|·•]{1,30}[:：])"
    r"|(?<=[\u3040-\u9fff])\s+(?=[\u4e00-\u9fff]{2,6}[:：])"
    r"|(?<=[\dA-Zm])\.?\s+(?=(?:Publi|Pubbli|Opubli|Veröff|Posted|Julkaistu|Опублик)\w)"
    r"|(?:(?<=\d)|(?<=\dh))\s?[.,;/–—-]{0,2}\s+(?=[Pp]ubb?li|[Oo]publi|[Vv]eröff|[Pp]osted|[Jj]ulkaistu"
    r"|[Оо]публ|[Vv]ydán|[Zz]veřejn|[Oo]bjavlj|[Gg]epubl|[Gg]eplaatst|[Yy]ayın|[Δδ]ημοσ|[Uu]dgivet"
    r"|[Dd]iterbitkan|[Пп]убликув|[Оо]бјављ)|\s+(?=نُ?شر:)"
)
"""After a separator, and between a figure, or a Chinese word, and the next label, another field
begins."""
_HALF_TAG = re.compile(r"<[^>]*$")
_HIDDEN = (b"title", b"textarea", b"select", b"noscript", b"template")
_BOILERPLATE = (b"footer", b"nav", b"aside")
_ASCII = bytes(range(128))
_NAME_END = b" >\n\t\r/"


@dataclass(frozen=True, slots=True)
class Line:
    """A visible line that holds a word."""

    at: int
    """Where the word stands in the page, bytes."""
    text: str
    before: str
    """The line before it."""
    after: str
    """The line after it."""
    following: str
    """What comes after the word, over the ends of lines, a few hundred characters."""
    field: str
    """The part of the line that holds the word, of a line like `Code: 12 Views: 34 | Date: …`."""
    lead_chars: int
    """Characters of the field before the word."""


def lines_with(visible: bytes, word: str, beside_number: bool = False) -> Iterator[Line]:
    """Yield the visible lines with a word, outside of footer, navigation and asides.

    `beside_number` passes over words without a digit near by, which is cheaper than looking.
    """
    needle, wide = _needles(word)
    if wide not in _wide_between_tags(visible) or needle not in text_between_tags(visible):
        return
    position, tries, hits = visible.find(needle), 0, 0
    while position >= 0 and tries < _TRIES and hits < _HITS:
        tries += 1
        near = visible[max(0, position - _NEAR_BYTES) : position + len(needle) + _NEAR_BYTES]
        if not beside_number or _DIGIT.search(near):
            hits += 1
            if _is_visible(visible, position):
                yield _line(visible, position, word)
        position = visible.find(needle, position + len(needle))


@lru_cache(maxsize=2_000)
def _needles(word: str) -> tuple[bytes, bytes]:
    needle = word.encode()
    return needle, needle.translate(None, _ASCII)


@lru_cache(maxsize=1)
def _wide_between_tags(visible: bytes) -> bytes:
    """Return the bytes of a page's text that are not ASCII.

    A word whose own such bytes are not among them is not on the page.
    """
    return text_between_tags(visible).translate(None, _ASCII)


def _is_visible(visible: bytes, position: int) -> bool:
    if visible.rfind(b"<", 0, position) > visible.rfind(b">", 0, position):
        return False
    return not any(_is_open(visible, position, tag) for tag in (*_HIDDEN, *_BOILERPLATE))


def is_boilerplate(visible: bytes, position: int) -> bool:
    """Return whether a place is in a footer, navigation or aside, as far as the tags say."""
    return any(_is_open(visible, position, tag) for tag in _BOILERPLATE)


def _is_open(visible: bytes, position: int, tag: bytes) -> bool:
    starts = _starts(visible, tag)
    before = bisect_left(starts, position)
    return before > 0 and visible.find(b"</" + tag, starts[before - 1], position) < 0


@lru_cache(maxsize=len(_HIDDEN) + len(_BOILERPLATE))
def _starts(visible: bytes, tag: bytes) -> list[int]:
    """Return where a tag begins; kept for one page, which is asked for many places."""
    start, starts = b"<" + tag, []
    at = visible.find(start)
    while at >= 0:
        end = at + len(start)
        if visible[end : end + 1] in _NAME_END:
            starts.append(at)
        at = visible.find(start, end)
    return starts


def _line(visible: bytes, position: int, word: str) -> Line:
    left = visible[max(0, position - _BEFORE_BYTES) : position].decode("utf-8", "ignore")
    right = visible[position : position + _AFTER_BYTES].decode("utf-8", "ignore")
    if left.find(">") >= 0 and not 0 <= left.find("<") < left.find(">"):
        left = left[left.find(">") + 1 :]
    past, ahead = list(plain_lines(left)), list(plain_lines(_HALF_TAG.sub("", right)))
    text = f"{past[-1]} {ahead[0]}".strip()
    start, end = _field(text, len(past[-1]) + bool(past[-1]))
    return Line(
        at=position,
        text=text,
        before=next((line for line in reversed(past[:-1]) if line), ""),
        after=next((line for line in ahead[1:] if line), ""),
        following=" ".join(" ".join(ahead).split())[len(plain_text(word)) :].strip(),
        field=text[start:end],
        lead_chars=max(0, len(past[-1]) - start),
    )


def _field(text: str, at: int) -> tuple[int, int]:
    """Return where the field around a place of the line begins and ends."""
    ends = list(_FIELD_END.finditer(text))
    start = max((end.end() for end in ends if end.end() <= at), default=0)
    return start, min((end.start() for end in ends if end.start() > at), default=len(text))


def fields(text: str) -> list[str]:
    """Cut a line like `Code: 12 Views: 34 | Date: …` into its fields."""
    return _FIELD_END.split(text)


def plain_lines(html: str) -> Iterator[str]:
    """Yield the text of a piece of HTML, broken where block elements break it.

    Most readers need its first few lines. Tags are looked for up to where the last one ends: behind
    it, every `<` would be read to the end.
    """
    start = 0
    for tag in _BREAK.finditer(html, 0, html.rfind(">") + 1):
        yield _plain_line(html[start : tag.start()])
        start = tag.end()
    yield _plain_line(html[start:])


def _plain_line(html: str) -> str:
    if not html or html.isspace():
        return ""
    end = html.rfind(">") + 1
    return plain_text(_TAG.sub(" ", html[:end]) + html[end:])


def labelled(visible: bytes, labels: Iterable[str]) -> Iterator[str]:
    """Yield what follows each label that starts a visible line, in page order."""
    lines = (line for label in labels for line in lines_with(visible, label))
    found = (line for line in lines if line.lead_chars <= _LEAD_CHARS)
    for line in sorted(found, key=lambda each: each.at):
        yield line.following


def is_line(visible: bytes, text: str) -> bool:
    """Return whether an element of the page's body holds exactly this text."""
    needle = text.encode()
    position = visible.find(needle)
    for _ in range(_TRIES):
        if position < 0:
            return False
        end = position + len(needle)
        before = visible[max(0, position - 99) : position].rstrip()
        after = visible[end : end + 99].lstrip()
        if before[-1:] == b">" and after[:1] == b"<" and not before.endswith(b"<title>"):
            return True
        position = visible.find(needle, position + len(needle))
    return False
