"""The whole flow on one page: which stage consumes what and produces what.

    urls.submitted ─► intake ─► urls.accepted ─► fetch ─► pages.fetched ─► extract
        ─► articles.extracted ─► enrich ─► articles.enriched ─► publish ─► articles.published

Every stage may also answer a URL on `urls.outcomes`, and puts an event that it cannot handle on its
own dead-letter topic. `ledger` reads submissions and outcomes: it keeps account of every URL, and
says which sites are not as usual.
"""

from dataclasses import dataclass, field

from schemas.events import (
    ArticleEnriched,
    ArticleExtracted,
    ArticlePublished,
    ArticleRetracted,
    Outcome,
    PageFetched,
    SiteHealth,
    StoriesMerged,
    UrlAccepted,
)
from schemas.topic import DAY, PAGE_BYTES, Topic

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
    def source(self) -> str:
        """CloudEvents `source` of its events."""
        return f"newsreel/{self.stage}"

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
