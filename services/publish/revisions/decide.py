"""Decide whether an article is new, revised or unchanged. Pure: no Kafka, clock or database."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from schemas.events import Change
from schemas.identity import article_id
from schemas.outcomes import Reason
from schemas.story_url import is_edition, spelling, story_url
from services.publish.revisions.found import CONTENT_FIELDS, Found
from services.publish.revisions.known import Duplicate, Known
from services.publish.stories.story import Story
from services.publish.texts.agreement import agree
from services.publish.texts.changes import compare
from services.publish.texts.contents import pack, unpack

WORDS = frozenset(("title", "subtitle", "text"))
"""Those whose change may be cosmetic."""


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


def decide(known: Known | None, found: Found, now: datetime, rules: PublishRules) -> Decision:
    """Compare an article as it was found with what is known of it.

    Only its canonical URL, or the address that brought it first, may revise an article: the others
    (AMP, mobile, print) would take turns. Nor do those bring back one that is gone: of a takedown
    they often stay. A page that was fetched before the newest one known shows how the article was,
    and does not revise it either. An article that was gone and is there again is a revision,
    changed or not.
    """
    if known is None:
        return Decision(Reason.NEW, 1, (), now, now)
    if not may_revise(known, found):
        return Decision(Reason.DUP_CANONICAL, known.revision, (), known.first_seen_at, now)
    changed = _changed_fields(known, found)
    if not changed and known.gone is None:
        return Decision(Reason.SAME_CONTENT, known.revision, (), known.first_seen_at, now)
    if _is_older(known, found):
        return Decision(Reason.OUTDATED, known.revision, (), known.first_seen_at, now)
    change = compare(unpack(known.content), found.content, rules.cosmetic_share)
    is_cosmetic = change.kind == "cosmetic" and WORDS.issuperset(changed) and known.gone is None
    if is_cosmetic and not rules.cosmetic_revisions:
        return Decision(Reason.SAME_CONTENT, known.revision, (), known.first_seen_at, now)
    if change.kind == "cosmetic" and not is_cosmetic:
        change = change.model_copy(update={"kind": "update"})
    return Decision(
        reason=Reason.REVISION,
        revision=known.revision + 1,
        changed_fields=changed,
        first_seen_at=known.first_seen_at,
        decided_at=now,
        change=change,
        duplicate=known.duplicate,
    )


def _is_older(known: Known, found: Found) -> bool:
    """Tell whether a page shows how the article was, not how it is."""
    if known.gone is not None:
        return found.fetched_at < known.gone.at
    return found.fetched_at < known.fetched_at and not _was_another_story(known, found)


def _was_another_story(known: Known, found: Found) -> bool:
    """Tell whether all that is known is a page elsewhere that named this URL as its canonical."""
    is_elsewhere = spelling(found.url) != spelling(known.via)
    return known.revision == 1 and is_elsewhere and not agree(unpack(known.content), found.content)


def may_have_made(known: Known, found: Found, before: datetime) -> bool:
    """Tell whether a page may be what the latest revision was decided on, before an instant."""
    if known.gone is not None or known.revised_at is None or not may_revise(known, found):
        return False
    is_in_time = found.fetched_at <= known.revised_at < before
    return is_in_time and not _changed_fields(known, found)


def decision_on_latest(
    known: Known, changed_fields: tuple[str, ...], change: Change | None
) -> Decision:
    """Return what was decided when the latest revision was made, as far as it is still known."""
    return Decision(
        reason=Reason.NEW if known.revision == 1 else Reason.REVISION,
        revision=known.revision,
        changed_fields=changed_fields,
        first_seen_at=known.first_seen_at,
        decided_at=known.revised_at or known.first_seen_at,
        change=change,
        duplicate=known.duplicate,
        story=known.story,
    )


def _changed_fields(known: Known, found: Found) -> tuple[str, ...]:
    return tuple(
        field
        for field in CONTENT_FIELDS
        if known.fingerprints.get(field) != found.fingerprints[field]
    )


def may_revise(known: Known, found: Found) -> bool:
    """Tell whether a page stands at the address that brought the article first, or its own."""
    own = spelling(found.url)
    if own == spelling(known.via):
        return True
    if own != spelling(found.canonical_url):
        return False
    return own == spelling(known.url) or not is_edition(found.url)


def stands_apart(known: Known | None, found: Found) -> bool:
    """Tell whether a page is not the article whose canonical URL it names.

    Only where it was found elsewhere; what the canonical URL itself shows is its article.
    """
    if known is None or may_revise(known, found):
        return False
    return not agree(unpack(known.content), found.content)


def own_id(claimed: str, found: Found) -> str:
    """Id of an article under the URL at which it was found, where it has no right to `claimed`."""
    own = article_id(story_url(found.url))
    return own if own != claimed else article_id(found.url)


def decide_on_copy(duplicate: Duplicate, revision: int, now: datetime) -> Decision:
    """Answer for the earlier article: this one adds nothing."""
    return Decision(Reason.DUP_CONTENT, revision, (), duplicate.first_seen_at, now)


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


def known_after(known: Known | None, found: Found, decision: Decision) -> Known:
    """Return what is known of an article once the decision is taken."""
    prints = found.fingerprints
    if known is None:
        return Known(
            revision=1,
            fingerprints=prints,
            first_seen_at=decision.first_seen_at,
            via=found.url,
            fetched_at=found.fetched_at,
            url=found.canonical_url,
            content=pack(found.content),
            duplicate=decision.duplicate,
            story=decision.story,
            revised_at=decision.decided_at,
        )
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
