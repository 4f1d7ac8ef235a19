"""`articles.enriched.v1` → publish → `articles.published.v1` and the final answer."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, timedelta
from functools import partial
from typing import Any

from faust.types import StreamT

from schemas.envelope import Envelope, Message
from schemas.events import ArticleEnriched, ArticlePublished, Outcome
from schemas.identity import event_id
from schemas.outcomes import Reason
from schemas.passport import Passport
from schemas.pipeline import ENRICHED, OUTCOMES, PUBLISH, PUBLISHED
from schemas.topic import Topic
from services import metrics
from services.clock import now, steady
from services.publish.copies import TEXTS
from services.publish.decide_all import decide_all
from services.publish.decided import Candidate, Say, TooSoon
from services.publish.first_answer import note_answers, other_answer, own_answer, repeat_answer
from services.publish.keyed_rows import forget_oldest
from services.publish.publish import ending
from services.publish.restore import read_back, read_gone, restore, restore_gone
from services.publish.retract import end_messages, ends_of, retract, retraction, tell_followers
from services.publish.revisions.decide import Decision
from services.publish.revisions.found import found_in
from services.publish.rows.decisions import KEPT, Made, forget_before, load_decisions
from services.publish.rows.held import claim_due, drop_sent, held, held_among, hold
from services.publish.rules import PublishRules
from services.publish.sightings import note_sightings, sighting
from services.publish.stories.rows import BY_KEY
from services.publish.tables import METADATA, TOPICS
from services.stage.continuity.learn import learn_by
from services.stage.continuity.watch import Continuity
from services.stage.endings import Done, Ended, Published, Said
from services.stage.housekeeping import FORGET_EVERY_SECONDS
from services.stage.record import Record
from services.stage.stage import Stage
from services.stage.store.store import forget_in_parts, store_of

DECISIONS_AT_ONCE = 10_000
"""Forgotten in one transaction: few enough that new decisions do not wait for long."""
TEXTS_AT_ONCE = 300
"""As `DECISIONS_AT_ONCE`, but each has 33 rows."""
STORIES_AT_ONCE = 300
"""As `DECISIONS_AT_ONCE`, but each has up to 65 rows."""
PUT_BACK_EVERY_SECONDS = 2.0
HELD_AT_ONCE = 200
"""Put back with one claim, which they must reach the broker in."""


stage = Stage(PUBLISH)
app = stage.app
store = store_of(stage.settings, "publish", METADATA)
stage.use(store)
RULES = PublishRules.of(stage.settings)


async def learn_published(envelopes: Sequence[Envelope[ArticlePublished]]) -> None:
    """Learn what was published by a process whose database is gone."""
    await store.call_many(restore, [read_back(envelope) for envelope in envelopes])


async def learn_answers(envelopes: Sequence[Envelope[Outcome]]) -> None:
    """Learn which answers such a process knew of: its own, and those of other stages."""
    at = now()
    answers = [own_answer(each, at) or other_answer(each) for each in envelopes]
    await store.call_many(note_answers, [answer for answer in answers if answer])


learn_articles = learn_by(lambda record: record.decode(PUBLISHED), learn_published)


async def learn_states(records: Sequence[Record]) -> None:
    """Learn of each article what is its latest state: a revision, or that it has gone."""
    await learn_articles(records)
    found = [gone for record in records if (gone := read_gone(record))]
    await store.call_many(restore_gone, found)


follow = {PUBLISHED: learn_states, OUTCOMES: learn_by(stage.decode, learn_answers)}
ahead = [OUTCOMES]
"""Of an event that comes again, an older database does not know the answer."""


async def put_back_lost(envelopes: Sequence[Envelope[ArticleEnriched]]) -> None:
    """Put events back on the topic that the store knows nothing of: it held them."""
    events = {each.passport.answer_id: each for each in envelopes}
    decided, waiting = await asyncio.gather(
        store.run(load_decisions, events.keys()), store.run(held_among, events.keys())
    )
    unknown = events.keys() - decided.keys() - waiting
    lost = [held(event, now()).message for key, event in events.items() if key in unknown]
    await asyncio.gather(*(stage.producer.send(ENRICHED, message) for message in lost))


holding = {ENRICHED: learn_by(stage.decode, put_back_lost)}
"""What else to learn where events are held."""
learnt = follow | holding if stage.settings.publish_interval_minutes else follow
stage.use(Continuity(stage, store, TOPICS, learnt, ahead))


@app.agent(stage.source)
async def publish_articles(stream: StreamT[bytes]) -> None:
    """Publish what is new or changed, and answer every submission."""
    await stage.drain(stream, handle, in_order_of_key=True)


async def forget_old() -> None:
    """Drop decisions whose events are out of every topic, and old texts and stories."""
    at = steady.now()
    texts_before = at - timedelta(days=stage.settings.publish_copies_days)
    stories_before = at - timedelta(days=RULES.stories_days)
    await forget_in_parts(store, forget_before, at - KEPT, DECISIONS_AT_ONCE)
    await forget_in_parts(store, forget_oldest, TEXTS, texts_before, TEXTS_AT_ONCE)
    await forget_in_parts(store, forget_oldest, BY_KEY, stories_before, STORIES_AT_ONCE)


async def put_back() -> None:
    """Put revisions whose interval has ended back on our own topic."""
    while events := await store.run(claim_due, now(), HELD_AT_ONCE):
        unsent = await stage.producer.send_many(ENRICHED, [each.message for each in events])
        pairs = zip(events, unsent, strict=True)
        sent = [event for event, problem in pairs if problem is None]
        if not sent:
            return
        await store.run(drop_sent, sent)


stage.every(PUT_BACK_EVERY_SECONDS, put_back)
stage.every(FORGET_EVERY_SECONDS, forget_old)


async def handle(envelope: Envelope[Any]) -> Published | Ended | Done | Said:
    """Decide on an article, take note of another stage's answer, or retract what it calls gone."""
    if not isinstance(envelope.data, Outcome):
        return await decide_once(envelope)
    if other := other_answer(envelope):
        return repeat_answer(envelope, await store.call(note_answers, other))
    if seen := sighting(envelope.data):
        await store.call(note_sightings, seen)
        return Done()
    gone = retraction(envelope, now())
    if gone is None:
        return Done()
    known = await store.call(retract, gone)
    return tell_followers(envelope, known)


async def decide_once(envelope: Envelope[ArticleEnriched]) -> Published | Ended | Done:
    """Let the store decide, once for each answer."""
    decided = await store.call(decide_all, candidate(envelope))
    if isinstance(decided, TooSoon):
        await store.call(hold, held(envelope, decided.until))
        metrics.HELD_REVISIONS.inc()
        return Done()
    end = ending(envelope, decided)
    if decided.say is Say.ALL:
        _count(envelope, decided.decision)
    if isinstance(end, Published):
        return replace(end, look_again=partial(say_end, decided.article_id, envelope.passport))
    return end


async def say_end(article_id: str, passport: Passport) -> tuple[tuple[Topic, Message], ...]:
    """Say that an article has gone where that was decided while another process sent a revision.

    Its end may lie before that revision, which would be the latest state of it for good.
    """
    return end_messages(await store.call(ends_of, article_id), passport)


def candidate(envelope: Envelope[ArticleEnriched]) -> Candidate:
    """Lay an event before the store."""
    article = envelope.data
    return Candidate(
        answer_id=envelope.passport.answer_id,
        supersedes=envelope.passport.supersedes,
        made=Made(event_id(envelope.id, PUBLISHED.name), envelope.time.astimezone(UTC).isoformat()),
        article_id=article.article_id,
        found=found_in(article, with_story=RULES.stories_days > 0),
        now=now(),
        rules=RULES,
    )


def _count(envelope: Envelope[ArticleEnriched], decision: Decision) -> None:
    reason, story = decision.reason, decision.story
    if not decision.publishes:
        metrics.DUPLICATES.labels(reason.value).inc()
        return
    if reason is Reason.REVISION:
        metrics.REVISIONS.inc()
    elif story is not None:
        metrics.STORIES.labels("begun" if story.position == 1 else "joined").inc()
        metrics.STORIES.labels("merged").inc(len(story.merged))
    metrics.END_TO_END.observe((now() - envelope.passport.submitted_at).total_seconds())
    if envelope.data.published_at is not None:
        metrics.FRESHNESS.observe((now() - envelope.data.published_at).total_seconds())
