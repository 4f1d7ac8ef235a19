"""The whole flow on one page: which stage consumes what and produces what.

    urls.submitted ─► intake ─► urls.accepted ─► fetch ─► pages.fetched ─► extract
        ─► articles.extracted ─► enrich ─► articles.enriched ─► publish ─► articles.published

Every stage may also answer a URL on `urls.outcomes`, and puts an event that it cannot handle on its
own dead-letter topic. `ledger` reads submissions and outcomes: it keeps account of every URL, and
says which sites are not as usual.
"""

import math
from dataclasses import dataclass, field
from typing import Literal

from schemas.events import (
    ArticleEnriched,
    ArticleExtracted,
    ArticlePublished,
    ArticleRetracted,
    Event,
    Outcome,
    PageFetched,
    SiteHealth,
    StoriesMerged,
    UrlAccepted,
    has_body,
)

MEGABYTE = 1_000_000
PAGE_BYTES = 12 * MEGABYTE
"""A page of 10 MB that does not compress, its headers, and room to spare."""
HOUR_MS = 3_600_000
HOUR = 1
DAY = 24 * HOUR
SEGMENT_MAX_HOURS = 7 * DAY
"""Kafka's own default."""
COMPACTION_HOURS = 30 * DAY
"""By then Kafka has removed what was replaced or retracted from a compacted topic. By default it
waits until half of the topic is old."""

TOMBSTONE_HOURS = 30 * DAY
"""How long a tombstone stays. Kafka's default is a day: a reader that was away for longer would
keep the article."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A Kafka topic as the contract wants it."""

    name: str
    key: str
    """Field of the event that is the message's key; empty: whatever the client chose."""
    event: type[Event] | None
    """Model of the value; None where the value is foreign bytes."""
    partitions: int
    """The ceiling of parallelism of whoever consumes it."""
    retention_hours: int | None
    """None: kept for good."""
    max_message_bytes: int = MEGABYTE
    compacted: bool = False
    public: bool = False
    """Whether users write or read it; the others belong to the stages."""

    @property
    def codec(self) -> Literal["gzip", "zstd", "none"]:
        """Compression: gzip where others read, since every client has it, else zstd.

        An article takes 0.15 ms with gzip, 0.05 ms with zstd. Pages are compressed already.
        """
        if self.event is not None and has_body(self.event):
            return "none"
        return "gzip" if self.public else "zstd"

    @property
    def segment_hours(self) -> int:
        """After how long Kafka begins a new segment file.

        It deletes and compacts whole files, and never the one that it writes to: on a quiet topic a
        message stays longer by as much.
        """
        if self.retention_hours is None:
            return DAY
        return min(max(HOUR, self.retention_hours // 7), SEGMENT_MAX_HOURS)

    @property
    def config(self) -> dict[str, str | int]:
        """The topic's configuration, by Kafka's names."""
        hours = self.retention_hours
        config: dict[str, str | int] = {
            "cleanup.policy": "compact" if self.compacted else "delete",
            "retention.ms": -1 if hours is None else hours * HOUR_MS,
            "segment.ms": self.segment_hours * HOUR_MS,
            "max.message.bytes": self.max_message_bytes,
        }
        if self.compacted:
            config["max.compaction.lag.ms"] = COMPACTION_HOURS * HOUR_MS
            config["delete.retention.ms"] = TOMBSTONE_HOURS * HOUR_MS
        return config

    @property
    def retention_seconds(self) -> float:
        """How long a message stays, seconds; infinite where kept for good."""
        return math.inf if self.retention_hours is None else self.retention_hours * 3600.0

    @property
    def longest_seconds(self) -> float:
        """How long a message may stay at most, seconds: it is deleted with the file it lies in."""
        return self.retention_seconds + self.segment_hours * 3600.0


SUBMITTED = Topic("urls.submitted.v1", "", None, 32, 7 * DAY, public=True)
ACCEPTED = Topic("urls.accepted.v1", "site", UrlAccepted, 32, 7 * DAY)
FETCHED = Topic("pages.fetched.v1", "site", PageFetched, 12, 7 * DAY, PAGE_BYTES)
EXTRACTED = Topic("articles.extracted.v1", "article_id", ArticleExtracted, 12, 2 * DAY, PAGE_BYTES)
ENRICHED = Topic("articles.enriched.v1", "article_id", ArticleEnriched, 12, 2 * DAY, PAGE_BYTES)
PUBLISHED = Topic(
    "articles.published.v1", "article_id", ArticlePublished, 12, None, PAGE_BYTES,
    compacted=True, public=True,
)  # fmt: skip
RETRACTED = Topic("articles.retracted.v1", "article_id", ArticleRetracted, 12, 7 * DAY, public=True)
MERGED = Topic(
    "stories.merged.v1", "merged_story_id", StoriesMerged, 12, None, compacted=True, public=True
)
"""Kept for good, as the articles are: a story is merged once."""
OUTCOMES = Topic("urls.outcomes.v1", "submission_id", Outcome, 12, 30 * DAY, public=True)
SITES = Topic("sites.health.v1", "site", SiteHealth, 1, None, compacted=True, public=True)
"""Only the changes of sites that were ever not as usual: one partition is enough."""
CONTROL = Topic("control.v1", "key", None, 1, None, compacted=True)
"""Commands of operators (`schemas/control.py`). Every process of a stage reads all of them, without
a group; the latest about a stage, host or submission holds. A tombstone ends a withdrawal."""


@dataclass(frozen=True, slots=True)
class Step:
    """A stage: the topics that it reads and writes."""

    stage: str
    does: str
    consumes: tuple[Topic, ...]
    produces: Topic | None = None
    """What a success becomes."""
    also_produces: tuple[Topic, ...] = ()
    restores_from: tuple[Topic, ...] = ()
    """Topics of its own that it reads, without a group, where its store lacks what they say."""
    requeues: tuple[Topic, ...] = ()
    """Topics that it consumes and puts events back on, to handle them later."""
    dead_letters: Topic = field(init=False)

    def __post_init__(self) -> None:
        """Derive the dead-letter topic: the event's bytes as they came, the reason in headers."""
        letters = Topic(f"{self.stage}.dlq.v1", "", None, 1, 90 * DAY, PAGE_BYTES)
        object.__setattr__(self, "dead_letters", letters)

    @property
    def answers(self) -> bool:
        """Whether it may answer an event's URL; the ledger only answers where no event is left."""
        return self.produces is not None

    @property
    def reads(self) -> tuple[Topic, ...]:
        """All topics that it reads; each stage reads the commands of operators."""
        return (*self.consumes, *self.restores_from, CONTROL)

    @property
    def writes(self) -> tuple[Topic, ...]:
        """All topics that it writes."""
        produces = (self.produces,) if self.produces else ()
        answers = (OUTCOMES,) if self.answers else ()
        return (*produces, *answers, *self.also_produces, *self.requeues, self.dead_letters)

    @property
    def group(self) -> str:
        """Consumer group, which is also the Faust app id."""
        return f"newsreel-{self.stage}"

    @property
    def module(self) -> str:
        """Module that holds the stage and its Faust app."""
        return f"services.{self.stage}.agent"


INTAKE = Step("intake", "Read and check submissions.", (SUBMITTED, OUTCOMES), ACCEPTED)
"""Reads the outcomes to know which URLs were answered a short while ago."""

FETCH = Step(
    "fetch",
    "Fetch pages, politely and safely.",
    (ACCEPTED, OUTCOMES),
    FETCHED,
    requeues=(ACCEPTED,),
)
"""Reads the outcomes since only a page whose answer stands may be asked for conditionally. Requeues
the URLs of its schedule when their time has come."""

EXTRACT = Step("extract", "Turn pages into articles.", (FETCHED,), EXTRACTED)
ENRICH = Step("enrich", "Add what the text says about itself.", (EXTRACTED,), ENRICHED)
PUBLISH = Step(
    "publish",
    "Decide new, revised, unchanged or gone; publish.",
    (ENRICHED, OUTCOMES),
    PUBLISHED,
    also_produces=(RETRACTED, MERGED),
    restores_from=(PUBLISHED,),
    requeues=(ENRICHED,),
)
"""Reads the outcomes to retract an article that fetch no longer finds. Requeues a revision that
comes too soon after the last one."""

LEDGER = Step(
    "ledger",
    "Keep account of every submission.",
    (SUBMITTED, OUTCOMES),
    also_produces=(OUTCOMES, SITES, CONTROL),
    restores_from=(SITES,),
)
"""Answers a URL whose event was deleted unread (`expired_in_kafka`), says by the outcomes which
sites are not as usual, and ends a withdrawal once its answer has come."""

PIPELINE = (INTAKE, FETCH, EXTRACT, ENRICH, PUBLISH, LEDGER)

TOPICS = (
    SUBMITTED, ACCEPTED, FETCHED, EXTRACTED, ENRICHED, PUBLISHED, RETRACTED, MERGED, OUTCOMES,
    SITES, CONTROL,
    *(step.dead_letters for step in PIPELINE),
)  # fmt: skip


def step(stage: str) -> Step:
    """Look a stage up by its name, or raise `KeyError`."""
    return {each.stage: each for each in PIPELINE}[stage]
