"""What is submitted, in every form a client may choose, and how each submission must end. Pure."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

import orjson

from schemas.outcomes import Reason
from schemas.submission import BadSubmission, read_submission
from tests.harness.chaos.account import Expected, Submitted
from tests.harness.chaos.pages import ENDS, TROUBLE, Kind, Site, page_number

BARE_SHARE = 0.3
"""Submissions that are a bare URL: their id comes from their place in the topic."""
REPEATED_SHARE = 0.02
"""Submissions of a page that was submitted before, under an id of their own."""
RESENT_SHARE = 0.01
"""Submissions sent twice with the same id, as a client does that saw no answer."""
BAD_SHARE = 0.01

BAD_VALUES: tuple[tuple[bytes, Reason], ...] = (
    (b"", Reason.BAD_REQUEST),
    (b'{"link": "http://example.org/"}', Reason.BAD_REQUEST),
    (b"\xff\xfe\x00", Reason.BAD_REQUEST),
    (b"[]", Reason.BAD_REQUEST),
    (b'{"url": "ftp://example.org/file"}', Reason.BAD_SCHEME),
)

AGAIN = frozenset({Reason.DUP_URL, Reason.SAME_CONTENT, Reason.NOT_MODIFIED})
"""How another submission of the same page may end, besides the page's own end."""


CHANGED = frozenset({Reason.REVISION, Reason.OUTDATED})
"""And where the page has changed in between."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One message for `urls.submitted.v1`."""

    value: bytes
    number: int | None = None
    """The page, None for a bad message."""


def workload(site: Site, count: int) -> Iterator[Planned]:
    """Yield about `count` submissions, the same ones for the same seed."""
    rng = random.Random(site.seed)
    sent = page = 0
    while sent < count:
        draw = rng.random()
        if draw < BAD_SHARE:
            yield Planned(rng.choice(BAD_VALUES)[0])
        elif draw < BAD_SHARE + REPEATED_SHARE and page > 20:
            yield _again(site, rng, page)
        elif draw < BAD_SHARE + REPEATED_SHARE + RESENT_SHARE and _calm(site, page):
            planned = _named(site, page)
            yield from (planned, planned)
            page, sent = page + 1, sent + 1
        elif draw < BAD_SHARE + REPEATED_SHARE + RESENT_SHARE + BARE_SHARE:
            yield Planned(site.url(page).encode(), page)
            page += 1
        else:
            yield _named(site, page)
            page += 1
        sent += 1


def expectations(site: Site, submitted: Sequence[Submitted]) -> Expected:
    """Return how each submission may end, given all that were made, and which pages change."""
    page_of = {each.id: _page(each.value) for each in submitted}
    times = Counter(page_of.values())
    bad = dict(BAD_VALUES)

    def right(key: str, each: Submitted) -> frozenset[Reason]:
        number = page_of[key]
        if number is None:
            return frozenset({bad[each.value]}) if each.value in bad else frozenset()
        kind = site.kind(number)
        own = frozenset({ENDS[kind]})
        if times[number] == 1:
            return own
        return own | AGAIN | CHANGED if kind is Kind.CHANGING else own | AGAIN

    return Expected(right, partial(_may_change, site))


def _may_change(site: Site, url: str) -> bool:
    """Tell whether the page at a URL is one that changes."""
    number = page_number(urlsplit(url).path)
    return number is not None and site.kind(number) is Kind.CHANGING


def _page(value: bytes) -> int | None:
    """Return the number of the page that a submission asks for."""
    try:
        url = read_submission(value).url
    except BadSubmission:
        return None
    return page_number(urlsplit(url).path)


def _named(site: Site, number: int) -> Planned:
    body = {"id": f"s-{site.seed}-{number}", "url": site.url(number), "attrs": {"n": number}}
    return Planned(orjson.dumps(body), number)


def _again(site: Site, rng: random.Random, pages: int) -> Planned:
    number = rng.randrange(pages)
    while not _calm(site, number):
        number = rng.randrange(pages)
    body = {
        "id": f"a-{site.seed}-{number}-{rng.randrange(10**9)}",
        "url": site.url(number),
        "attrs": {"n": number},
    }
    return Planned(orjson.dumps(body), number)


def _calm(site: Site, number: int) -> bool:
    """More tries of a failing page than planned would close its host."""
    return site.kind(number) not in TROUBLE
