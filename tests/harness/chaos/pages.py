"""The sample site's pages, by number: what each answers, and how its URL must end. Pure."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b
from html import escape

from schemas.outcomes import Reason

GOOD_HOSTS = 64
"""Enough that a delay per host does not serialise the run."""
TROUBLE_HOSTS = 2000
"""One failing page a host: three failures close a host for minutes, and others would wait."""
BLOCK = 100
"""Pages in a row of which exactly as many are of each kind as `WEIGHTS` says."""


class Kind(StrEnum):
    """How a page behaves."""

    PLAIN = "plain"
    SLOW = "slow"
    """Answers after some seconds."""
    CHANGING = "changing"
    """Has another text at each request."""
    MOVED = "moved"
    """A redirect to the article."""
    FLAPPING = "flapping"
    """Fails the first one or two times."""
    ERROR = "error"
    """Always 500."""
    RESET = "reset"
    """Always a reset connection."""
    MISSING = "missing"
    """404."""
    SHORT = "short"
    """Too little text for an article."""
    BINARY = "binary"
    """A PDF."""


WEIGHTS = {
    Kind.PLAIN: 72, Kind.CHANGING: 6, Kind.SLOW: 4, Kind.MOVED: 3, Kind.FLAPPING: 4,
    Kind.ERROR: 2, Kind.RESET: 1, Kind.MISSING: 3, Kind.SHORT: 3, Kind.BINARY: 2,
}  # fmt: skip

ENDS = {
    Kind.PLAIN: Reason.NEW,
    Kind.SLOW: Reason.NEW,
    Kind.CHANGING: Reason.NEW,
    Kind.MOVED: Reason.NEW,
    Kind.FLAPPING: Reason.NEW,
    Kind.ERROR: Reason.HTTP_5XX,
    Kind.RESET: Reason.CONNECT_ERROR,
    Kind.MISSING: Reason.HTTP_404,
    Kind.SHORT: Reason.TOO_SHORT,
    Kind.BINARY: Reason.UNSUPPORTED_TYPE,
}
"""The one right answer to the first submission of a page."""

TROUBLE = frozenset({Kind.FLAPPING, Kind.ERROR, Kind.RESET})
TROUBLE_A_BLOCK = sum(WEIGHTS[kind] for kind in TROUBLE)


@dataclass(frozen=True, slots=True)
class Site:
    """All pages of one seed, served on one port of many loopback addresses."""

    seed: int
    port: int

    def kind(self, number: int) -> Kind:
        """Return how page `number` behaves."""
        return _block(self.seed, number // BLOCK)[number % BLOCK]

    def host(self, number: int) -> str:
        """Return the loopback address that serves page `number`."""
        kinds = _block(self.seed, number // BLOCK)
        place = number % BLOCK
        if kinds[place] not in TROUBLE:
            return good_host(self._draw("host", number) % GOOD_HOSTS)
        before = number // BLOCK * TROUBLE_A_BLOCK + _count_trouble(kinds[:place])
        return trouble_host(before % TROUBLE_HOSTS)

    def url(self, number: int) -> str:
        """Return the URL to submit for page `number`."""
        return f"http://{self.host(number)}:{self.port}/news/{number}"

    def failures(self, number: int) -> int:
        """Return how often a flapping page fails before it answers."""
        return 1 + self._draw("failures", number) % 2

    def delay_seconds(self, number: int) -> float:
        """Return how long a slow page takes: there are always some in flight when a fetch dies."""
        return 2 + self._draw("delay", number) % 6000 / 1000

    def html(self, number: int, request: int = 0) -> str:
        """Return the article of page `number`; no sentence of it stands on another page.

        Page of a kind that changes: as it is at a `request`, counted from 1.
        """
        rng = random.Random(self._draw("text", number))
        title = f"{_name(rng)} {rng.choice(VERBS)} {rng.choice(OBJECTS)} in {_name(rng)} ({number})"
        count = 1 if self.kind(number) is Kind.SHORT else rng.randint(5, 9)
        sentences = 1 if count == 1 else 4
        body = "\n".join(f"<p>{_paragraph(rng, number, sentences)}</p>" for _ in range(count))
        if self.kind(number) is Kind.CHANGING:
            update = _paragraph(random.Random(f"{number}/{request}"), number, sentences)
            body += f"\n<p>Update {request}: {update}</p>"
        day = f"2026-{1 + number % 9:02}-{1 + number % 28:02}T{number % 24:02}:15:00+00:00"
        return PAGE.format(title=escape(title), day=day, author=_name(rng), body=body)

    def _draw(self, what: str, number: int) -> int:
        """Return a number that depends on nothing but the seed, the purpose and the page."""
        text = f"{self.seed}/{what}/{number}".encode()
        return int.from_bytes(blake2b(text, digest_size=8).digest())


@lru_cache(maxsize=1000)
def _block(seed: int, block: int) -> tuple[Kind, ...]:
    kinds = [kind for kind, weight in WEIGHTS.items() for _ in range(weight)]
    random.Random(f"{seed}/block/{block}").shuffle(kinds)
    return tuple(kinds)


def _count_trouble(kinds: Sequence[Kind]) -> int:
    return sum(kind in TROUBLE for kind in kinds)


def good_host(index: int) -> str:
    """Return the address of a host on which nothing fails."""
    return f"127.0.1.{1 + index}"


def trouble_host(index: int) -> str:
    """Return the address of a host with failing pages."""
    return f"127.0.{2 + index // 250}.{1 + index % 250}"


def page_number(path: str) -> int | None:
    """Return the number in `/news/N` or `/story/N`, else None."""
    _, _, tail = path.strip("/").partition("/")
    return int(tail) if tail.isdigit() else None


def _paragraph(rng: random.Random, number: int, sentences: int) -> str:
    return " ".join(_sentence(rng, number) for _ in range(sentences))


def _sentence(rng: random.Random, number: int) -> str:
    subject, place = f"{_name(rng)} {_name(rng)}", _name(rng)
    return (
        f"{subject} {rng.choice(VERBS)} {rng.choice(OBJECTS)} near {place}"
        f" {rng.choice(TIMES)}, as file {number} of the district office recorded."
    )


def _name(rng: random.Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(3)).capitalize()


SYLLABLES = [
    "ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "za",
    "dor", "fen", "gil", "har", "jan", "kos", "lum", "mir", "nel", "pat",
]  # fmt: skip
VERBS = ("opened", "repaired", "inspected", "sold", "described", "painted", "measured", "closed")
OBJECTS = (
    "the old bridge", "a weather station", "two ferries", "the town archive", "a solar field",
    "the northern canal", "a school kitchen", "the harbour lights", "a seed library",
)  # fmt: skip
TIMES = ("on Monday", "after the storm", "before noon", "this spring", "within a week", "at night")

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:type" content="article">
<meta property="article:published_time" content="{day}">
<meta name="author" content="{author}"></head>
<body><nav><a href="/">Home</a> <a href="/about">About</a></nav>
<main><article><h1>{title}</h1><p class="byline">By {author}</p>
{body}
</article></main><footer>The Sample Courier</footer></body></html>
"""
