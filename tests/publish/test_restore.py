"""An older database, or an empty one, learns from the topic what was published."""

import dataclasses
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import TopicPartition

from schemas.envelope import Envelope, Message
from schemas.events import ArticlePublished, DuplicateOf, Outcome
from schemas.identity import outcome_id
from schemas.outcomes import Reason
from schemas.passport import Passport
from schemas.pipeline import OUTCOMES, PUBLISH, PUBLISHED
from services.publish import agent as publish
from services.publish.decided import Candidate, Say
from services.publish.first_answer import note_answers, own_answer
from services.publish.restore import read_back, read_gone, restore, restore_gone
from services.publish.revisions.found import found_in
from services.publish.revisions.known import Duplicate
from services.publish.rows.decisions import KEPT, Made
from services.publish.rules import PublishRules
from services.publish.stories.story import Story
from services.publish.tables import TOPICS
from services.settings import Settings
from services.stage.continuity.watch import Continuity
from services.stage.kafka.brokers import Seen
from services.stage.record import Record
from services.stage.store.store import Store
from tests.support.articles import article
from tests.support.decisions import decide_on_all

RULES = PublishRules(cosmetic_share=0.01, cosmetic_revisions=False, publish_copies=True)
AT = datetime(2026, 3, 1, tzinfo=UTC)
ARTICLE = "0" * 32


def published(revision: int, text: str) -> Envelope[ArticlePublished]:
    """A revision on the topic; it was fetched that many hours after the start."""
    at = AT + timedelta(hours=revision)
    extracted = article(text, fetched_at=at).model_dump()
    data = ArticlePublished(
        **extracted, enricher_version="1", revision=revision, changed_fields=["text"],
        first_seen_at=AT, revised_at=at, submission_id=f"s{revision}",
    )  # fmt: skip
    passport = Passport(submission_id=f"s{revision}", submitted_url=data.url, submitted_at=AT)
    return Envelope(f"event-{revision}", "newsreel/publish", at, passport, data)


def seen(envelope: Envelope[ArticlePublished], answer: str, made: str = "again") -> Candidate:
    """The article as a later delivery, or another submission, brings it."""
    data = envelope.data
    made_then = Made(envelope.id, made)
    return Candidate(
        outcome_id(answer), None, made_then, data.article_id, found_in(data), AT, RULES
    )


async def test_an_empty_store_goes_on_from_the_revision_that_is_on_the_topic(store: Store) -> None:
    await store.call(restore, read_back(published(3, "third")))
    same = await store.call(decide_on_all, seen(published(3, "third"), "same"))
    newer = await store.call(decide_on_all, seen(published(4, "fourth"), "newer"))
    assert (same.decision.reason, same.decision.revision) == (Reason.SAME_CONTENT, 3)
    assert (newer.decision.reason, newer.decision.revision) == (Reason.REVISION, 4)
    assert newer.decision.first_seen_at == AT


async def test_what_the_store_knows_better_stays(store: Store) -> None:
    lacking = await store.call_many(
        restore, [read_back(published(n, str(n))) for n in (2, 3, 1, 3)]
    )
    assert lacking == [True, True, False, False]
    assert await store.call(restore, read_back(published(1, "1"))) is False
    known = await store.call(decide_on_all, seen(published(3, "3"), "same"))
    assert (known.decision.reason, known.decision.revision) == (Reason.SAME_CONTENT, 3)


async def test_an_event_whose_article_was_read_back_is_answered_and_not_published_again(
    store: Store,
) -> None:
    await store.call(restore, read_back(published(1, "first")))
    again = await store.call(decide_on_all, seen(published(1, "first"), "s1"))
    assert (again.decision.reason, again.decision.revision) == (Reason.NEW, 1)
    assert again.say is Say.ANSWER


async def test_an_article_that_was_read_back_keeps_its_story_which_goes_on_growing(
    store: Store,
) -> None:
    envelope = published(1, "first")
    story = {"story_id": "other", "story_size": 4, "story_position": 3}
    data = envelope.data.model_copy(update=story)
    await store.call(restore, read_back(dataclasses.replace(envelope, data=data)))
    newer = await store.call(decide_on_all, seen(published(2, "second"), "newer"))
    assert newer.decision.story == Story("other", 4, 3)


async def test_an_article_that_was_read_back_is_still_a_copy_of_the_earlier_one(
    store: Store,
) -> None:
    envelope = published(2, "second")
    copy = DuplicateOf(article_id="earlier", similarity=0.8, first_seen_at=AT)
    data = envelope.data.model_copy(update={"duplicate_of": copy})
    await store.call(restore, read_back(dataclasses.replace(envelope, data=data)))
    newer = await store.call(decide_on_all, seen(published(3, "third"), "newer"))
    assert newer.decision.duplicate == Duplicate("earlier", 0.8, AT)


def removal(revision: int, hour: int = 5) -> Record:
    """A key without a value, as it lies on the topic since that hour."""
    headers = [("ce_id", b"gone"), ("newsreel_revision", str(revision).encode())]
    at = AT + timedelta(hours=hour)
    return Record(PUBLISHED.name, 0, 0, at, Message(ARTICLE.encode(), None, headers))


async def gone(store: Store, *records: Record) -> None:
    """Learn what has gone, as the agent does behind the articles of the same records."""
    await store.call_many(restore_gone, [each for record in records if (each := read_gone(record))])


@pytest.mark.parametrize("is_compacted", [True, False])
async def test_an_article_that_has_gone_goes_on_with_its_revisions_where_only_the_topic_knows(
    store: Store, is_compacted: bool
) -> None:
    """Sinks know its last revision, and would leave out another article's first."""
    if not is_compacted:
        await store.call(restore, read_back(published(3, "third")))
    await gone(store, removal(3))
    late = await store.call(decide_on_all, seen(published(4, "fourth"), "late"))
    back = await store.call(decide_on_all, seen(published(6, "third"), "back"))
    same = await store.call(decide_on_all, seen(published(7, "third"), "same"))
    answers = [(each.decision.reason, each.decision.revision) for each in (late, back, same)]
    assert answers == [(Reason.OUTDATED, 3), (Reason.REVISION, 4), (Reason.SAME_CONTENT, 4)]


async def test_an_article_that_came_back_has_not_gone(store: Store) -> None:
    await gone(store, removal(2))
    await store.call(restore, read_back(published(3, "third")))
    await gone(store, removal(2))
    same = await store.call(decide_on_all, seen(published(6, "third"), "same"))
    assert (same.decision.reason, same.decision.revision) == (Reason.SAME_CONTENT, 3)


def test_a_message_without_a_value_that_names_no_revision_says_nothing() -> None:
    assert read_gone(Record(PUBLISHED.name, 0, 0, AT, Message(b"a" * 32, None, []))) is None
    assert read_gone(removal(3)) is not None


def answered(reason: Reason, submission: str, at: datetime) -> Envelope[Outcome]:
    """An answer of publish's own, as it lies on the topic."""
    data = Outcome(
        submission_id=submission,
        url="https://paper.test/a",
        outcome=reason.outcome,
        reason=reason,
        stage="publish",
        article_id="earlier",
        revision=2,
        submitted_at=at,
        decided_at=at,
    )
    passport = Passport(submission_id=submission, submitted_url=data.url, submitted_at=at)
    return Envelope(outcome_id(submission), "newsreel/publish", at, passport, data)


async def test_what_was_answered_before_is_not_decided_anew(store: Store) -> None:
    """The texts by which it was a copy are not on the topic."""
    answer = own_answer(answered(Reason.DUP_CONTENT, "s1", AT), AT)
    assert answer is not None
    await store.call(note_answers, answer)
    again = await store.call(decide_on_all, seen(published(1, "first"), "s1"))
    assert (again.decision.reason, again.say) == (Reason.DUP_CONTENT, Say.NOTHING)
    other = await store.call(decide_on_all, seen(published(1, "first"), "s2"))
    assert other.decision.reason is Reason.NEW


def test_an_answer_that_may_be_replaced_or_that_nobody_can_ask_again_is_not_learnt() -> None:
    week = KEPT
    assert own_answer(answered(Reason.UNEXPECTED, "s1", AT), AT) is None
    assert own_answer(answered(Reason.NEW, "s1", AT), AT + week * 2) is None


class Unread:
    """Stand in for brokers that have one answer, which the group has not read."""

    async def partitions(self, topics: Sequence[str]) -> list[TopicPartition]:
        return [TopicPartition(topic, 0) for topic in topics if topic == OUTCOMES.name]

    async def committed(self, *_: object) -> dict[TopicPartition, int]:
        return {}

    async def look(self, places: Sequence[TopicPartition], _: object) -> dict[TopicPartition, Seen]:
        return dict.fromkeys(places, Seen("id", 0, 1, None))

    async def read(
        self, place: TopicPartition, start: int, end: int
    ) -> AsyncIterator[list[Record]]:
        yield [Record(place.topic, 0, start, AT, Message(None, None, []))][: end - start]

    async def stop(self) -> None: ...


async def test_all_answers_are_learnt_before_the_first_event(store: Store) -> None:
    learnt: list[Record] = []

    async def learn(records: Sequence[Record]) -> None:
        learnt.extend(records)

    stage: Any = SimpleNamespace(step=PUBLISH, settings=Settings())
    brokers: Any = Unread()
    part = Continuity(stage, store, TOPICS, {OUTCOMES: learn}, publish.ahead, brokers)
    await part.start()
    await part.stop()
    assert [each.topic for each in learnt] == [OUTCOMES.name]
