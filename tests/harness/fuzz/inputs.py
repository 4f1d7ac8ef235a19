"""An endless supply of inputs; what led to a new kind of answer is mutated further."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from schemas.envelope import Envelope
from schemas.events import ArticleExtracted, PageFetched
from schemas.passport import Hints, Passport
from schemas.url import host_of, normalise_url
from schemas.url.hosts import site_of
from services.stage.endings import Ended
from tests.harness.fuzz.generated import generate
from tests.harness.fuzz.mutations import mutate
from tests.harness.fuzz.words import CHARSETS

FETCHED_AT = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
GENERATED_SHARE = 0.2
GENERATED_BATCH = 50
HOSTS = (
    "news.example", "www.news.example", "zeitung.de", "x.co.uk", "خبر.example", "127.0.0.1",
    "[2001:db8::1]", "a.b.c.d.e.example", "persian.ir", "ข่าว.th", "xn--p1ai.рф", "blog.github.io",
)  # fmt: skip
_HINTS = Hints(
    title="Harbour board widens the northern quay",
    published_at=datetime(2026, 5, 3, tzinfo=UTC),
    section="Sea",
    authors=("Marta Lindqvist", "\u202eabc", ""),
    source="News Example",
    language="en",
)
BRED_MAX = 3_000
BRED_BYTES_MAX = 300_000
"""A larger page is no parent: its children would only be slow."""


@dataclass(frozen=True, slots=True)
class Input:
    """One page, its kind, and the event that brings it."""

    number: int
    kind: str
    event: Envelope[PageFetched]


class Inputs:
    """Mutated, generated and random pages; the same number gives the same chance."""

    def __init__(self, seed: int, pages: list[bytes]) -> None:
        self._seed = seed
        self._first = pages
        self._bred: list[bytes] = []
        self._generated: list[bytes] = []
        self._seen: set[object] = set()
        self._number = 0

    @property
    def bred(self) -> int:
        """How many pages have been added to what is mutated."""
        return len(self._bred)

    def next(self) -> Input:
        """Make the next input."""
        self._number += 1
        chance = Random(f"{self._seed}/{self._number}")
        if chance.random() < GENERATED_SHARE:
            kind, body = "generated", self._next_generated()
        else:
            bred = self._bred and chance.random() < 0.5
            page = chance.choice(self._bred if bred else self._first)
            kind, body = ("bred" if bred else "mutated"), mutate(chance, page, self._first)
        return Input(self._number, kind, event_of(chance, body, str(self._number)))

    def learn(self, given: Input, answer: ArticleExtracted | Ended) -> None:
        """Breed from an input whose answer is of a kind that was not seen before."""
        signature = _signature(answer)
        if signature in self._seen or len(self._seen) >= BRED_MAX:
            return
        self._seen.add(signature)
        if len(given.event.data.body) <= BRED_BYTES_MAX:
            self._bred.append(given.event.data.body)

    def _next_generated(self) -> bytes:
        if not self._generated:
            self._generated = generate(self._seed * 1_000_000 + self._number, GENERATED_BATCH)
        return self._generated.pop()


def event_of(chance: Random, body: bytes, name: str) -> Envelope[PageFetched]:
    """Wrap a page as the fetch service would."""
    host = chance.choice(HOSTS)
    path = chance.choice((f"story/{name}", "", f"2024/05/04/{name}.html", "%D8%A7/?q=1", "a//b;c"))
    url = normalise_url(f"https://{host}/{path}")
    page = PageFetched(
        url=url,
        final_url=url,
        host=host_of(url),
        site=site_of(host_of(url)),
        content_type="text/html",
        charset=chance.choice(CHARSETS) if chance.random() < 0.3 else "utf-8",
        fetched_at=FETCHED_AT,
        body=body,
    )
    passport = Passport(
        submission_id=name,
        submitted_url=url,
        submitted_at=FETCHED_AT,
        hints=_HINTS if chance.random() < 0.1 else Hints(),
    )
    return Envelope(id=name, source="newsreel/fetch", time=FETCHED_AT, passport=passport, data=page)


def _signature(answer: ArticleExtracted | Ended) -> object:
    """Say of what kind an answer is: coarse enough that new ones stay rare."""
    if isinstance(answer, Ended):
        return answer.reason, (answer.detail or "").rstrip("0123456789 ")[:20]
    kinds = Counter(block.kind for block in answer.blocks)
    return (
        tuple(sorted(answer.sources.items())),
        tuple(sorted((kind, count.bit_length()) for kind, count in kinds.items())),
        answer.published_precision,
        answer.published_calendar,
        len(answer.text).bit_length(),
        answer.confidence > 0,
    )
