"""The date beside the headline, on pages that state it nowhere else.

Only a line of its own counts, below the headline and before the text runs on: neither prose nor a
page's own clock stands there.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from lxml import etree

from services.extract.dates.day_parts import with_plain_clock
from services.extract.dates.labels import CODE_LABELS, DATE_LABELS, PUBLISHED_LABELS, UPDATED_LABELS
from services.extract.dates.locale import Locale, of_language
from services.extract.dates.moment import Moment, read_moment
from services.extract.dates.month_words import read_worded
from services.extract.dates.numeric import in_full, is_numeric, read_numeric
from services.extract.dates.relative import read_relative
from services.extract.dates.sources.other_boxes import EVENT
from services.extract.dates.sources.visible import read_dated
from services.extract.markup.lines import fields, lines_with, plain_lines
from services.extract.markup.measure import measure
from services.extract.markup.normalise import key, plain_text
from services.extract.markup.query import text_of

_REACH_BYTES = 6_000
_MAX_LINE_CHARS = 70
_MAX_LINE_MEASURE = 100
_DATED_TEXT = re.compile(rb">([^<>]{0,40}(?<!\d)(?:19|20)\d\d(?!\d)[^<>]{0,20})<")
_LONE_MAX = 60
_ANNOUNCED_BYTES = 400
_ANNOUNCED = re.compile(
    rb"</(?:h[2-6]|(?:a|b|strong)(?=>\s*(?:<[a-oq-z][^<>]*>\s*)*$))>\s*(?:<[^<>]*>\s*){0,4}$",
    re.IGNORECASE,
)
"""A heading before the place, or a link or a name in the same block."""
_LINKED_HEADING = re.compile(rb"</a>\s*</h[2-6]>\s*(?:<[^<>]*>\s*){0,4}$", re.IGNORECASE)
_OTHER_DATE = re.compile(
    r"©|\(c\)|copyright|(?:\w+ )?(?:since|seit|depuis|desde|from|dal)\b", re.IGNORECASE
)
"""Begins a line that says since when something is so."""
_HEADINGS_MAX = 50
_HEADING_MAX_BYTES = 10_000
"""With its markup; a longer one is no headline."""
_HEADING_KEY = 20
"""Letters of a heading that is a headline by itself, also where it lacks its kicker."""
_LEADS = 1
"""Long lines that may stand between headline and date: the lead; the next is prose."""
_ENDS = (b"<aside", b"<footer", b"<nav")
_STARTS = (b"<body", b"</header", b"</nav", b"</form", b"</aside")
_HOME = re.compile(
    rb"<a\b[^<>]*\shref\s*=\s*[\"']?(?:https?://[^/\"'\s<>]+/?|/)[\"'\s>]", re.IGNORECASE
)
"""A link to the site's front page."""
_HEADER_BYTES = 20_000
_TAG = re.compile(r"<[^<>]*>")
_DAY = timedelta(days=1)
_ABOVE_BYTES = 4_000
_LINES_ABOVE = 8
_HEADING = re.compile(rb"<h1\b", re.IGNORECASE)
_LESSER_HEADINGS = re.compile(rb"<h[2-6]\b[^<>]*>(.*?)</h[2-6]\b", re.IGNORECASE | re.DOTALL)
_LESSER_HEADING_END = re.compile(rb"</h[2-6]\b", re.IGNORECASE)
_LESSER_HEADING = re.compile(rb"<h[23]\b", re.IGNORECASE)
_FIGURE = re.compile(r"[\d年]")
CLOCK_APART = re.compile(
    r"(\d\.?)\s*[|•·]\s*(?=\d{1,2}(?:[:.]|\s?h\s?)\d\d(?!\d))"
    r"|^([^|•·\d]{0,12}\d{1,2}[:.]\d\d(?!\d)[^|•·\d]{0,6})[|•·]\s*(?=[^|•·]{0,40}\d{4}(?!\d))"
)
"""Between a day and its time: `18/11/2026 | 18:40`, `18:40 | 18/11/2026`."""
_PROSE_DATE = re.compile(
    r"(?:[^\W\d_][^\d,.;:!?()–—]{2,30}(?:,\s*\(?|\s*\())(?P<placed>\d{1,2}[./]\d{1,2}[./]\d{4}"
    r"|\d{1,2}\.?\s[^\W\d_]{3,10}\s\d{4}|[^\W\d_]{3,10}\.?\s\d{1,2},\s\d{4})"
    r"(?:\)|\s*[–—:/]|\s+-|\.\s|\s\()|(?P<alone>\d{1,2}\.\d{1,2}\.\d{4})\s*[–—:„»“\"|-]"
)
"""A place and a day that a sign sets off, or a day in figures alone."""
_ANY_LABEL = "|".join(re.escape(label) for label in (*PUBLISHED_LABELS, *DATE_LABELS))
_LABELS = re.compile(rf"^(?:{_ANY_LABEL})(?:[a-zа-яіı]{{1,4}}(?![^\W\d_]))?\s*[:：-]?\s*")
"""With the ending of a participle: `Опубликован` and `Опубликовано`."""
_ANY_UPDATE = "|".join(re.escape(label) for label in UPDATED_LABELS)
_UPDATE = re.compile(rf"(?:{_ANY_UPDATE}|modifi)", re.IGNORECASE)
_UPDATED = re.compile(
    r"\s*[(（][^()（）]{0,30}(?:更新|수정)\s*[)）]"
    rf"|\s*[|·•(]?\s*(?:{_ANY_UPDATE}|modifi).*",
    re.IGNORECASE,
)
_OTHER_LABEL = re.compile(
    rf"(?:{_ANY_LABEL})[^\W\d_]*\s+(?!\S{{0,5}}publi|\S{{0,5}}pubbli|\S{{0,5}}veröff)[^\W\d_][^\d:]*:",
    re.IGNORECASE,
)
"""`Fecha del evento:`, of what the date is besides."""
_TERMS = {label.rstrip(":").casefold() for label in (*PUBLISHED_LABELS, *DATE_LABELS)}
_TERMS_MAX = 200


def dateline_dates(
    visible: bytes, heading: str, locale: Locale, in_figures: bool = False
) -> Iterator[Moment]:
    """Yield the dates that stand on lines of their own below the headline.

    `in_figures`: without those that are words alone (`yesterday`), for which each line is read.
    """
    window = _below(visible, heading)
    ends = (at for tag in _ENDS if (at := window.find(tag)) >= 0)
    long_lines = 0
    for line in plain_lines(window[: min(ends, default=None)].decode("utf-8", "ignore")):
        long_lines += _is_long(line)
        if long_lines > _LEADS:
            return
        if len(line) <= _MAX_LINE_CHARS and (not in_figures or _FIGURE.search(line)):
            pieces = fields(CLOCK_APART.sub(r"\1\2, ", line))
            yield from filter(None, (read_line(field, locale) for field in pieces))


def _below(visible: bytes, heading: str) -> bytes:
    """Return what is near below the headline; empty where that is not to be found."""
    start = headline_span(visible, heading)[1]
    return visible[start : start + _REACH_BYTES] if start >= 0 else b""


def prose_dates(visible: bytes, heading: str, locale: Locale) -> Iterator[Moment]:
    """Yield the date that the text begins with: `Trieste, (12.11.2021). The harbour …`."""
    lines = plain_lines(_below(visible, heading).decode("utf-8", "ignore"))
    for line in islice(filter(_is_long, lines), _LEADS + 1):
        match = _PROSE_DATE.match(line)
        if match:
            yield from _read_short(match["placed"] or match["alone"], locale)
            return


def above_headline_dates(visible: bytes, heading: str, locale: Locale) -> Iterator[Moment]:
    """Yield the date that stands nearest above the headline, below menus and the page's header."""
    end, _ = headline_span(visible, heading)
    if end < 0:
        return
    window = visible[max(0, end - _ABOVE_BYTES) : end]
    if _has_teaser(window, locale):
        return
    window = window[_header_end(window) + 1 :]
    lines = plain_lines(window.decode("utf-8", "ignore").partition(">")[2])
    for line in reversed([line for line in lines if line][-_LINES_ABOVE:]):
        pieces = fields(line) if len(line) <= _MAX_LINE_CHARS else ()
        moment = next(filter(None, (read_line(field, locale) for field in pieces)), None)
        if moment:
            yield moment
            return


def days_of_clock(visible: bytes, heading: str, locale: Locale) -> set[date]:
    """Return the days that the page's header shows as today: of the fetch, and nowhere below."""
    start, end = headline_span(visible, heading)
    window = visible[max(0, start - _HEADER_BYTES) : max(0, start)]
    texts = _TAG.split(window[: max(0, _header_end(window))].decode("utf-8", "ignore"))
    days = {
        moment.at.date()
        for text in texts
        if len(text) <= _MAX_LINE_CHARS and any(map(str.isdigit, text))
        for moment in filter(None, (read_line(field, locale) for field in fields(text)))
        if abs(moment.at.date() - locale.fetched_at.date()) <= _DAY
    }
    return days and days - {moment.at.date() for moment in lone_dates(visible[end:], locale)}


def _header_end(above: bytes) -> int:
    """Return where the page's header ends in what stands above the headline: with its logo, too."""
    home = max((match.end() for match in _HOME.finditer(above)), default=-1)
    return max(home, *(above.rfind(tag) for tag in _STARTS))


def below_headline(visible: bytes, heading: str) -> int:
    """Return where the page goes on after its headline; -1 where that is not to be found."""
    return headline_span(visible, heading, (_HEADING,))[1]


def headline_span(
    visible: bytes,
    heading: str,
    ranks: tuple[re.Pattern[bytes], ...] = (_HEADING, _LESSER_HEADING),
) -> tuple[int, int]:
    """Return where the headline begins and ends; -1 and -1 where it is not to be found.

    The kicker that `heading` may begin with can stand elsewhere.
    """
    wanted = key(heading)
    for tags in ranks:
        for match in islice(tags.finditer(visible), _HEADINGS_MAX):
            end = visible.find(b"</h", match.start())
            text = visible[match.start() : end if end > 0 else match.start() + 600][
                :_HEADING_MAX_BYTES
            ]
            shown = key(" ".join(plain_lines(text.decode("utf-8", "ignore"))))
            if wanted in shown or (len(shown) >= _HEADING_KEY and wanted.endswith(shown)):
                return match.start(), end
    found = visible.rfind(heading.encode()) if heading else -1
    return (found, found + len(heading.encode())) if found >= 0 else (-1, -1)


def stands_beside(visible: bytes, heading: str, tag: bytes) -> bool:
    """Return whether a tag stands near the headline: above it, or below before the text runs on."""
    start, end = headline_span(visible, heading)
    if end < 0:
        return True
    place = visible.find(tag, end, end + _REACH_BYTES)
    if place < 0:
        return visible.find(tag, max(0, start - _ABOVE_BYTES), start) >= 0
    return not runs_on(visible[end:place])


def runs_on(between: bytes) -> bool:
    """Return whether the text, not only its lead, stands between the headline and a place."""
    lines = plain_lines(between.decode("utf-8", "ignore"))
    return sum(map(_is_long, lines)) > _LEADS


def _is_long(line: str) -> bool:
    """Return whether a line is prose: in Chinese or Korean, half as many characters say as much."""
    return len(line) > _MAX_LINE_CHARS or measure(line) > _MAX_LINE_MEASURE


def is_update(line: str) -> bool:
    """Return whether a line names a last change."""
    return bool(_UPDATE.search(line))


def read_line(line: str, locale: Locale) -> Moment | None:
    """Read a line that is a date, with its label or weekday or time of day, and nothing more."""
    line = with_plain_clock(plain_text(line))
    if EVENT.match(line):
        return None
    text = in_full(_UPDATED.sub("", _LABELS.sub("", line)).strip(" |·•,-–"), locale)
    ago = read_relative(text, locale) or read_relative(text.rpartition(", ")[2], locale)
    if ago:
        return ago
    if not any(map(str.isdigit, text)) and "年" not in text:
        return None
    dated = read_dated(text, locale)
    if dated:
        return dated
    if is_numeric(text):
        return read_numeric(text, locale)
    moment = read_moment(text, locale.script, "text", locale.country)
    if moment is None and locale.script == "other":
        moment = read_worded(text, locale.country, locale.language)
    return moment


def _has_teaser(html: bytes, locale: Locale) -> bool:
    """Return whether there is a lesser heading that is not a date, as blogs set theirs."""
    headings = _LESSER_HEADINGS.findall(html)
    if len(headings) < len(_LESSER_HEADING_END.findall(html)):
        return True
    texts = (" ".join(plain_lines(each.decode("utf-8", "ignore"))) for each in headings)
    return any(next(_read_short(text, locale), None) is None for text in texts)


def _read_short(line: str, locale: Locale) -> Iterator[Moment]:
    """Yield the date that a line is, where it is no longer than such lines are."""
    moment = read_line(line, locale) if len(line) <= _MAX_LINE_CHARS else None
    if moment:
        yield moment


def dates_beside_code(visible: bytes, locale: Locale) -> Iterator[Moment]:
    """Yield the dates of the line that holds the article's code, or of its neighbours."""
    for label in of_language(CODE_LABELS, locale):
        for line in lines_with(visible, label, beside_number=True):
            for piece in (*fields(line.text), line.before, line.after):
                yield from _read_short(piece, locale)


def lone_dates(visible: bytes, locale: Locale) -> Iterator[Moment]:
    """Yield the first date that is a line of its own, where all such lines of the page agree."""
    found: dict[date, Moment] = {}
    for match in islice(_DATED_TEXT.finditer(visible), _LONE_MAX):
        text = plain_text(match[1].decode("utf-8", "ignore"))
        moment = read_line(text, locale) if text and _is_outside(visible, match.start()) else None
        if moment and not (_OTHER_DATE.match(text) or _is_announced(visible, match.start(1))):
            found.setdefault(moment.at.date(), moment)
    if len(found) == 1:
        yield from found.values()


def _is_announced(visible: bytes, place: int) -> bool:
    """Return whether a date is announced as that of another story, of a reader or of an event.

    So it is behind a linked heading, and, below some text, behind any heading, link, name or label:
    an article's own follows its text.
    """
    before = visible[max(0, place - _ANNOUNCED_BYTES) : place]
    if not _ANNOUNCED.search(before):
        return False
    is_below_text = runs_on(visible[max(0, place - _REACH_BYTES) : place])
    return is_below_text or bool(_LINKED_HEADING.search(before))


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
                yield from _read_short(line.field, locale)


def dates_of_terms(tree: etree._Element, locale: Locale) -> Iterator[Moment]:
    """Yield the dates of tables and lists of terms: `<dt>Datum</dt><dd>12.01.2017</dd>`."""
    for term in islice(tree.iter("dt", "th"), _TERMS_MAX):
        label, value = plain_text(text_of(term)).rstrip(" :：").casefold(), term.getnext()
        if label in _TERMS and value is not None and value.tag in ("dd", "td"):
            yield from _read_short(plain_text(text_of(value)), locale)
