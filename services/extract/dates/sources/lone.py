"""Dates on lines of their own anywhere on the page: alone, behind a label, in a list of terms."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from lxml import etree

from services.extract.dates.labels import ANY_LABELS, CODE_LABELS, DATE_LABELS
from services.extract.dates.locale import Locale, of_language
from services.extract.dates.moment import Moment
from services.extract.dates.sources.headline import REACH_BYTES, runs_on
from services.extract.dates.sources.line import ANY_LABEL, read_line, read_short
from services.extract.markup.lines import fields, lines_with, plain_lines
from services.extract.markup.normalise import plain_text
from services.extract.markup.query import text_of

_DATED_TEXT = re.compile(rb">([^<>]{0,40}(?<!\d)(?:19|20)\d\d(?!\d)[^<>]{0,20})<")
_LONE_MAX = 60
_ANNOUNCED_BYTES = 400
_ANNOUNCED = re.compile(
    rb"</(?:h[2-6]|(?:a|b|strong)(?=>\s*(?:<[a-oq-z][^<>]*>\s*)*$))>\s*(?:<[^<>]*>\s*){0,4}$",
    re.IGNORECASE,
)
"""A heading before the place, or a link or a name in the same block."""
_TITLE_BEHIND = re.compile(
    rb"[^<>]*(?:</\w+>\s*){1,3}<a\b[^<>]*\bhref\b[^<>]*>\s*(?:<[^<>]*>\s*){0,3}[^<>]{12}",
    re.IGNORECASE,
)
"""A link to another story right behind a date."""
_LINKED_HEADING = re.compile(rb"</a>\s*</h[2-6]>\s*(?:<[^<>]*>\s*){0,4}$", re.IGNORECASE)
_OTHER_DATE = re.compile(
    r"©|\(c\)|copyright|(?:\w+ )?(?:since|seit|depuis|desde|from|dal)\b", re.IGNORECASE
)
"""Begins a line that says since when something is so."""
_OTHER_LABEL = re.compile(
    rf"(?:{ANY_LABEL})[^\W\d_]*\s+(?!\S{{0,5}}publi|\S{{0,5}}pubbli|\S{{0,5}}veröff)[^\W\d_][^\d:]*:",
    re.IGNORECASE,
)
"""`Fecha del evento:`, of what the date is besides."""
_TERMS = {label.rstrip(":").casefold() for label in ANY_LABELS}
_TERMS_MAX = 200


def dates_beside_code(visible: bytes, locale: Locale) -> Iterator[Moment]:
    """Yield the dates of the line that holds the article's code, or of its neighbours."""
    for label in of_language(CODE_LABELS, locale):
        for line in lines_with(visible, label, beside_number=True):
            for piece in (*fields(line.text), line.before, line.after):
                yield from read_short(piece, locale)


def lone_dates(visible: bytes, locale: Locale) -> Iterator[Moment]:
    """Yield the first date that is a line of its own, where all such lines of the page agree."""
    found: dict[date, Moment] = {}
    for match in islice(_DATED_TEXT.finditer(visible), _LONE_MAX):
        text = plain_text(match[1].decode("utf-8", "ignore"))
        moment = read_line(text, locale) if text and _is_outside(visible, match.start()) else None
        if moment and not (_OTHER_DATE.match(text) or is_others(visible, match.start(1))):
            found.setdefault(moment.at.date(), moment)
    if len(found) == 1:
        yield from found.values()


def is_others(visible: bytes, place: int) -> bool:
    """Return whether a date is that of another story, of a reader or of an event.

    So it is behind a linked heading, and, below some text, beside the link to a story, or behind
    any heading, name or label: an article's own follows its text.
    """
    before = visible[max(0, place - _ANNOUNCED_BYTES) : place]
    if _LINKED_HEADING.search(before):
        return True
    is_beside = _ANNOUNCED.search(before) or _TITLE_BEHIND.match(visible, place)
    if not is_beside and not _is_in_titled_link(before):
        return False
    return runs_on(visible[max(0, place - REACH_BYTES) : place])


def _is_in_titled_link(before: bytes) -> bool:
    """Return whether a link with some text is open behind a piece of the page."""
    start = max(before.rfind(b"<a "), before.rfind(b"<A "))
    if start < 0 or b"</a" in before[start:].lower():
        return False
    return any(plain_lines(before[start:].decode("utf-8", "ignore")))


def _is_outside(visible: bytes, place: int) -> bool:
    """Return whether a place is in no footer, navigation or aside, as far as the tags say."""
    return not any(
        visible.rfind(b"<" + tag, 0, place) > visible.rfind(b"</" + tag, 0, place)
        for tag in (b"footer", b"nav", b"aside", b"header", b"time")
    )


def dates_on_labelled_lines(visible: bytes, locale: Locale) -> Iterator[Moment]:
    """Yield the dates of lines like `Datum 28.04.2023` that hold nothing else."""
    for label in DATE_LABELS:
        for line in lines_with(visible, label):
            if not line.lead_chars and not _OTHER_LABEL.match(line.field):
                yield from read_short(line.field, locale)


def dates_of_terms(tree: etree._Element, locale: Locale) -> Iterator[Moment]:
    """Yield the dates of tables and lists of terms: `<dt>Datum</dt><dd>12.01.2017</dd>`."""
    for term in islice(tree.iter("dt", "th"), _TERMS_MAX):
        label, value = plain_text(text_of(term)).rstrip(" :：").casefold(), term.getnext()
        if label in _TERMS and value is not None and value.tag in ("dd", "td"):
            yield from read_short(plain_text(text_of(value)), locale)
