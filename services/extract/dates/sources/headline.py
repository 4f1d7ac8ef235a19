"""Where the page's headline stands, and what is near it: the text, a tag, the page's header."""

import re
from functools import lru_cache
from itertools import islice

from services.extract.markup.lines import plain_lines
from services.extract.markup.measure import measure
from services.extract.markup.normalise import key

REACH_BYTES = 6_000
LINE_CHARS_MAX = 70
_LINE_MEASURE_MAX = 100
_HEADINGS_MAX = 50
_HEADING_MAX_BYTES = 10_000
"""With its markup; a longer one is no headline."""
_HEADING_KEY = 20
"""Letters of a heading that is a headline by itself, also where it lacks its kicker."""
LEADS = 1
"""Long lines that may stand between headline and date: the lead; the next is prose."""
_STARTS = (b"<body", b"</header", b"</nav", b"</form", b"</aside")
_HOME = re.compile(
    rb"<a\b[^<>]*\shref\s*=\s*[\"']?(?:https?://[^/\"'\s<>]+/?|/)[\"'\s>]", re.IGNORECASE
)
"""A link to the site's front page."""
ABOVE_BYTES = 4_000
_HEADING = re.compile(rb"<h1\b", re.IGNORECASE)
_LESSER_HEADING = re.compile(rb"<h[23]\b", re.IGNORECASE)
_PAGES_CACHED = 4
"""A dozen readers ask for one page: whole or cut at its end, for all headings or for `<h1>`."""


def window_below(visible: bytes, heading: str) -> bytes:
    """Return what is near below the headline; empty where that is not to be found."""
    start = headline_span(visible, heading)[1]
    return visible[start : start + REACH_BYTES] if start >= 0 else b""


def header_end(above: bytes) -> int:
    """Return where the page's header ends in what stands above the headline: with its logo, too."""
    home = max((match.end() for match in _HOME.finditer(above)), default=-1)
    return max(home, *(above.rfind(tag) for tag in _STARTS))


def below_headline(visible: bytes, heading: str) -> int:
    """Return where the page goes on after its headline; -1 where that is not to be found."""
    return headline_span(visible, heading, (_HEADING,))[1]


@lru_cache(maxsize=_PAGES_CACHED)
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
            stop = end if end > 0 else match.start() + 600
            text = visible[match.start() : stop][:_HEADING_MAX_BYTES]
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
    place = visible.find(tag, end, end + REACH_BYTES)
    if place < 0:
        return visible.find(tag, max(0, start - ABOVE_BYTES), start) >= 0
    return not runs_on(visible[end:place])


def runs_on(between: bytes) -> bool:
    """Return whether the text, not only its lead, stands between the headline and a place."""
    lines = plain_lines(between.decode("utf-8", "ignore"))
    return next(islice(filter(is_long, lines), LEADS, None), None) is not None


def is_long(line: str) -> bool:
    """Return whether a line is prose: in Chinese or Korean, half as many characters say as much."""
    return len(line) > LINE_CHARS_MAX or measure(line) > _LINE_MEASURE_MAX
