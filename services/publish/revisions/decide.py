"""Decide whether an article is new, revised or unchanged. Pure: no Kafka, clock or database."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from schemas.events import Change
from schemas.outcomes import Reason
from services.publish.revisions.addresses import (
    first_address,
    is_own_address,
    may_revise,
    was_another_story,
)
from services.publish.revisions.fingerprints import CONTENT_FIELDS
from services.publish.revisions.found import Found
from services.publish.revisions.known import Duplicate, Known
from services.publish.rules import PublishRules
from services.publish.stories.story import Story
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

    @property
    def publishes(self) -> bool:
        """Whether the article is published; else the answer is all that is said."""
        return self.reason in (Reason.NEW, Reason.REVISION)


def decide(known: Known | None, found: Found, now: datetime, rules: PublishRules) -> Decision:
    """Compare an article as it was found with what is known of it.

    Only its canonical URL, or the address that brought it first, may revise an article: the others
    (AMP, mobile, print) would take turns. Nor do those bring back one that is gone: of a takedown
    they often stay. A page that was fetched before the newest one known, or before fetch found it
    as published, shows how the article was, and does not revise it either. An article that was gone
    and is there again is a revision, changed or not.
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
    if was_another_story(known, found):
        return False
    is_in_between = known.unchanged_at and known.fetched_at < found.fetched_at < known.unchanged_at
    return bool(is_in_between) or found.fetched_at < known.fetched_at


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
        if known.fingerprints.get(field)
        not in (found.fingerprints[field], found.former_fingerprints.get(field, ""))
    )


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
    is_own = is_own_address(found.url, found.canonical_url)
    if known is None:
        first_seen_at, duplicate = decision.first_seen_at, decision.duplicate
        known = Known(0, {}, first_seen_at, "", found.fetched_at, "", b"", duplicate)
    if is_own and not known.own_seen:
        known = replace(known, own_seen=True)
    if decision.publishes:
        return replace(
            known,
            revision=decision.revision,
            fingerprints=found.fingerprints,
            fetched_at=found.fetched_at,
            via=first_address(known, found),
            url=known.url or found.canonical_url,
            content=pack(found.content),
            story=decision.story,
            gone=None,
            unchanged_at=None,
            revised_at=decision.decided_at,
        )
    if decision.reason is Reason.SAME_CONTENT and found.fetched_at > known.fetched_at:
        return replace(known, fetched_at=found.fetched_at)
    return known
