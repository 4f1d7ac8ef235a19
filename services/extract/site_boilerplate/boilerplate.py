"""Per-site memory: lines that recur on a site's other pages are its boilerplate.

Pure state: the site's latest pages as hashes of their lines. The guards are those measured in
extraction.md: at least 3 other articles, at least 30 % of the recent ones, lines of at most 60
tokens, the digits of dates and counters masked (`facts.py`), distinct canonical URLs, and never a
page that shares 40 % of its text.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.extract.body.shingles import tokens
from services.extract.site_boilerplate.facts import among_facts, masked

PAGES_LEAST = 3
"""Below three other pages, dropping cost more than it gained (.962 to .960 on scrapinghub)."""
PAGE_SHARE_LEAST = 0.3
LINE_TOKENS_MAX = 60
SAME_STORY_SHARE = 0.4
LINES_MAX = 2_000
PAGES_MAX = 40
PAGE_AGE_MAX = timedelta(days=30)
_SAMPLE_CHARS = 120
_TAGS = "# "


class SeenLine(NamedTuple):
    """What is learnt of a line: as little of a long one as of a short one."""

    hash: str
    """See `line_hash`."""
    tokens: int
    sample: str
    """Its beginning, at most 120 characters."""


class SeenPage(BaseModel):
    """An article that the site has shown."""

    model_config = ConfigDict(frozen=True)

    url: str = Field(description="Hash of its canonical URL.")
    at: AwareDatetime = Field(description="When it was extracted, UTC.")
    lines: dict[str, int] = Field(description="Hash of each line, and its tokens.")


class SiteMemory(BaseModel):
    """What is known of a site: its latest pages, newest last, at most 2,000 lines in all."""

    model_config = ConfigDict(frozen=True)

    pages: tuple[SeenPage, ...] = ()
    samples: dict[str, str] = Field(
        default_factory=dict, description="Text of the lines seen on more than one page."
    )
    since: dict[str, AwareDatetime] = Field(
        default_factory=dict, description="When each line was first seen a second time, UTC."
    )


def seen_lines(lines: Iterable[str]) -> tuple[SeenLine, ...]:
    """Describe lines by hash and length: of a million characters a worker's work, up to .2 s."""
    return tuple(
        SeenLine(line_hash(each), len(tokens(each)), each[:_SAMPLE_CHARS]) for each in lines
    )


def update(
    memory: SiteMemory, lines: Sequence[SeenLine], canonical_url: str, now: datetime
) -> SiteMemory:
    """Learn an article's first lines; the same URL again replaces what it showed before."""
    seen = {line.hash: line for line in lines[:LINES_MAX]}
    weights = {each: line.tokens for each, line in seen.items()}
    page = SeenPage(url=_hash(canonical_url), at=now, lines=weights)
    kept = [p for p in memory.pages if p.url != page.url and p.at > now - PAGE_AGE_MAX]
    pages = _bounded([*kept, page])
    counts = Counter(chain.from_iterable(each.lines for each in pages))
    texts = {each: line.sample for each, line in seen.items()}
    samples = {k: v for k, v in {**texts, **memory.samples}.items() if counts[k] > 1}
    since = {k: memory.since.get(k, now) for k in samples}
    return SiteMemory(pages=tuple(pages), samples=samples, since=since)


def boilerplate_lines(
    memory: SiteMemory,
    lines: Iterable[SeenLine],
    canonical_url: str,
    pages_least: int = PAGES_LEAST,
) -> frozenset[str]:
    """Return the hashes of the lines that are the site's, as seen from this article."""
    own, url = {line.hash: line.tokens for line in lines}, _hash(canonical_url)
    others = [p for p in memory.pages if p.url != url and not _same_story(own, p.lines)]
    needed = max(pages_least, PAGE_SHARE_LEAST * len(others))
    counts = Counter(chain.from_iterable(own.keys() & page.lines.keys() for page in others))
    return frozenset(
        line for line, n in counts.items() if n >= needed and own[line] <= LINE_TOKENS_MAX
    )


def unwanted(
    lines: Sequence[str],
    seen: Sequence[SeenLine],
    memory: SiteMemory | None,
    canonical_url: str,
) -> frozenset[int]:
    """Return the places of the site's own lines; none where little is known of it.

    `seen` describes the same lines.
    """
    if memory is None or len(memory.pages) < PAGES_LEAST:
        return frozenset()
    hashes = boilerplate_lines(memory, seen, canonical_url)
    if not hashes:  # as on most pages
        return frozenset()
    places = frozenset(place for place, line in enumerate(seen) if line.hash in hashes)
    return places - among_facts(lines, places)


def tag_line(tags: Sequence[str]) -> str:
    """Write an article's tags as a line: a tag block that recurs is the site's own."""
    return f"{_TAGS}{' | '.join(tags)}"


def believed(memory: SiteMemory) -> dict[str, str]:
    """Return the lines held for boilerplate now: hash and a sample of the text."""
    counts = Counter(line for page in memory.pages for line in page.lines)
    needed = max(PAGES_LEAST, PAGE_SHARE_LEAST * len(memory.pages))
    return {line: text for line, text in memory.samples.items() if counts[line] >= needed}


def line_hash(line: str) -> str:
    """Hash a line; where its digits are a counter's or a date's, they change and it does not."""
    return _hash(masked(line))


def _same_story(own: dict[str, int], other: dict[str, int]) -> bool:
    """Return whether two pages tell the same story: 40 % of the shorter text is shared."""
    shared = sum(map(own.__getitem__, own.keys() & other.keys()))
    shorter = min(sum(own.values()), sum(other.values()))
    return shared >= SAME_STORY_SHARE * shorter if shorter else True


def _bounded(pages: list[SeenPage]) -> list[SeenPage]:
    """Keep the newest pages within the caps; the last one is always kept."""
    kept: list[SeenPage] = []
    lines = 0
    for page in reversed(pages[-PAGES_MAX:]):
        lines += len(page.lines)
        if kept and lines > LINES_MAX:
            break
        kept.append(page)
    return kept[::-1]


def _hash(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()
