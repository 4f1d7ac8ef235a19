"""The whole flow on one page: which stage consumes what and produces what.

    urls.submitted ─► intake ─► urls.accepted ─► fetch ─► pages.fetched ─► extract
        ─► articles.extracted ─► enrich ─► articles.enriched ─► publish ─► articles.published

Every stage may also end a URL's way on `urls.outcomes` and keep what nobody foresaw on its own
dead-letter topic. `ledger` follows the submissions and the outcomes, keeps the account, and says
which site is not as usual.
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
from schemas.outcomes import OutcomeKind

MEGABYTE = 1_000_000
PAGE_BYTES = 12 * MEGABYTE
"""A page of 10 MB that does not compress, its headers, and room to spare."""
HOUR_MS = 3_600_000
HOUR = 1
DAY = 24 * HOUR
SEGMENT_MAX_HOURS = 7 * DAY
"""Kafka's own default."""
COMPACTION_HOURS = 30 * DAY
"""What was retracted or replaced is gone from a compacted topic by then, however large it is; and
no topic is written anew more often for it. Kafka by itself waits until half of it is old."""

TOMBSTONE_HOURS = 30 * DAY
"""How long a key without value stays once what it ended is gone: Kafka by itself keeps it for a
day, and who was away for longer, or has lost a store, would take the article for there."""


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
        """How we compress it: where others read, with what every client has as installed.

        An article costs 0.15 ms with gzip and 0.05 ms with zstd; a page is packed as it is.
        """
        if self.event is not None and has_body(self.event):
            return "none"
        return "gzip" if self.public else "zstd"

    @property
    def segment_hours(self) -> int:
        """After how long Kafka begins a new file, if not for its size.

        It deletes and compacts whole files, and never the one that it writes: on a topic of little
        traffic a message stays for so long on top.
        """
        if self.retention_hours is None:
            return DAY
        return min(max(HOUR, self.retention_hours // 7), SEGMENT_MAX_HOURS)

    @property
    def config(self) -> dict[str, str | int]:
        """Kafka's names and values for all this."""
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
    "articles.published.v1", "article_id", ArticlePublished, 12, None, PAGE_BYTES, True, public=True
)
RETRACTED = Topic("articles.retracted.v1", "article_id", ArticleRetracted, 12, 7 * DAY, public=True)
MERGED = Topic(
    "stories.merged.v1", "merged_story_id", StoriesMerged, 12, None, compacted=True, public=True
)
"""Kept for good, as the articles are: a story is merged once."""
OUTCOMES = Topic("urls.outcomes.v1", "submission_id", Outcome, 12, 30 * DAY, public=True)
SITES = Topic("sites.health.v1", "site", SiteHealth, 1, None, compacted=True, public=True)
"""Only sites that were ever unlike themselves, and only changes: a partition is plenty."""
CONTROL = Topic("control.v1", "key", None, 1, None, compacted=True)
"""Commands of operators (`schemas/control.py`). Every process of a stage reads all of it, without a
group; of each stage, host or submission the latest command holds. A submission's key without value
says that its withdrawal is over."""


@dataclass(frozen=True, slots=True)
class Step:
    """A stage: what it consumes, and what a success becomes."""

    stage: str
    does: str
    consumes: tuple[Topic, ...]
    produces: Topic | None = None
    also: tuple[Topic, ...] = ()
    """What else it sends."""
    reads_again: tuple[Topic, ...] = ()
    """What of its own it reads, without a group, where its store lacks what that says."""
    writes_again: tuple[Topic, ...] = ()
    """What it consumes and puts back, to be worked on later."""
    dead_letters: Topic = field(init=False)

    def __post_init__(self) -> None:
        """Derive the dead-letter topic: bytes as they came, the reason in headers."""
        letters = Topic(f"{self.stage}.dlq.v1", "", None, 1, 90 * DAY, PAGE_BYTES)
        object.__setattr__(self, "dead_letters", letters)

    @property
    def answers(self) -> bool:
        """Whether an event's way can end here; the ledger answers only what has no event left."""
        return self.produces is not None

    @property
    def reads(self) -> tuple[Topic, ...]:
        """All that it reads; the commands of operators, too."""
        return (*self.consumes, *self.reads_again, CONTROL)

    @property
    def writes(self) -> tuple[Topic, ...]:
        """All that it writes."""
        produces = (self.produces,) if self.produces else ()
        answers = (OUTCOMES,) if self.answers else ()
        return (*produces, *answers, *self.also, *self.writes_again, self.dead_letters)

    @property
    def group(self) -> str:
        """Consumer group, which is also the Faust app id."""
        return f"newsreel-{self.stage}"

    @property
    def module(self) -> str:
        """Module that holds the Faust app (`faust -A MODULE worker`)."""
        return f"services.{self.stage}.agent"


INTAKE = Step("intake", "Read and check submissions.", (SUBMITTED, OUTCOMES), ACCEPTED)
"""Follows the outcomes too, to know which URLs were answered a short while ago."""

FETCH = Step(
    "fetch",
    "Fetch pages, politely and safely.",
    (ACCEPTED, OUTCOMES),
    FETCHED,
    writes_again=(ACCEPTED,),
)
"""Follows the outcomes too: only a page whose answer stands may be asked for conditionally. Puts
back the URLs of its schedule when their time has come."""

EXTRACT = Step("extract", "Turn pages into articles.", (FETCHED,), EXTRACTED)
ENRICH = Step("enrich", "Add what the text says about itself.", (EXTRACTED,), ENRICHED)
PUBLISH = Step(
    "publish",
    "Decide new, revised, unchanged or gone; publish.",
    (ENRICHED, OUTCOMES),
    PUBLISHED,
    (RETRACTED, MERGED),
    reads_again=(PUBLISHED,),
    writes_again=(ENRICHED,),
)
"""Follows the outcomes too: an article that fetch no longer finds is retracted. Puts back on the
articles' topic what waits for the end of an article's interval."""

LEDGER = Step(
    "ledger",
    "Keep account of every submission.",
    (SUBMITTED, OUTCOMES),
    also=(OUTCOMES, SITES, CONTROL),
    reads_again=(SITES,),
)
"""Answers only what has no event left: see `expired_in_kafka`. Says of each site what is not as
usual, by the outcomes of its URLs. Takes a withdrawal off the commands once its answer has come."""


_WORK_AGAIN = (EXTRACT.stage, ENRICH.stage)


def is_put_right(answer: Outcome) -> bool:
    """Tell whether publish has the last word under the id of a stage's answer.

    Extract or enrich that works again after a kill may come to another end. A URL that comes to
    fetch again may become a dead letter though its page was passed on; or its id was submitted
    again, while a letter of a later stage was put back. Publish follows the outcomes and says,
    under the same id, the answer that stands. It may work again itself on what it has given up.
    """
    if answer.outcome is OutcomeKind.DEAD_LETTERED and answer.stage in (FETCH.stage, PUBLISH.stage):
        return True
    is_again = answer.stage == FETCH.stage and answer.supersedes is not None
    return is_again or answer.stage in _WORK_AGAIN


PIPELINE = (INTAKE, FETCH, EXTRACT, ENRICH, PUBLISH, LEDGER)

TOPICS = (
    SUBMITTED, ACCEPTED, FETCHED, EXTRACTED, ENRICHED, PUBLISHED, RETRACTED, MERGED, OUTCOMES,
    SITES, CONTROL,
    *(step.dead_letters for step in PIPELINE),
)  # fmt: skip


def step(stage: str) -> Step:
    """Look a stage up by its name, or raise `KeyError`."""
    return {each.stage: each for each in PIPELINE}[stage]
