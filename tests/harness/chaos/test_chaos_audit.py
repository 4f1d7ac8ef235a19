"""The audit, on topics made by hand: each kind of loss is caught, and a good run is not."""

import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
from confluent_kafka import Producer
from sqlalchemy import create_engine, text

from schemas.envelope import Envelope, Headers, Message, encode
from schemas.events import Event, Outcome
from schemas.identity import outcome_id, submission_id
from schemas.outcomes import Reason
from schemas.passport import Passport
from services.local.tansu import Tansu
from services.stage.store.database import database_url
from tests.harness.chaos.account import Account
from tests.harness.chaos.audit import as_json, audit
from tests.harness.chaos.pages import Kind, Site
from tests.harness.chaos.topics import create_topics

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@dataclass
class Hand:
    """Writes topics by hand."""

    broker: Tansu

    def __post_init__(self) -> None:
        create_topics(self.broker.bootstrap, partitions_max=2)
        self.producer = Producer({"bootstrap.servers": self.broker.bootstrap, "log_level": 0})

    def write(self, topic: str, key: str, value: bytes, headers: Headers | None = None) -> int:
        """Write a message; return its timestamp."""
        at_ms = int(time.time() * 1000)
        more = dict(headers or [])
        self.producer.produce(topic, value, key, partition=0, headers=more, timestamp=at_ms)
        assert self.producer.flush(20) == 0
        return at_ms

    def submit(self, key: str, url: str = "http://127.0.1.1:80/news/0") -> None:
        self.write("urls.submitted.v1", key, orjson.dumps({"id": key, "url": url}))

    def answer(
        self,
        key: str,
        reason: Reason = Reason.HTTP_404,
        article: tuple[str, int] = ("", 0),
        id: str | None = None,
        supersedes: str | None = None,
        detail: str | None = None,
    ) -> str:
        ce_id = id or outcome_id(key, supersedes)
        outcome = Outcome(
            submission_id=key,
            url="http://127.0.1.1:80/",
            outcome=reason.outcome,
            reason=reason,
            stage="fetch",
            detail=detail,
            article_id=article[0] or None,
            revision=article[1] or None,
            submitted_at=NOW,
            decided_at=NOW,
            supersedes=supersedes,
        )
        self.send("urls.outcomes.v1", key, self.message(ce_id, key, outcome))
        return ce_id

    def article(
        self, key: str, article_id: str, revision: int, id: str | None = None, **more: str
    ) -> None:
        value = {"article_id": article_id, "revision": revision, "submission_id": key, **more}
        headers: Headers = [("ce_id", (id or str(uuid.uuid4())).encode())]
        self.write("articles.published.v1", article_id, orjson.dumps(value), headers)

    def message(self, ce_id: str, key: str, event: Event) -> Message:
        passport = Passport(submission_id=key, submitted_url="", submitted_at=NOW)
        return encode(Envelope(ce_id, "hand", NOW, passport, event), key)

    def send(self, topic: str, key: str, message: Message) -> None:
        self.write(topic, key, message.value or b"", message.headers)

    def account(self, store: str | None = None, seed: int | None = None) -> Account:
        return audit(self.broker.bootstrap, store, seed)


@pytest.fixture
def hand() -> Iterator[Hand]:
    with Tansu() as broker:
        yield Hand(broker)


def test_a_good_run_has_no_fault(hand: Hand) -> None:
    hand.submit("a")
    hand.article("a", "x", 1)
    hand.answer("a", Reason.NEW, ("x", 1))
    hand.submit("b")
    hand.answer("b")
    account = hand.account()
    assert account.faults == {}
    assert (account.submitted, account.answered) == (2, 2)
    assert account.outcomes == {"new": 1, "http_404": 1}
    assert account.articles_per_url == {0: 1, 1: 1}
    assert as_json(account)["ok"] is True


def test_a_url_without_an_answer_is_caught(hand: Hand) -> None:
    hand.submit("a")
    hand.submit("b")
    hand.answer("a")
    account = hand.account()
    assert account.faults == {"unanswered": ["b"]}
    assert as_json(account)["unanswered"] == 1


def test_a_bare_url_is_known_by_its_place(hand: Hand) -> None:
    at_ms = hand.write("urls.submitted.v1", "k", b"http://127.0.1.1/news/1")
    hand.answer(submission_id("urls.submitted.v1", 0, 0, at_ms))
    assert hand.account().faults == {}


def test_a_url_answered_twice_with_different_ids_is_caught(hand: Hand) -> None:
    hand.submit("a")
    hand.answer("a")
    hand.answer("a", id=str(uuid.uuid4()))
    assert hand.account().faults == {"answered_twice": ["a"]}


def test_a_redelivered_answer_is_counted_and_is_no_fault(hand: Hand) -> None:
    hand.submit("a")
    hand.answer("a")
    hand.answer("a")
    account = hand.account()
    assert account.faults == {}
    assert account.duplicates_by_redelivery["urls.outcomes.v1"] == 1


def test_an_answer_that_contradicts_the_first_is_caught(hand: Hand, tmp_path: Path) -> None:
    hand.submit("a")
    id = hand.answer("a", Reason.HTTP_404)
    hand.answer("a", Reason.TIMEOUT)
    store = f"sqlite:///{tmp_path}"
    write_ledger(store, [("a", id, "http_404")])
    account = hand.account(store)
    assert account.faults == {
        "conflicting": ["a"],
        "ledger_differs": ["a: http_404, on the topic last timeout"],
    }
    assert account.outcomes == {"http_404": 1}


def test_an_answer_with_another_detail_under_one_id_is_caught(hand: Hand) -> None:
    hand.submit("a")
    hand.answer("a", detail="not there")
    hand.answer("a", detail="not here")
    assert hand.account().faults == {"conflicting": ["a"]}


def published(hand: Hand, key: str, revision: int, text: str, minute: int) -> None:
    at = f"2026-01-01T00:{minute:02}:00Z"
    hand.article(key, "x", revision, id=f"x-{revision}", text=text, fetched_at=at)


def test_a_revision_that_is_published_with_two_texts_is_caught(hand: Hand) -> None:
    hand.submit("a")
    hand.answer("a")
    for words in ("first", "first", "other"):
        published(hand, "a", 1, words, minute=1)
    assert hand.account().faults == {"revision_twice": ["x: revision 1 in 2 forms"]}


@pytest.mark.parametrize(
    ("minutes", "revisions", "said"),
    [
        ((2, 1), (1, 2), "x: revision 2 is of an older page"),
        ((1, 2), (2, 1), "x: revision 1 after 2"),
    ],
)
def test_an_older_page_over_a_newer_one_is_caught(
    hand: Hand, minutes: tuple[int, int], revisions: tuple[int, int], said: str
) -> None:
    hand.submit("a")
    hand.answer("a")
    for minute, revision in zip(minutes, revisions, strict=True):
        published(hand, "a", revision, f"text {revision}", minute)
    faults = hand.account().faults
    assert faults["older_over_newer"] == [said]


def test_an_answer_that_replaces_a_dead_letter_is_no_second_one(hand: Hand) -> None:
    hand.submit("a")
    parked = hand.answer("a", Reason.UNEXPECTED)
    hand.answer("a", Reason.HTTP_404, supersedes=parked)
    account = hand.account()
    assert account.faults == {}
    assert account.outcomes == {"http_404": 1}


def test_an_outcome_before_its_article_is_caught(hand: Hand) -> None:
    hand.submit("a")
    hand.answer("a", Reason.NEW, ("x", 1))
    assert hand.account().faults == {"published_without_article": ["a"]}


def test_an_article_published_anew_is_caught_but_not_a_redelivered_one(hand: Hand) -> None:
    for key in ("a", "b"):
        hand.submit(key)
        hand.answer(key)
    for _ in range(2):
        hand.article("a", "x", 1, id="one")
    hand.article("b", "y", 1)
    hand.article("b", "y", 2)
    account = hand.account()
    assert account.faults == {"published_again": ["y"]}
    assert account.duplicates_by_redelivery["articles.published.v1"] == 1
    assert account.articles_per_url == {1: 1, 2: 1}


def test_an_answer_to_nobody_is_caught(hand: Hand) -> None:
    hand.answer("nobody")
    assert hand.account().faults == {"never_submitted": ["nobody"]}


def test_a_page_that_ends_as_it_cannot_end_is_caught(hand: Hand) -> None:
    site = Site(seed=7, port=80)
    good = next(n for n in range(100) if site.kind(n) is Kind.PLAIN)
    gone = next(n for n in range(1000) if site.kind(n) is Kind.MISSING)
    hand.submit("a", site.url(good))
    hand.answer("a", Reason.TIMEOUT)
    hand.submit("b", site.url(gone))
    hand.answer("b", Reason.HTTP_404)
    assert hand.account(seed=7).faults == {"wrong": ["a: timeout, wanted new"]}


def test_a_second_submission_of_a_page_may_be_a_duplicate(hand: Hand) -> None:
    site = Site(seed=7, port=80)
    gone = next(n for n in range(1000) if site.kind(n) is Kind.MISSING)
    for key, reason in (("a", Reason.HTTP_404), ("b", Reason.DUP_URL)):
        hand.submit(key, site.url(gone))
        hand.answer(key, reason)
    assert hand.account(seed=7).faults == {}


def test_dead_letters_are_grouped_by_stage_reason_and_error(hand: Hand) -> None:
    notes = {"stage": "extract", "reason": "unexpected", "error": "KeyError"}
    headers = [(f"newsreel_dlq_{name}", value.encode()) for name, value in notes.items()]
    for _ in range(2):
        hand.write("extract.dlq.v1", "k", b"...", headers)
    assert hand.account().dead_letters == {"extract unexpected KeyError": 2}


def test_a_ledger_that_lacks_or_contradicts_an_answer_is_caught(hand: Hand, tmp_path: Path) -> None:
    ids = {}
    for key in ("right", "absent", "open", "other"):
        hand.submit(key)
        ids[key] = hand.answer(key)
    store = f"sqlite:///{tmp_path}"
    rows = [("right", ids["right"], "http_404"), ("open", None, None)]
    rows.append(("other", ids["other"], "timeout"))
    write_ledger(store, rows)
    assert hand.account(store).faults == {
        "not_in_ledger": ["absent", "open"],
        "ledger_differs": ["other: timeout, on the topic first http_404"],
    }


def write_ledger(store: str, rows: list[tuple[str, str | None, str | None]]) -> None:
    engine = create_engine(database_url(store, "ledger"))
    with engine.begin() as connection:
        connection.execute(
            text("CREATE TABLE ledger_urls (submission_id TEXT, outcome_id TEXT, reason TEXT)")
        )
        for row in rows:
            names = dict(zip(("s", "o", "r"), row, strict=True))
            connection.execute(text("INSERT INTO ledger_urls VALUES (:s, :o, :r)"), names)
    engine.dispose()
