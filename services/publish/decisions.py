"""Decisions in the store: taken once for each answer, however often its events are delivered.

A submission may bring several events, and one event may be made several times, with other content
each time: a stage that was killed works again on what it had not committed. The first to get here
decides. It lies on the topic until it is published and answered, so the others say nothing at all.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, Row, delete, select

from schemas.outcomes import Reason
from schemas.pipeline import ACCEPTED, ENRICHED, EXTRACTED, FETCHED, SUBMITTED
from services.publish.alike import Alike
from services.publish.articles import (
    forget_blank,
    lock_articles,
    pack_duplicate,
    save_articles,
    unpack_duplicate,
)
from services.publish.history import pack_change, save_revisions, unpack_change
from services.publish.keyed_rows import Old
from services.publish.revisions.decide import (
    Decision,
    PublishRules,
    after,
    decide,
    decide_on_copy,
    held_until,
    own_id,
    stands_apart,
)
from services.publish.revisions.found import Found
from services.publish.revisions.known import Duplicate, Known
from services.publish.stories.stories import Stories
from services.publish.stories.story import Story, pack_story, unpack_story
from services.publish.tables import DECISIONS
from services.stage.store.lookup import read_rows
from services.stage.store.rows import write_rows

KEPT_SECONDS = max(
    topic.retention_seconds for topic in (SUBMITTED, ACCEPTED, FETCHED, EXTRACTED, ENRICHED)
)
"""An event of any topic before us that is delivered again may bring its submission here again."""


class Made(NamedTuple):
    """One making of an enriched event: its id alone does not name its content."""

    event_id: str
    """Id of the event that it is published as."""
    at: str
    """ISO 8601, UTC; empty where the decision was read back from the topic."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One enriched article as it reached the store."""

    answer_id: str
    """Id of the submission's final answer."""
    supersedes: str | None
    """Id of the answer that this one replaces: what was decided for it is said again."""
    made: Made
    article_id: str
    found: Found
    now: datetime
    rules: PublishRules


@dataclass(frozen=True, slots=True)
class Stored:
    """A decision as the store keeps it."""

    made: Made
    """What was decided on."""
    article_id: str
    decision: Decision


class Say(StrEnum):
    """How much of a decision is to be sent."""

    ALL = "all"
    """The article, if one is published, and the answer."""
    ANSWER = "answer"
    """The answer: the article is on the topic, or a later revision, which it would bury."""
    HOLD = "hold"
    """Nothing yet: it is decided on when the article's interval has ended."""
    NOTHING = "nothing"
    """What was decided on is another event, which still lies on the topic or has been answered."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision, and what this event is to say of it."""

    article_id: str
    decision: Decision
    say: Say
    until: datetime | None = None
    """When the interval ends."""


def decide_all(connection: Connection, items: Sequence[Seen]) -> Sequence[Verdict]:
    """Decide on each item in order, in one transaction and few statements.

    The articles are locked before the decisions are read: of two workers that have the same event,
    one decides and the other finds the decision.
    """
    articles = lock_articles(connection, {seen.article_id for seen in items})
    answers = {seen.answer_id for seen in items} | {s.supersedes for s in items if s.supersedes}
    decisions = taken(connection, answers)
    fresh, changed = dict[str, Stored](), dict[str, Known]()
    alike = Alike(connection, articles)
    alike.look_up(
        seen.found.marks
        for seen in items
        if seen.answer_id not in decisions and seen.article_id not in articles
    )
    stories = Stories(connection)
    _look_up_stories(stories, alike, items, decisions, articles)
    verdicts = []
    for seen in items:
        stored = decisions.get(seen.answer_id)
        if stored is None:
            stored = _replaced(seen, decisions)
            if stored is None:
                seen = _under_its_id(connection, seen, articles)
                known = articles.get(seen.article_id)
                copied = alike.duplicate(seen.article_id, seen.found) if known is None else None
                if copied and (copied.similarity == 1 or not seen.rules.publish_copies):
                    stored = _copy(seen, copied, alike.known(copied.article_id))
                else:
                    decision = decide(known, seen.found, seen.now, seen.rules)
                    until = held_until(known, decision, seen.rules)
                    if until is not None:
                        verdicts.append(Verdict(seen.article_id, decision, Say.HOLD, until))
                        continue
                    story = _story(stories, seen, decision, known)
                    decision = replace(
                        decision, duplicate=copied or decision.duplicate, story=story
                    )
                    stored = Stored(seen.made, seen.article_id, decision)
                    later = after(known, seen.found, decision)
                    if later is not known:
                        articles[seen.article_id] = changed[seen.article_id] = later
                    if decision.reason in (Reason.NEW, Reason.REVISION):
                        alike.add(seen.article_id, seen.found.marks, seen.now, known)
            decisions[seen.answer_id] = fresh[seen.answer_id] = stored
        verdicts.append(_verdict(seen, stored, articles.get(stored.article_id)))
    save_articles(connection, changed)
    forget_blank(connection, {seen.article_id for seen in items} - articles.keys())
    alike.save()
    stories.save()
    save_decisions(connection, fresh)
    save_revisions(connection, [(each.article_id, each.decision) for each in fresh.values()])
    return verdicts


def forget_before(connection: Connection, olds: Sequence[Old]) -> Sequence[int]:
    """Drop old decisions, the oldest first; say how many.

    Articles stay: they are what tells a revision from news.
    """
    before = max(old.before for old in olds).astimezone(UTC).isoformat()
    found = select(DECISIONS.c.answer_id).where(DECISIONS.c.decided_at < before)
    some = found.order_by(DECISIONS.c.decided_at).limit(max(old.at_most for old in olds))
    dropped = connection.execute(delete(DECISIONS).where(DECISIONS.c.answer_id.in_(some))).rowcount
    return [dropped] * len(olds)


def _look_up_stories(
    stories: Stories,
    alike: Alike,
    items: Sequence[Seen],
    decisions: Mapping[str, Stored],
    articles: Mapping[str, Known],
) -> None:
    fresh = [each for each in items if each.answer_id not in decisions and each.rules.stories_days]
    new = [
        each.found.profile
        for each in fresh
        if each.article_id not in articles and not alike.has(each.found.marks)
    ]
    known = [articles[each.article_id].story for each in fresh if each.article_id in articles]
    stories.look_up(filter(None, new), [story.id for story in known if story])


def _story(stories: Stories, seen: Seen, decision: Decision, known: Known | None) -> Story | None:
    """Return the story of an article that is new, or has a revision."""
    days = seen.rules.stories_days
    if decision.reason is Reason.NEW and days and seen.found.profile is not None:
        return stories.place(seen.article_id, seen.found.profile, seen.now, days)
    if decision.reason is Reason.REVISION and known is not None:
        return stories.as_now(known.story)
    return None


def _copy(seen: Seen, copied: Duplicate, known: Known) -> Stored:
    """Decide on what is another article's text: that one is the answer."""
    decision = decide_on_copy(copied, known.revision, seen.now)
    return Stored(seen.made, copied.article_id, decision)


def _under_its_id(connection: Connection, seen: Seen, articles: dict[str, Known]) -> Seen:
    """Give a page that is not the article whose canonical URL it names the id of its own URL."""
    if not stands_apart(articles.get(seen.article_id), seen.found):
        return seen
    own = own_id(seen.article_id, seen.found)
    if own not in articles:
        articles |= lock_articles(connection, {own})
    return replace(seen, article_id=own, found=replace(seen.found, canonical_url=seen.found.url))


def _replaced(seen: Seen, decisions: Mapping[str, Stored]) -> Stored | None:
    """Return what was decided on this very event before it became a dead letter."""
    stored = decisions.get(seen.supersedes) if seen.supersedes else None
    return stored if stored is not None and stored.made == seen.made else None


def _verdict(seen: Seen, stored: Stored, known: Known | None) -> Verdict:
    say = Say.ALL
    if stored.made.event_id == seen.made.event_id and not stored.made.at:
        say = Say.ANSWER
    elif stored.made != seen.made:
        say = Say.NOTHING
    elif known is not None and known.revision > stored.decision.revision:
        say = Say.ANSWER
    return Verdict(stored.article_id, stored.decision, say)


def taken(connection: Connection, answers: Collection[str]) -> dict[str, Stored]:
    """Read the decisions that were taken for answers."""
    rows = read_rows(connection, DECISIONS, DECISIONS.c.answer_id, answers)
    return {row.answer_id: _stored(row) for row in rows}


def _stored(row: Row[Any]) -> Stored:
    decision = Decision(
        Reason.read(row.reason),
        row.revision,
        tuple(orjson.loads(row.changed_fields)),
        datetime.fromisoformat(row.first_seen_at),
        datetime.fromisoformat(row.decided_at),
        unpack_change(row.change),
        unpack_duplicate(row.duplicate),
        unpack_story(row.story),
    )
    return Stored(Made(row.event_id, row.made_at), row.article_id, decision)


def save_decisions(connection: Connection, fresh: dict[str, Stored]) -> None:
    """Write decisions, but over none that is there."""
    rows = [
        {
            "answer_id": answer_id,
            "event_id": stored.made.event_id,
            "made_at": stored.made.at,
            "article_id": stored.article_id,
            "revision": stored.decision.revision,
            "reason": stored.decision.reason.value,
            "changed_fields": orjson.dumps(list(stored.decision.changed_fields)),
            "first_seen_at": stored.decision.first_seen_at.isoformat(),
            "decided_at": stored.decision.decided_at.isoformat(),
            "change": pack_change(stored.decision.change),
            "duplicate": pack_duplicate(stored.decision.duplicate),
            "story": pack_story(stored.decision.story),
        }
        for answer_id, stored in sorted(fresh.items())
    ]
    write_rows(connection, DECISIONS, rows, replace=False)
