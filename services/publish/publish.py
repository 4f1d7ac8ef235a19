"""Decide whether an article is new, revised or unchanged. Pure: no Kafka, no clock, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import blake2b

import orjson

from schemas.events import ArticleEnriched, ArticlePublished, Change, DuplicateOf
from schemas.identity import article_id
from schemas.outcomes import Reason
from schemas.passport import Passport
from schemas.story_url import is_edition, spelling, story_url
from schemas.url import parse_url
from services.publish.signs import signs_of
from services.publish.stories.profile import Profile, profile_of
from services.publish.stories.story import Story
from services.publish.texts.agreement import agree
from services.publish.texts.changes import compare
from services.publish.texts.contents import Content, content_of, pack, unpack
from services.publish.texts.likeness import Marks, marks_of
from services.stage.endings import Ended, Published

CONTENT_FIELDS = (
    "title",
    "subtitle",
    "text",
    "authors",
    "published_at",
    "section",
    "tags",
    "image",
    "language",
    "paywalled",
)
"""What a reader would call a change; views, fetch time or our own scores are not."""
WORDS = frozenset(("title", "subtitle", "text"))
"""Those whose change may be cosmetic."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An earlier article with the same text, or nearly."""

    article_id: str
    similarity: float
    """0 to 1; 1 is every word."""
    first_seen_at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """The latest revision of an article, as the store has it."""

    revision: int
    fingerprints: Mapping[str, str]
    """Content field -> hash of its value."""
    first_seen_at: datetime
    via: str
    """The URL at which it was found first."""
    fetched_at: datetime
    """When the newest page that counted was fetched."""
    url: str
    """Canonical URL."""
    content: bytes
    """Its words, packed."""
    duplicate: Duplicate | None = None
    """Set if it was nearly another's when it was new."""
    story: Story | None = None
    """As of its latest revision."""
    gone: "Gone | None" = None
    """Set while it is not there."""
    revised_at: datetime | None = None
    """When the latest revision was decided; None: not known."""


@dataclass(frozen=True, slots=True)
class Gone:
    """That an article is no longer there."""

    by: str
    """Id of the answer that said so."""
    at: datetime


@dataclass(frozen=True)
class Found:
    """An article as a page had it. What costs most, marks and profile, is made when asked for."""

    url: str
    """Where it was found."""
    canonical_url: str
    fingerprints: Mapping[str, str]
    """Content field -> hash of its value."""
    fetched_at: datetime
    content: Content
    when: datetime | None = None
    """When it came out, as far as stories go; None: it is to have no story."""

    @cached_property
    def marks(self) -> Marks:
        """What its text is found again by."""
        return marks_of(self.content)

    @cached_property
    def profile(self) -> Profile | None:
        """What its story is found by, if it has one."""
        return None if self.when is None else profile_of(self.content, self.when)


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on one enriched event; the same on every redelivery."""

    reason: Reason
    revision: int
    changed_fields: tuple[str, ...]
    first_seen_at: datetime
    decided_at: datetime
    change: Change | None = None
    duplicate: Duplicate | None = None
    story: Story | None = None


@dataclass(frozen=True, slots=True)
class PublishRules:
    """What the operator decides."""

    cosmetic_share: float
    """Share of the words below which a change counts as cosmetic, 0 to 1."""
    cosmetic_revisions: bool
    """Whether such a change makes a revision."""
    publish_copies: bool
    """Whether what is nearly another's text is published, with the flag."""
    stories_days: float = 0
    """How long a story waits for its next article; 0: no stories."""
    interval_seconds: float = 0
    """Least time between two revisions of an article; 0: none."""


def fingerprints(article: ArticleEnriched) -> dict[str, str]:
    """Hash of each content field, 64 bits in hex."""
    data = article.model_dump(mode="json", include=set(CONTENT_FIELDS))
    data["tags"] = sorted(set(article.tags))  # their order tells nothing
    return {
        field: blake2b(
            orjson.dumps(data[field], option=orjson.OPT_SORT_KEYS), digest_size=8
        ).hexdigest()
        for field in CONTENT_FIELDS
    }


def found_in(article: ArticleEnriched, with_story: bool = False) -> Found:
    """Lay out what a page had; `with_story`: so that it may have one."""
    where = article.url, article.canonical_url
    when = _when(article) if with_story else None
    return Found(*where, fingerprints(article), article.fetched_at, content_of(article), when)


def _when(article: ArticleEnriched) -> datetime:
    """When it was published; when it was fetched, where the page says no hour, or one to come."""
    stated = article.published_at
    if stated is None or article.published_precision == "day" or stated > article.fetched_at:
        return article.fetched_at
    return stated


def stands_apart(known: Known | None, found: Found) -> bool:
    """Tell whether a page is not the article whose canonical URL it names.

    Only where it was found elsewhere; what the canonical URL itself shows is its article.
    """
    if known is None or may_revise(known, found):
        return False
    return not agree(unpack(known.content), found.content)


def may_revise(known: Known, found: Found) -> bool:
    """Tell whether a page stands at the address that brought the article first, or its own."""
    own = spelling(found.url)
    if own == spelling(known.via):
        return True
    if own != spelling(found.canonical_url):
        return False
    return own == spelling(known.url) or not is_edition(found.url)


def own_id(claimed: str, found: Found) -> str:
    """Id of an article under the URL at which it was found, where it has no right to `claimed`."""
    own = article_id(story_url(found.url))
    return own if own != claimed else article_id(found.url)


def after(known: Known | None, found: Found, decision: Decision) -> Known:
    """Return what is known of an article once the decision is taken."""
    prints = found.fingerprints
    if known is None:
        first_seen_at, packed = decision.first_seen_at, pack(found.content)
        where = found.url, found.fetched_at, found.canonical_url
        known = Known(1, prints, first_seen_at, *where, packed, decision.duplicate, decision.story)
        return replace(known, revised_at=decision.decided_at)
    if decision.reason is Reason.REVISION:
        return replace(
            known,
            revision=decision.revision,
            fingerprints=prints,
            fetched_at=found.fetched_at,
            via=_first_address(known, found),
            content=pack(found.content),
            story=decision.story,
            gone=None,
            revised_at=decision.decided_at,
        )
    if decision.reason is Reason.SAME_CONTENT and found.fetched_at > known.fetched_at:
        return replace(known, fetched_at=found.fetched_at)
    return known


def _first_address(known: Known, found: Found) -> str:
    """The address that may revise it beside the canonical one: none that showed another story."""
    is_first = spelling(found.url) == spelling(known.via)
    if not is_first and not agree(unpack(known.content), found.content):
        return found.url
    return known.via


def decide_on_copy(duplicate: Duplicate, revision: int, now: datetime) -> Decision:
    """Answer for the earlier article: this one adds nothing."""
    return Decision(Reason.DUP_CONTENT, revision, (), duplicate.first_seen_at, now)


def decide(known: Known | None, found: Found, now: datetime, rules: PublishRules) -> Decision:
    """Compare an article as it was found with what is known of it.

    Another address of a known article (AMP, mobile, print) never revises it: the variants would
    take turns. Only the canonical URL, or the address that brought it first, can. Nor does a page
    that was fetched before the newest one that is known: it shows how the article was. An article
    that was gone and is there again is a revision, changed or not.
    """
    if known is None:
        return Decision(Reason.NEW, 1, (), now, now)
    if not may_revise(known, found):
        return Decision(Reason.DUP_CANONICAL, known.revision, (), known.first_seen_at, now)
    prints = found.fingerprints
    changed = tuple(f for f in CONTENT_FIELDS if known.fingerprints.get(f) != prints[f])
    if not changed and known.gone is None:
        return Decision(Reason.SAME_CONTENT, known.revision, (), known.first_seen_at, now)
    if found.fetched_at < (known.gone.at if known.gone else known.fetched_at):
        return Decision(Reason.OUTDATED, known.revision, (), known.first_seen_at, now)
    change = compare(unpack(known.content), found.content, rules.cosmetic_share)
    is_cosmetic = change.kind == "cosmetic" and WORDS.issuperset(changed) and known.gone is None
    if is_cosmetic and not rules.cosmetic_revisions:
        return Decision(Reason.SAME_CONTENT, known.revision, (), known.first_seen_at, now)
    if change.kind == "cosmetic" and not is_cosmetic:
        change = change.model_copy(update={"kind": "update"})
    revision, first = known.revision + 1, known.first_seen_at
    return Decision(
        Reason.REVISION, revision, changed, first, now, change, duplicate=known.duplicate
    )


def held_until(known: Known | None, decision: Decision, rules: PublishRules) -> datetime | None:
    """Return when a revision may be published that comes too soon after the one before.

    What was gone and is there again does not wait.
    """
    if decision.reason is not Reason.REVISION or not rules.interval_seconds:
        return None
    if known is None or known.revised_at is None or known.gone is not None:
        return None
    until = known.revised_at + timedelta(seconds=rules.interval_seconds)
    return until if decision.decided_at < until else None


def publish(article: ArticleEnriched, passport: Passport, decision: Decision) -> Published | Ended:
    """Turn a decision into what leaves the stage."""
    if decision.reason not in (Reason.NEW, Reason.REVISION):
        return Ended(decision.reason, article_id=article.article_id, revision=decision.revision)
    story = decision.story
    published = ArticlePublished(
        **{name: getattr(article, name) for name in ArticleEnriched.model_fields},
        revision=decision.revision,
        changed_fields=list(decision.changed_fields),
        change=decision.change,
        duplicate_of=_stated(decision.duplicate),
        story_id=story.id if story else None,
        story_size=story.size if story else None,
        story_position=story.position if story else None,
        first_seen_at=decision.first_seen_at,
        revised_at=decision.decided_at,
        submission_id=passport.submission_id,
        attrs=passport.attrs,
    )
    article_id, revision = article.article_id, decision.revision
    return Published(published, decision.reason, article_id, revision, signs=signs_of(article))


def _stated(duplicate: Duplicate | None) -> DuplicateOf | None:
    if duplicate is None:
        return None
    return DuplicateOf(
        article_id=duplicate.article_id,
        similarity=duplicate.similarity,
        first_seen_at=duplicate.first_seen_at,
    )


def under(article: ArticleEnriched, decided_id: str) -> ArticleEnriched:
    """Give an article that stands apart the URL at which it was found."""
    if decided_id == article.article_id:
        return article
    own = parse_url(article.url)
    return article.model_copy(
        update={
            "article_id": decided_id,
            "canonical_url": own.href,
            "host": own.host,
            "site": own.site,
            "sources": {**article.sources, "canonical_url": "url"},
        }
    )
