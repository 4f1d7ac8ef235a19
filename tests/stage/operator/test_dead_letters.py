"""Dead letters: open until retried or dropped; a retry is the event itself, and says so."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from schemas.envelope import Message
from schemas.identity import outcome_id
from schemas.outcomes import Reason
from schemas.passport import Passport
from schemas.pipeline import EXTRACT, OUTCOMES
from services.stage.dead_letter import Failure, dead_letter, dead_letter_in_short
from services.stage.operator.dead_letters import DeadLetter, grouped, still_open
from services.stage.record import Record

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
PASSPORT = Passport(
    submission_id="sub-1", submitted_url="https://paper.example/one", submitted_at=NOW
)
EVENT = Record(
    "pages.fetched.v1",
    2,
    40,
    NOW,
    Message(
        b"paper.example",
        bytes(range(256)),
        [
            ("ce_id", b"event-1"),
            ("ce_type", b"pages.fetched.v1"),
            ("newsreel_passport", PASSPORT.model_dump_json().encode()),
        ],
    ),
)


def letter_of(event: Record, offset: int = 0) -> DeadLetter:
    """The event as it lies in the dead-letter topic."""
    box = dead_letter(EXTRACT, Failure(event, Reason.UNEXPECTED, ValueError("boom")), NOW)
    return DeadLetter(lying(box.messages[0][1], offset))


def lying(message: Message, offset: int) -> Record:
    at = NOW + timedelta(seconds=offset)
    return Record("extract.dlq.v1", 0, offset, at, message)


def test_a_letter_tells_where_it_came_from_and_whose_it_is() -> None:
    letter = letter_of(EVENT, 5)
    assert letter.place == "extract.dlq.v1/0/5"
    assert letter.note("place") == "pages.fetched.v1/2/40"
    assert (letter.note("stage"), letter.note("reason")) == ("extract", "unexpected")
    assert (letter.submission_id, letter.host) == ("sub-1", "paper.example")


def test_a_retry_is_the_event_s_own_bytes_key_and_headers() -> None:
    topic, message = letter_of(EVENT).again()
    assert topic == "pages.fetched.v1"
    assert (message.key, message.value) == (EVENT.key, EVENT.value)
    assert message.headers[: len(EVENT.headers)] == EVENT.headers


def test_a_retry_names_the_answer_that_it_may_replace_and_nothing_more() -> None:
    _, message = letter_of(EVENT).again()
    added = message.headers[len(EVENT.headers) :]
    assert added == [("newsreel_supersedes", outcome_id("sub-1").encode())]


def test_an_answer_that_is_put_back_is_the_same_answer() -> None:
    _, message = letter_of(replace(EVENT, topic=OUTCOMES.name)).again()
    assert message.headers == EVENT.headers


def test_a_second_retry_replaces_the_answer_of_the_first() -> None:
    _, first = letter_of(EVENT).again()
    retried = replace(EVENT, message=replace(EVENT.message, headers=first.headers))
    _, second = letter_of(retried).again()
    names = [name for name, _ in second.headers]
    assert names.count("newsreel_supersedes") == 1
    replaced = dict(second.headers)["newsreel_supersedes"].decode()
    assert replaced == outcome_id("sub-1", outcome_id("sub-1"))


def test_a_letter_without_a_readable_passport_can_be_retried_too() -> None:
    nameless = replace(
        EVENT, message=replace(EVENT.message, headers=[("newsreel_passport", b"\xff")])
    )
    topic, message = letter_of(nameless).again()
    assert (topic, message.headers) == ("pages.fetched.v1", nameless.headers)


def test_a_letter_in_short_says_whose_it_is_and_is_not_put_back() -> None:
    box = dead_letter_in_short(EXTRACT, Failure(EVENT, Reason.UNEXPECTED, ValueError("x")), NOW)
    letter = DeadLetter(lying(box.messages[0][1], 3))
    assert letter.is_in_short
    assert (letter.submission_id, letter.url) == ("sub-1", "https://paper.example/one")
    assert not letter_of(EVENT).is_in_short
    with pytest.raises(ValueError, match="no bytes"):
        letter.again()


def test_a_marker_closes_its_letter_and_no_other() -> None:
    one, two = letter_of(EVENT, 0), letter_of(EVENT, 1)
    marker = lying(one.closing("dropped", NOW), 2)
    assert still_open([one.record, two.record, marker]) == [two]


def test_a_marker_closes_its_letter_whatever_the_order_in_which_partitions_are_read() -> None:
    letter = letter_of(EVENT)
    assert still_open([lying(letter.closing("retried", NOW), 1), letter.record]) == []


def test_letters_are_counted_by_stage_reason_and_error() -> None:
    letters = [letter_of(EVENT, offset) for offset in range(3)]
    assert grouped(letters) == {("extract", "unexpected", "ValueError"): 3}


FORGED = [
    ("newsreel_passport", PASSPORT.model_dump_json().encode()),
    ("newsreel_dlq_closes", b"extract.dlq.v1/0/0"),
    ("newsreel_dlq_stage", b"publish"),
]


def test_the_headers_of_a_submission_close_no_letter_and_name_no_submission() -> None:
    forged = Message(b"key", b"value", FORGED)
    submission = replace(EVENT, topic="urls.submitted.v1", message=forged)
    letter, other = letter_of(submission, 1), letter_of(EVENT, 0)
    assert still_open([other.record, letter.record]) == [other, letter]
    assert (letter.note("stage"), letter.submission_id) == ("extract", "")
    box = dead_letter(EXTRACT, Failure(submission, Reason.UNEXPECTED, ValueError("boom")), NOW)
    assert len(box.messages) == 1
