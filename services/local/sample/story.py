"""A sample page's content: a few `name: value` lines, an empty line, then the body.

In the body `## ` starts a heading and `> ` a quote; every other block is a paragraph.
"""

from dataclasses import dataclass
from typing import Any, Literal

RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a body."""

    tag: Literal["h2", "p", "blockquote"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An article of the sample site."""

    path: str
    """Where it is served, as a reader would type it; may hold a query."""
    layout: str
    lang: str
    page_lang: str
    """Language of the boilerplate and of `<html lang>`."""
    title: str
    lead: str
    authors: tuple[str, ...]
    section: str
    published: str
    """ISO 8601: an instant, or only a day where the page states no more."""
    shown_date: str
    """The date as the page's readers see it."""
    tags: tuple[str, ...]
    code: str = ""
    views: str = ""
    encoding: str = "utf-8"
    """Python codec and charset of the served bytes."""
    body: tuple[Piece, ...]


def read_story(text: str) -> Story:
    """Read a story, or raise `TypeError` where a wanted line is missing or one is unknown."""
    head, body = text.split("\n\n", 1)
    fields: dict[str, Any] = dict(line.split(": ", 1) for line in head.splitlines())
    fields["authors"] = _split(fields.pop("author", ""))
    fields["tags"] = _split(fields.get("tags", ""))
    fields.setdefault("page_lang", fields.get("lang"))
    return Story(**fields, body=tuple(map(_piece, body.strip().split("\n\n"))))


def direction(lang: str) -> str:
    """Return the writing direction for `dir=`."""
    return "rtl" if lang in RIGHT_TO_LEFT else "ltr"


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _piece(block: str) -> Piece:
    if block.startswith("## "):
        return Piece("h2", block[3:])
    if block.startswith("> "):
        return Piece("blockquote", block[2:])
    return Piece("p", block)
