"""Visible lines of the page around a word, cut from the HTML without walking the tree.

Most words are on no page, and `str.find` says so in microseconds; an XPath over all text nodes
takes milliseconds a word.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.extract.words import tidy

_BEFORE_CHARS = 300
_AFTER_CHARS = 500
_HITS = 8
_BREAK = re.compile(
    r"</?(?:div|p|li|ul|ol|br|td|tr|th|table|h[1-6]|section|article|header|main|dd|dt|dl|figure|body)"
    r"\b[^>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^>]*>")
_HALF_TAG_AHEAD = re.compile(r"<[^>]*$")
_HIDDEN = ("script", "style", "noscript", "template", "title", "textarea", "select")
_FURNITURE = ("footer", "nav", "aside")


@dataclass(frozen=True, slots=True)
class Line:
    """A visible line that holds a word."""

    text: str
    before: str
    """The line before it."""
    after: str
    """The line after it."""
    following: str
    """What comes after the word, over the ends of lines, at most a few hundred characters."""
    lead_chars: int
    """Characters of the line before the word."""


def lines_with(html: str, word: str) -> Iterator[Line]:
    """Yield the visible lines with a word, outside of footer, navigation and asides."""
    position, hits = html.find(word), 0
    while position >= 0 and hits < _HITS:
        hits += 1
        if _is_visible(html, position):
            yield _line(html, position, word)
        position = html.find(word, position + len(word))


def _is_visible(html: str, position: int) -> bool:
    if html.rfind("<", 0, position) > html.rfind(">", 0, position):
        return False
    return not any(_is_open(html, position, tag) for tag in (*_HIDDEN, *_FURNITURE))


def _is_open(html: str, position: int, tag: str) -> bool:
    opened = html.rfind(f"<{tag}", 0, position)
    while opened >= 0 and html[opened + len(tag) + 1 : opened + len(tag) + 2] not in " >\n\t\r/":
        opened = html.rfind(f"<{tag}", 0, opened)
    return opened >= 0 and html.rfind(f"</{tag}", opened, position) < 0


def _line(html: str, position: int, word: str) -> Line:
    left = html[max(0, position - _BEFORE_CHARS) : position]
    if left.find(">") >= 0 and not 0 <= left.find("<") < left.find(">"):
        left = left[left.find(">") + 1 :]
    right = _HALF_TAG_AHEAD.sub("", html[position : position + _AFTER_CHARS])
    past, ahead = _plain_lines(left), _plain_lines(right)
    lead, rest = past[-1], ahead[0]
    return Line(
        text=f"{lead} {rest}".strip(),
        before=next((line for line in reversed(past[:-1]) if line), ""),
        after=next((line for line in ahead[1:] if line), ""),
        following=" ".join(" ".join(ahead).split())[len(tidy(word)) :].strip(),
        lead_chars=len(lead),
    )


def _plain_lines(raw: str) -> list[str]:
    broken = _BREAK.sub("\x01", raw)
    return [tidy(_TAG.sub(" ", line)) for line in broken.split("\x01")]


def labelled(html: str, labels: Iterable[str]) -> Iterator[str]:
    """Yield what follows each label that stands at the start of a visible line, in page order."""
    found: list[tuple[int, str]] = []
    for label in labels:
        if label in html:
            found.extend(
                (html.find(label), line.following)
                for line in lines_with(html, label)
                if line.lead_chars <= _LEAD_CHARS
            )
    for _, following in sorted(found, key=lambda each: each[0]):
        yield following


_LEAD_CHARS = 30
"""A label further into its line is a word of a sentence."""
