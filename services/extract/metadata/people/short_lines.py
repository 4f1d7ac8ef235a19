"""Names on short lines between the headline and the text, where no markup says that they are names.

`By A. Name`, `A. Name | Senior Writer | 2 July 2025`, or a name beside a date or beside the
picture of the person: only lines before the prose count.
"""

import re
from collections.abc import Iterator
from itertools import islice

from services.extract.dates.locale import Locale
from services.extract.dates.sources.headline import below_headline
from services.extract.dates.sources.line import read_line
from services.extract.markup.lines import fields, plain_lines
from services.extract.markup.normalise import key
from services.extract.metadata.page_data import PageData
from services.extract.metadata.people.author_names import names_alone
from services.extract.metadata.people.byline_text import without_contacts
from services.extract.metadata.people.east_asian_bylines import without_title_after
from services.extract.metadata.people.labels import (
    has_label_of,
    is_label,
    names_no_writer,
    starts_with_label,
)
from services.extract.metadata.people.name_shapes import has_case, is_name_like

_REACH_BYTES = 5_000
_LINE_CHARS_MAX = 90
_LINES_MAX = 25
_LEADS_MAX = 1
"""Long lines that may stand before the credit: the lead; the next is prose."""
_ENDS = (b"<aside", b"<footer", b"<nav", b"<h2")
_ACCOUNT = re.compile(r"(?:(?:posted|written) )?by:?\s+([^\W\d_][\w.-]{2,20})\W*", re.IGNORECASE)
"""One word behind such a label is the name of an account."""
_CAPTION = re.compile(r"<figcaption\b(?:(?!</?figcaption).)*</figcaption>", re.DOTALL)
_PICTURED = re.compile(r"<img\b[^>]{0,600}?\balt\s*=\s*[\"']([^\"'<>]{5,60})[\"']")
_APART = re.compile(r"</(?:span|address|font|small)>\s*(?=<(?:span|address|font|small|time)\b)")
"""Where markup alone sets a name apart from the date behind it, or before it."""
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_DAY_FIRST = re.compile(r".{0,40}\d(?=\D{5,70}$)")
_WORD_START = re.compile(r"[\s,.–—-]+")
_NEIGHBOURS = 2
"""Pieces behind a name, of which one is the date: a role may stand between."""


def credited(data: PageData) -> list[str]:
    """Return the names of the first credit below the headline."""
    start = below_headline(data.visible, data.heading)
    if start < 0:
        return []
    window = data.visible[start : start + _REACH_BYTES]
    ends = (at for tag in _ENDS if (at := window.find(tag)) >= 0)
    html = _CAPTION.sub(" ", window[: min(ends, default=None)].decode("utf-8", "ignore"))
    pictured = {match[1].strip() for match in _PICTURED.finditer(html)}
    if found := _first_credited(_pieces(html, data.locale), pictured, data):
        return found
    apart = _with_labels(_pieces(_APART.sub(" | ", html), data.locale))
    language = data.locale.language
    labelled = (names_alone(piece, data) for piece in apart if _is_labelled(piece, language))
    return next(filter(None, labelled), [])


def _pieces(html: str, locale: Locale) -> list[str]:
    pieces = (piece for line in _short_lines(html) for piece in fields(line) if piece)
    return [part for piece in pieces for part in _at_label_behind_date(piece, locale)]


def _at_label_behind_date(piece: str, locale: Locale) -> tuple[str, ...]:
    """Part `12.03.2026 10:15 Uhr Von A. Name` into the date and what the label begins."""
    day = match[0] if (match := _DAY_FIRST.match(piece)) else ""
    for label in _WORD_START.finditer(piece, len(day)) if day else ():
        if _is_labelled(piece[label.end() :], locale.language) and read_line(day, locale):
            return day, piece[label.end() :]
    return (piece,)


def _with_labels(pieces: list[str]) -> list[str]:
    """Join a label that stands alone with the piece behind it: `By | A. Name`."""
    joined: list[str] = []
    for piece in pieces:
        if joined and is_label(joined[-1]):
            joined[-1] = f"{joined[-1]} {piece}"
        else:
            joined.append(piece)
    return joined


def _first_credited(pieces: list[str], pictured: set[str], data: PageData) -> list[str]:
    """Return the names of the first piece that credits somebody."""
    for place, piece in enumerate(pieces):
        behind = pieces[place + 1 : place + 1 + _NEIGHBOURS]
        two_before = pieces[place - 2] if place > 1 else ""
        is_section = starts_with_label(two_before) or names_no_writer(two_before)
        before = () if is_section else pieces[max(0, place - 1) : place]
        beside = [*filter(_DIGIT.search, (*before, *behind))]
        is_stated = _is_labelled(piece, data.locale.language) or piece in pictured
        if not is_stated and not (beside and has_case(piece)):
            continue
        account = _ACCOUNT.fullmatch(piece)
        found = [account[1]] if account else names_alone(piece, data)
        if found and (is_stated or _are_dated(found, piece, beside, data)):
            return found
    return []


def _is_labelled(piece: str, language: str) -> bool:
    """Return whether a label stands before a name, or a reporter's title behind it."""
    has_label = starts_with_label(piece) or has_label_of(language, piece)
    return has_label or without_title_after(piece) != piece


def _short_lines(html: str) -> Iterator[str]:
    """Yield the lines before the prose."""
    long_lines = 0
    for line in islice(filter(None, plain_lines(html)), _LINES_MAX):
        long_lines += len(line) > _LINE_CHARS_MAX
        if long_lines > _LEADS_MAX:
            return
        if len(line) <= _LINE_CHARS_MAX:
            yield line


def _are_dated(found: list[str], piece: str, beside: list[str], data: PageData) -> bool:
    """Return whether names are all that a line says, and stand beside a date, as bylines do."""
    if not _are_all(piece, found, data.names) or not any(map(is_name_like, found)):
        return False
    return any(read_line(each, data.locale) for each in beside)


def _are_all(piece: str, found: list[str], names: set[str]) -> bool:
    """Return whether names are all that a line says, but for the site's and one small word."""
    rest = without_contacts(piece)
    for name in found:
        if name not in rest:  # `Boats, News` is no Ms Boats
            return False
        rest = rest.replace(name, " ", 1)
    words = _WORD.findall(rest)
    return key(rest) in names or not words or (len(words) == 1 and words[0].islower())
