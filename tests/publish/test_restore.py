"""An older database, or an empty one, learns from the topic what was published."""

import dataclasses
from datetime import UTC, datetime, timedelta

from schemas.envelope import Envelope
from schemas.events import ArticlePublished
from schemas.identity import outcome_id
from schemas.outcomes import Reason
from schemas.passport import Passport
from services.publish.decide_all import Candidate, Say
from services.publish.restore import read_back, restore
from services.publish.revisions.found import found_in
from services.publish.rows.decisions import Made
from services.publish.rules import PublishRules
from services.publish.stories.story import Story
from services.stage.store.store import Store
from tests.support.articles import article
from tests.support.decisions import decide_on_all

RULES = PublishRules(cosmetic_share=0.01, cosmetic_revisions=False, publish_copies=True)
AT = datetime(2026, 3, 1, tzinfo=UTC)


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
