"""The account of every URL, on both databases: the first final answer stands."""

import asyncio
import itertools
import math
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine

from schemas.events import Outcome
from schemas.identity import outcome_id
from schemas.outcomes import OutcomeKind, Reason
from services.ledger.account import enter, forget
from services.ledger.ended import EndedQuery, ended_counts, ended_entries
from services.ledger.ledger import Answered, Entry, Submitted
from services.ledger.queries import balance, find, open_entries, outstanding
from services.ledger.tables import METADATA
from services.stage.store.store import Store
from tests.support.stores import running

AT = datetime(2026, 3, 1, tzinfo=UTC)
URL = "https://a.example/1"
Fact = Submitted | Answered


def submitted(id_: str = "s", at: float = AT.timestamp(), url: str = URL) -> Submitted:
    return Submitted(id_, url, at)


def answered(
    reason: Reason = Reason.NEW,
    id_: str = "s",
    supersedes: str | None = None,
    own: str = "",
    stage: str = "publish",
) -> Answered:
    outcome = Outcome(
        submission_id=id_, url=URL, outcome=reason.outcome, reason=reason, stage=stage,
        article_id="a" * 32, submitted_at=AT, decided_at=AT, supersedes=supersedes,
    )  # fmt: skip
    return Answered(own or outcome_id(id_, supersedes), outcome)


DEAD = answered(Reason.UNEXPECTED)
RETRIED = answered(Reason.NEW, supersedes=DEAD.outcome_id)
LOST = answered(Reason.EXPIRED_IN_KAFKA, stage="ledger")
FOUND = answered(Reason.NEW, supersedes=LOST.outcome_id)
FOREIGN = answered(Reason.SAME_CONTENT, own="another")
TIMEOUT = answered(Reason.EXTRACT_TIMEOUT, stage="extract")
NO_TEXT = answered(Reason.NO_TEXT, stage="extract")
FETCHED_AGAIN = answered(Reason.HTTP_404, supersedes=DEAD.outcome_id, stage="fetch")
DEAD_AT_FETCH = answered(Reason.UNEXPECTED, stage="fetch")
TIMEOUT_AGAIN = answered(Reason.EXTRACT_TIMEOUT)
"""As publish says it after `NO_TEXT`."""


def standing(entry: Entry) -> tuple[str | None, int, int]:
    """Reason, answers superseded, conflicts."""
    return entry.reason, entry.superseded, entry.conflicts


CASES: dict[str, tuple[Sequence[Fact], tuple[str | None, int, int]]] = {
    "a submission is open": ([submitted()], (None, 0, 0)),
    "a submission seen twice is one": ([submitted(), submitted()], (None, 0, 0)),
    "an answer closes it": ([submitted(), answered()], ("new", 0, 0)),
    "an answer may come before its submission": ([answered(), submitted()], ("new", 0, 0)),
    "a redelivered answer is no other": ([submitted(), answered(), answered()], ("new", 0, 0)),
    "the first final answer stands": ([submitted(), answered(), FOREIGN], ("new", 0, 1)),
    "every conflict is counted": ([answered(), FOREIGN, FOREIGN], ("new", 0, 2)),
    "another reason under the same id is a conflict": (
        [answered(), answered(Reason.HTTP_404)],
        ("new", 0, 1),
    ),
    "a failure after its article is put right by publish": (
        [submitted(), answered(), TIMEOUT, answered()],
        ("new", 0, 0),
    ),
    "publish has the last word where its article came after a failure": (
        [submitted(), TIMEOUT, answered(), answered(), TIMEOUT],
        ("new", 0, 0),
    ),
    "of two failures the one that publish repeats stands": (
        [TIMEOUT, NO_TEXT, TIMEOUT_AGAIN],
        ("extract_timeout", 0, 0),
    ),
    "a failure with another id is a conflict though publish has answered": (
        [answered(), answered(Reason.EXTRACT_TIMEOUT, own="another", stage="extract")],
        ("new", 0, 1),
    ),
    "a dead letter of a URL that fetch had passed on before is put right by publish": (
        [answered(), DEAD_AT_FETCH, answered()],
        ("new", 0, 0),
    ),
    "publish has the last word where such a dead letter came first": (
        [DEAD_AT_FETCH, answered(), DEAD_AT_FETCH],
        ("new", 0, 0),
    ),
    "publish has the last word where a letter was put back and its id submitted again": (
        [DEAD, RETRIED, FETCHED_AGAIN, RETRIED],
        ("new", 1, 0),
    ),
    "a dead letter after fetch's own answer is a conflict": (
        [answered(Reason.HTTP_404, stage="fetch"), DEAD_AT_FETCH],
        ("http_404", 0, 1),
    ),
    "fetch's word under publish's id is a conflict": (
        [answered(), answered(Reason.HTTP_404, stage="fetch")],
        ("new", 0, 1),
    ),
    "publish has the last word where it works again on what it gave up": (
        [DEAD, answered(), answered()],
        ("new", 0, 0),
    ),
    "a retry replaces a dead letter": ([submitted(), DEAD, RETRIED], ("new", 1, 0)),
    "a dead letter that comes again after its retry changes nothing": (
        [DEAD, RETRIED, DEAD, RETRIED],
        ("new", 1, 0),
    ),
    "a lost URL that was submitted again may be answered as lost once more": (
        [LOST, FOUND, LOST, FOUND],
        ("new", 1, 0),
    ),
    "an answer that was replaced though it was final changes nothing when it comes again": (
        [answered(Reason.HTTP_404), RETRIED, answered(Reason.HTTP_404)],
        ("new", 1, 0),
    ),
    "a retry replaces nothing but the answer it names": (
        [answered(), answered(Reason.SAME_CONTENT, supersedes="unknown")],
        ("new", 0, 1),
    ),
}


async def one_by_one(store: Store, facts: Sequence[Fact]) -> None:
    for fact in facts:
        await store.call(enter, fact)


async def together(store: Store, facts: Sequence[Fact]) -> None:
    await asyncio.gather(*(store.call(enter, fact) for fact in facts))


@pytest.mark.parametrize("deliver", [one_by_one, together])
@pytest.mark.parametrize("name", CASES)
async def test_the_first_final_answer_stands(
    store: Store, name: str, deliver: Callable[[Store, Sequence[Fact]], Awaitable[None]]
) -> None:
    facts, wanted = CASES[name]
    await deliver(store, facts)
    (entry,) = await store.run(find, "s")
    assert standing(entry) == wanted
    assert (entry.url, entry.submitted_at) == (URL, AT.timestamp())


async def test_a_conflict_is_returned_so_that_it_is_counted(store: Store) -> None:
    conflicts = [await store.call(enter, fact) for fact in (submitted(), answered(), FOREIGN)]
    assert conflicts == [False, False, True]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
async def test_any_order_of_submission_and_answers_gives_the_same_entry(
    store: Store, order: tuple[int, ...]
) -> None:
    facts: list[Fact] = [submitted(), answered(), answered()]
    await one_by_one(store, [facts[number] for number in order])
    (entry,) = await store.run(find, "s")
    assert standing(entry) == ("new", 0, 0)


async def test_an_entry_is_found_by_id_url_and_article(store: Store) -> None:
    await store.call(enter, answered())
    for query in ("s", URL, "a" * 32):
        assert [entry.submission_id for entry in await store.run(find, query)] == ["s"]
    assert await store.run(find, "nobody") == []


async def test_a_reason_that_only_a_newer_version_knows_closes_the_entry(store: Store) -> None:
    newer = Reason.read("the_site_is_on_strike_until_further_notice", OutcomeKind.read("postponed"))
    await together(store, [submitted(), answered(newer), answered(newer)])
    (entry,) = await store.run(find, "s")
    assert standing(entry) == (newer.value, 0, 0)
    assert (await store.run(balance)).outcomes == [("postponed", newer.value, 1)]


RANDOM = random.Random(11)
ODD_URLS = {
    "NUL": "https://a.example/\0/x",
    "nothing but NUL": "\0\0",
    "2,700 bytes that do not pack": "https://a.example/" + RANDOM.randbytes(1_400).hex(),
    "100,000 bytes that do not pack": "https://a.example/" + RANDOM.randbytes(50_000).hex(),
    "lone surrogate": "https://a.example/\ud800",
    "empty": "",
}


@pytest.mark.parametrize("odd", ODD_URLS.values(), ids=ODD_URLS)
async def test_any_url_is_entered_answered_and_found_beside_others(store: Store, odd: str) -> None:
    facts = [submitted(), submitted("other"), Submitted("odd", odd, AT.timestamp())]
    await together(store, facts)
    bad_url = answered(Reason.BAD_URL, id_="odd")
    await together(store, [answered(), replace_url(bad_url, odd.replace("\ud800", "?"))])
    (entry,) = await store.run(find, odd)
    assert (entry.submission_id, entry.reason) == ("odd", "bad_url")
    assert (await store.run(outstanding)).unanswered == 1
    assert await store.run(find, "other\0") == []


OTHER = "https://other.example/"


@pytest.mark.parametrize("deliver", [one_by_one, together])
async def test_of_two_urls_under_one_id_the_entry_is_of_the_one_that_is_answered(
    store: Store, deliver: Callable[[Store, Sequence[Fact]], Awaitable[None]]
) -> None:
    """Intake refuses one of them, and not always the one that the ledger reads last."""
    other = Submitted("s", OTHER, AT.timestamp())
    await deliver(store, [other, submitted(), answered(), other])
    (entry,) = await store.run(find, URL)
    assert (entry.submission_id, entry.url, entry.reason) == ("s", URL, "new")
    assert await store.run(find, OTHER) == []


async def test_an_entry_keeps_a_url_of_which_its_answer_has_the_beginning(store: Store) -> None:
    await one_by_one(store, [submitted(), replace_url(DEAD, URL[:-1])])
    (entry,) = await store.run(find, URL)
    assert standing(entry) == ("unexpected", 0, 0)


def replace_url(fact: Answered, url: str) -> Answered:
    return Answered(fact.outcome_id, fact.outcome.model_copy(update={"url": url}))


async def test_the_account_is_right_at_once_after_a_restart(url: str) -> None:
    async with running(url, "ledger", METADATA) as store:
        facts = [submitted(f"s{n}", AT.timestamp() + n) for n in range(10)]
        await together(store, [*facts, *(answered(id_=f"s{n}") for n in range(4))])
    async with running(url, "ledger", METADATA) as store:
        left = await store.run(outstanding)
        assert (left.unanswered, left.oldest_submitted_at) == (6, AT.timestamp() + 4)
        assert [entry.submission_id for entry in await store.run(open_entries, 2)] == ["s4", "s5"]
        assert (await store.run(balance)).outcomes == [("published", "new", 4)]


async def test_open_entries_are_found_by_host_and_its_subdomains(store: Store) -> None:
    urls = [
        "https://Paper.example/1", "https://m.paper.example:8443/2", "https://other.example/?paper.example",
        "https://notpaper.example/3", "http://paper.example@other.example/4", "http://paper.example/5",
    ]  # fmt: skip
    await together(
        store, [submitted(f"s{n}", AT.timestamp() + n, url) for n, url in enumerate(urls)]
    )

    async def found(limit: int, host: str | None) -> list[str]:
        entries = await store.run(open_entries, limit, math.inf, host)
        return [entry.submission_id for entry in entries]

    assert await found(10, "paper.example") == ["s0", "s1", "s5"]
    assert await found(2, "paper.example") == ["s0", "s1"]
    assert await found(10, "m.paper.example") == ["s1"]
    assert await found(10, "none.example") == []
    assert len(await found(10, None)) == len(urls)


async def test_entries_that_ended_so_are_found_by_outcome_and_reason(store: Store) -> None:
    ends = [(Reason.TIMEOUT, "t"), (Reason.NEW, "n"), (Reason.HTTP_404, "h")]
    await together(store, [answered(reason, id_) for reason, id_ in ends])
    found = [
        await store.run(ended_entries, EndedQuery(("failed",), 10)),
        await store.run(ended_entries, EndedQuery(("failed",), 10, "timeout")),
        await store.run(ended_entries, EndedQuery((), 10)),
    ]
    assert [{entry.submission_id for entry in each} for each in found] == [{"t", "h"}, {"t"}, set()]


async def test_entries_that_ended_so_are_narrowed_gone_on_with_and_counted(store: Store) -> None:
    minutes = {f"s{n}": timedelta(minutes=n // 2) for n in range(6)}  # two of each instant
    hosts = ["a.example", "www.A.example", "b.example"]
    facts = []
    for number, (id_, later) in enumerate(minutes.items()):
        fact = answered(Reason.TIMEOUT, id_)
        changed = {"url": f"https://{hosts[number % 3]}/a.example", "decided_at": AT + later}
        facts.append(replace(fact, outcome=fact.outcome.model_copy(update=changed)))
    await together(store, facts)
    so = EndedQuery(("failed",), 10)

    async def ids(asked: EndedQuery) -> list[str]:
        return [each.submission_id for each in await store.run(ended_entries, asked)]

    assert await ids(so) == ["s4", "s5", "s2", "s3", "s0", "s1"]
    assert await ids(replace(so, host="a.example", limit=3)) == ["s4", "s3", "s0"]
    assert await ids(replace(so, since=(AT + timedelta(minutes=2)).timestamp())) == ["s4", "s5"]
    last = (AT + timedelta(minutes=1)).timestamp(), "s2"
    assert await ids(replace(so, after=last, limit=2)) == ["s3", "s0"]
    by_reason, by_host = replace(so, host="b.example"), replace(so, count_by="host")
    counts = [await store.run(ended_counts, each) for each in (so, by_reason, by_host)]
    assert counts == [
        {"timeout": 6},
        {"timeout": 2},
        {"a.example": 2, "www.a.example": 2, "b.example": 2},
    ]


async def test_only_what_is_answered_is_forgotten(store: Store) -> None:
    await together(store, [submitted("open"), submitted("done"), answered(id_="done")])
    assert await store.run(forget, AT.timestamp() + 1, 10) == 1
    assert (await store.run(outstanding)).unanswered == 1


async def test_the_oldest_answers_are_forgotten_first_so_many_at_once(store: Store) -> None:
    later = answered(id_="later").outcome.model_copy(update={"decided_at": AT + timedelta(1)})
    await store.call(enter, Answered("o", later))
    await together(store, [answered(id_="a"), answered(id_="b")])
    until = (AT + timedelta(2)).timestamp()
    assert [await store.run(forget, until, 2) for _ in range(3)] == [2, 1, 0]


def test_to_forget_reads_no_more_than_what_is_forgotten() -> None:
    """A table of a month is read for a quarter of a minute, in the thread of the account."""
    statements: list[str] = []
    engine = create_engine("sqlite://")
    METADATA.create_all(engine)
    with engine.begin() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.set_trace_callback(statements.append)
        forget(connection, AT.timestamp(), 10)
        driver.set_trace_callback(None)
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statements[-1]}").all()
    assert not [step.detail for step in plan if step.detail.startswith("SCAN ledger_urls")]


async def test_two_workers_lose_neither_a_submission_nor_its_answer(url: str) -> None:
    """One reads the submissions, the other the outcomes, as their partitions fall."""
    ids = [f"s{n}" for n in range(400)]
    mixed = random.Random(3)
    async with (
        running(url, "ledger", METADATA) as one,
        running(url, "ledger", METADATA) as other,
    ):
        await asyncio.gather(
            together(one, [submitted(id_) for id_ in mixed.sample(ids, len(ids))]),
            together(other, [answered(id_=id_) for id_ in mixed.sample(ids, len(ids))]),
            together(one, [answered(id_=id_) for id_ in mixed.sample(ids, len(ids))]),
        )
        assert (await one.run(outstanding)).unanswered == 0
        ended = await one.run(balance)
        assert (ended.outcomes, ended.conflicts) == ([("published", "new", 400)], 0)


@pytest.mark.parametrize("answer_first", [False, True])
async def test_an_entry_keeps_the_trace_that_it_had_first(store: Store, answer_first: bool) -> None:
    asked, answer = replace(submitted(), trace_id="1" * 32), replace(answered(), trace_id="1" * 32)
    facts: list[Fact] = [answer, asked] if answer_first else [asked, answer]
    for fact in facts:
        await store.call(enter, fact)
        (entry,) = await store.run(find, URL)
        assert entry.trace_id == "1" * 32
    await store.call(enter, replace(FOREIGN, trace_id="2" * 32))
    (entry,) = await store.run(find, URL)
    assert entry.trace_id == "1" * 32


async def test_an_entry_of_an_older_version_learns_its_trace_with_the_answer(store: Store) -> None:
    await store.call(enter, submitted())
    await store.call(enter, replace(answered(), trace_id="1" * 32))
    (entry,) = await store.run(find, URL)
    assert entry.trace_id == "1" * 32
