"""What publish decides, on both databases: once for each event, however often it is delivered."""

import asyncio
import dataclasses
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Connection, select

from schemas.outcomes import Reason
from schemas.pipeline import ENRICH, EXTRACT, FETCH, INTAKE, PUBLISH
from services.publish.decided import Candidate, Decided, Say
from services.publish.retract import Retraction, retract
from services.publish.revisions.fingerprints import CONTENT_FIELDS
from services.publish.revisions.found import Found
from services.publish.revisions.known import Gone
from services.publish.rows.decisions import KEPT, Made, forget_before
from services.publish.rules import PublishRules
from services.publish.tables import DECISIONS, METADATA, instant_text
from services.publish.texts.contents import Content
from services.stage.store.store import Store
from tests.support.decisions import decide_on_all
from tests.support.stores import running

START = datetime(2026, 3, 1, tzinfo=UTC)
RULES = PublishRules(cosmetic_share=0.01, cosmetic_revisions=False, publish_copies=True)
CANONICAL, AMP, MOBILE = "https://a.example/1", "https://amp.a.example/1", "https://m.a.example/1"


def seen(
    event: str,
    text: str = "first",
    via: str = CANONICAL,
    article: str = "a",
    answer: str | None = None,
    made: str = "once",
    fetched: int | None = None,
    supersedes: str | None = None,
) -> Candidate:
    """An enriched article of a submission of its own; the event's last letters are its time.

    It was fetched then, too, or `fetched` seconds after the start.
    """
    prints = dict.fromkeys(CONTENT_FIELDS, "-") | {"text": text}
    seconds = int.from_bytes(event[-3:].encode())
    now = START + timedelta(seconds=seconds)
    fetched_at = now if fetched is None else START + timedelta(seconds=fetched)
    found = Found(via, CANONICAL, prints, fetched_at, Content(text=text))
    return Candidate(answer or event, supersedes, Made(event, made), article, found, now, RULES)


@dataclass(frozen=True)
class Case:
    """Events in order, and the reason and revision of each."""

    name: str
    events: list[Candidate]
    answers: list[tuple[Reason, int]]


N, R, S, D = Reason.NEW, Reason.REVISION, Reason.SAME_CONTENT, Reason.DUP_CANONICAL
OLD = Reason.OUTDATED
CASES = [
    Case("a first article is new", [seen("e1")], [(N, 1)]),
    Case("the same content is unchanged", [seen("e1"), seen("e2")], [(N, 1), (S, 1)]),
    Case("changed content is a revision", [seen("e1"), seen("e2", "new")], [(N, 1), (R, 2)]),
    Case(
        "content that goes back is one more revision",
        [seen("e1"), seen("e2", "new"), seen("e3"), seen("e4")],
        [(N, 1), (R, 2), (R, 3), (S, 3)],
    ),
    Case(
        "another address of a known article never revises it",
        [seen("e1"), seen("e2", "shorter", AMP), seen("e3", "other", MOBILE)],
        [(N, 1), (D, 1), (D, 1)],
    ),
    Case(
        "the address that brought it first may revise it, and so may the canonical one",
        [seen("e1", via=AMP), seen("e2", "new", AMP), seen("e3", "newer"), seen("e4", "x", MOBILE)],
        [(N, 1), (R, 2), (R, 3), (D, 3)],
    ),
    Case(
        "two articles do not know each other",
        [seen("e1"), seen("e2", "x", article="b"), seen("e3", "y")],
        [(N, 1), (N, 1), (R, 2)],
    ),
    Case(
        "a redelivered event gets its decision again",
        [seen("e1"), seen("e1"), seen("e2", "new"), seen("e2", "new")],
        [(N, 1), (N, 1), (R, 2), (R, 2)],
    ),
    Case(
        "a page that was fetched before the one that is known never revises it",
        [seen("e1", "newer", fetched=20), seen("e2", "older", fetched=10)],
        [(N, 1), (OLD, 1)],
    ),
    Case(
        "the canonical page does not revise its article either, if its mobile one is newer",
        [seen("e1", "newer", MOBILE, fetched=20), seen("e2", "older", fetched=10)],
        [(N, 1), (OLD, 1)],
    ),
    Case(
        "an older page that says the same is unchanged",
        [seen("e1", fetched=20), seen("e2", fetched=10)],
        [(N, 1), (S, 1)],
    ),
    Case(
        "a page is older, too, than one that showed the article as it was known",
        [seen("e1", fetched=10), seen("e2", fetched=30), seen("e3", "other", fetched=20)],
        [(N, 1), (S, 1), (OLD, 1)],
    ),
    Case(
        "an older page that says the same does not make a later one older",
        [seen("e1", fetched=20), seen("e2", fetched=5), seen("e3", "other", fetched=20)],
        [(N, 1), (S, 1), (R, 2)],
    ),
]


Deliver = Callable[[Store, list[Candidate]], Awaitable[list[Decided]]]


async def one_by_one(store: Store, events: list[Candidate]) -> list[Decided]:
    return [await store.call(decide_on_all, event) for event in events]


async def together(store: Store, events: list[Candidate]) -> list[Decided]:
    return await asyncio.gather(*(store.call(decide_on_all, event) for event in events))


@pytest.mark.parametrize("deliver", [one_by_one, together])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_decisions(store: Store, case: Case, deliver: Deliver) -> None:
    answers = await deliver(store, case.events)
    assert [(a.decision.reason, a.decision.revision) for a in answers] == case.answers


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_a_second_delivery_after_a_restart_decides_the_same(url: str, case: Case) -> None:
    answers = []
    for _ in range(2):
        async with running(url, "publish", METADATA) as store:
            answers.append([a.decision for a in await one_by_one(store, case.events)])
    assert answers[0] == answers[1]


async def test_a_revision_says_what_changed_and_keeps_the_first_instant(store: Store) -> None:
    first, second = await one_by_one(store, [seen("e1"), seen("e2", "new")])
    assert second.decision.changed_fields == ("text",)
    assert second.decision.first_seen_at == first.decision.first_seen_at
    assert second.decision.decided_at == seen("e2").now


async def test_an_old_event_that_comes_again_is_known_to_be_overtaken(store: Store) -> None:
    answers = await one_by_one(
        store, [seen("e1"), seen("e2", "new"), seen("e1"), seen("e2", "new")]
    )
    assert [answer.say for answer in answers] == [Say.ALL, Say.ALL, Say.ANSWER, Say.ALL]


async def test_a_submission_fetched_twice_is_decided_on_once_and_the_second_says_nothing(
    store: Store,
) -> None:
    first, second, again = await one_by_one(
        store,
        [
            seen("e1", answer="s"),
            seen("e2", "other text", article="b", answer="s"),
            seen("e1", answer="s"),
        ],
    )
    assert [v.say for v in (first, second, again)] == [Say.ALL, Say.NOTHING, Say.ALL]
    assert second.decision == first.decision
    assert second.article_id == first.article_id == "a"
    assert (await store.call(decide_on_all, seen("e3", article="b"))).decision.reason is N


@pytest.mark.parametrize("deliver", [one_by_one, together])
async def test_an_event_made_again_with_another_text_says_nothing(
    store: Store, deliver: Deliver
) -> None:
    events = [seen("e1"), seen("e1", "changed", made="again"), seen("e1")]
    answers = await deliver(store, events)
    assert [answer.say for answer in answers] == [Say.ALL, Say.NOTHING, Say.ALL]
    assert (await store.call(decide_on_all, seen("e2"))).decision.reason is S


async def test_an_event_that_was_parked_after_its_decision_is_published_on_retry(
    store: Store,
) -> None:
    retried = seen("e1", answer="second", supersedes="first")
    answers = await one_by_one(store, [seen("e1", answer="first"), retried, retried])
    assert [(a.decision.reason, a.decision.revision) for a in answers] == [(N, 1)] * 3
    assert [answer.say for answer in answers] == [Say.ALL] * 3


@pytest.mark.parametrize("days", [0, 30])
async def test_a_letter_is_published_on_retry_though_its_decision_is_forgotten(
    store: Store, days: int
) -> None:
    retry_at = START + timedelta(days=days, hours=1)
    events = [seen("e1"), seen("e2", "new", answer="first")]
    _, second = await one_by_one(store, events)
    await one_by_one(store, [seen("e3", "new")])  # another submission finds nothing new
    letter = seen("e2", "new", answer="second", supersedes="first")
    retried = dataclasses.replace(letter, now=retry_at)
    forgotten = await store.run(forget_before, retry_at - KEPT, 10)
    assert forgotten == (3 if days else 0)
    answers = await one_by_one(store, [retried, retried])
    assert [(answer.decision, answer.say) for answer in answers] == [(second.decision, Say.ALL)] * 2


async def test_a_letter_that_was_never_decided_on_does_not_publish_what_others_published(
    store: Store,
) -> None:
    await one_by_one(store, [seen("e5")])
    (answer,) = await one_by_one(store, [seen("e1", answer="second", supersedes="first")])
    assert answer.decision.reason is S


async def test_two_workers_with_the_same_events_decide_the_same(url: str) -> None:
    events = [seen(f"e{n}", article=f"article-{n % 20}", text=str(n % 3)) for n in range(200)]
    shuffled = random.Random(7).sample(events, len(events))
    async with (
        running(url, "publish", METADATA) as one,
        running(url, "publish", METADATA) as other,
    ):
        first, second = await asyncio.gather(together(one, events), together(other, shuffled))
        again = await together(one, events)
    by_event = {
        event.made.event_id: answer.decision for event, answer in zip(shuffled, second, strict=True)
    }
    assert [answer.decision for answer in first] == [
        by_event[event.made.event_id] for event in events
    ]
    assert [answer.decision for answer in again] == [answer.decision for answer in first]
    news = [answer for answer in again if answer.decision.reason is Reason.NEW]
    assert len(news) == 20


async def test_an_article_that_is_gone_comes_back_as_its_next_revision(store: Store) -> None:
    known = await one_by_one(store, [seen("e1", fetched=10)])
    gone = Retraction("a", Gone("answer", START + timedelta(seconds=20)))
    retracted = await store.call(retract, gone)
    assert retracted is not None
    assert (retracted.revision, retracted.url) == (1, CANONICAL)
    late, back, same = await one_by_one(
        store,
        [seen("e2", "late", fetched=15), seen("e3", fetched=30), seen("e4", fetched=40)],
    )
    answers = [(each.decision.reason, each.decision.revision) for each in (late, back, same)]
    assert answers == [(OLD, 1), (R, 2), (S, 2)]
    assert back.decision.changed_fields == ()
    assert back.decision.first_seen_at == known[0].decision.first_seen_at


async def test_an_article_is_retracted_once_and_only_by_what_is_newer(store: Store) -> None:
    await one_by_one(store, [seen("e1", fetched=10)])
    older, first, other = (
        Retraction("a", Gone(name, START + timedelta(seconds=at)))
        for name, at in (("older", 5), ("first", 20), ("other", 21))
    )
    unknown = Retraction("nobody knows it", first.gone)
    for item, is_told in ((older, False), (first, True), (other, False), (unknown, False)):
        assert (await store.call(retract, item) is not None) == is_told
    assert await store.call(retract, first) is not None  # delivered again, it is told again
    await one_by_one(store, [seen("e2", fetched=30)])
    assert await store.call(retract, first) is None  # it would bury what came back


async def test_an_event_that_comes_again_does_not_undo_that_its_article_is_gone(
    store: Store,
) -> None:
    first, second = seen("e1", answer="first"), seen("e2", "new")
    await one_by_one(store, [first, second])
    gone = Gone("answer", START + timedelta(days=900))
    assert await store.call(retract, Retraction("a", gone)) is not None
    retried = seen("e1", answer="retry", supersedes="first")
    answers = await one_by_one(store, [first, second, retried])
    assert [answer.say for answer in answers] == [Say.ANSWER] * 3
    assert [answer.decision.reason for answer in answers] == [N, R, N]


async def test_another_address_does_not_bring_back_an_article_that_is_gone(store: Store) -> None:
    await one_by_one(store, [seen("e1", fetched=10)])
    await store.call(retract, Retraction("a", Gone("answer", START + timedelta(seconds=20))))
    (answer,) = await one_by_one(store, [seen("e2", via=AMP, fetched=30)])
    assert (answer.decision.reason, answer.article_id) == (D, "a")


def decided_on(connection: Connection) -> set[str]:
    """The answers whose decisions are remembered."""
    return set(connection.execute(select(DECISIONS.c.answer_id)).scalars())


def at(instant: datetime, event: str, text: str = "first") -> Candidate:
    return dataclasses.replace(seen(event, text), now=instant)


async def test_old_decisions_are_forgotten_and_young_ones_stay(store: Store) -> None:
    instants = [START + timedelta(hours=hours) for hours in (0, 1, 2, 3)]
    # the fraction of a second makes another length of text, not another order
    instants[1] += timedelta(microseconds=1)
    await one_by_one(store, [at(when, f"e{n}", f"text {n}") for n, when in enumerate(instants)])
    before = (START + timedelta(hours=2)).astimezone(timezone(timedelta(hours=9)))
    assert await store.run(forget_before, before, 10) == 2
    assert await store.run(decided_on) == {"e2", "e3"}
    assert await store.run(forget_before, before, 10) == 0


def test_texts_of_instants_compare_as_they_do_beside_those_without_a_fraction_too() -> None:
    instants = [START + timedelta(microseconds=each) for each in (-1, 0, 1, 999_999, 1_000_000)]
    texts = [instant_text(each) for each in instants]
    older = [each.isoformat() for each in instants]
    assert texts == sorted(texts)
    assert [texts[n] > older[n - 1] and older[n] > texts[n - 1] for n in range(1, 5)] == [True] * 4
    assert instant_text(START.astimezone(timezone(timedelta(hours=9)))) == instant_text(START)


async def test_a_forgotten_decision_leaves_the_article_known(store: Store) -> None:
    await one_by_one(store, [at(START, "e1")])
    assert await store.run(forget_before, START + timedelta(days=1), 10) == 1
    again = await store.call(decide_on_all, at(START + timedelta(days=9), "e2", "new"))
    assert (again.decision.reason, again.decision.revision) == (R, 2)
    assert again.decision.first_seen_at == START


async def test_many_old_decisions_go_in_parts_and_the_oldest_first(store: Store) -> None:
    hours = [2, 0, 1]
    await one_by_one(store, [at(START + timedelta(hours=h), f"e{h}", str(h)) for h in hours])
    assert await store.run(forget_before, START + timedelta(days=1), 2) == 2
    assert await store.run(decided_on) == {"e2"}


def test_a_decision_outlives_whatever_may_bring_its_submission_again() -> None:
    way = (INTAKE, FETCH, EXTRACT, ENRICH, PUBLISH)
    for topic in (step.consumes[0] for step in way):
        assert timedelta(seconds=topic.longest_seconds) <= KEPT
