"""An event that cannot be handled is kept as it came, and its submission is answered once."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from schemas.envelope import Message, decode
from schemas.events import Outcome
from schemas.outcomes import Reason
from schemas.passport import Passport
from schemas.pipeline import FETCH, INTAKE, LEDGER, OUTCOMES, PUBLISH, Step
from services.stage.dead_letter import Failure, dead_letter
from services.stage.record import Record

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
PASSPORT = Passport(
    submission_id="sub-1",
    submitted_url="https://paper.example/one",
    submitted_at=NOW,
    attrs={"desk": "sport"},
    attempts=2,
)
RECORD = Record(
    "urls.accepted.v1",
    3,
    17,
    NOW,
    Message(
        b"paper.example",
        b"\xff\x00 not JSON",
        [("newsreel_passport", PASSPORT.model_dump_json().encode()), ("ce_id", b"cause-1")],
    ),
)


def test_a_dead_letter_keeps_bytes_and_headers_and_is_answered() -> None:
    box = dead_letter(INTAKE, Failure(RECORD, Reason.UNEXPECTED, KeyError("x")), NOW)
    (letters, letter), (topic, message) = box.messages
    assert (letters, topic) == (INTAKE.dead_letters, OUTCOMES)
    assert (letter.key, letter.value) == (RECORD.key, RECORD.value)
    assert letter.headers[: len(RECORD.headers)] == RECORD.headers
    notes = letter.header
    assert notes["newsreel_dlq_place"] == "urls.accepted.v1/3/17"
    assert notes["newsreel_dlq_error"] == box.error == "KeyError"
    answer = decode(message, Outcome).data
    assert (answer.outcome, answer.reason, answer.attrs) == (
        "dead_lettered", "unexpected", {"desk": "sport"},
    )  # fmt: skip


def test_an_event_without_a_passport_is_kept_though_nobody_can_be_answered() -> None:
    nameless = replace(
        RECORD, message=replace(RECORD.message, headers=[("newsreel_passport", b"{broken")])
    )
    box = dead_letter(INTAKE, Failure(nameless, Reason.UNDECODABLE, ValueError("x")), NOW)
    assert [topic for topic, _ in box.messages] == [INTAKE.dead_letters]


def test_a_submission_is_answered_by_the_passport_that_was_made_for_it() -> None:
    bare = replace(RECORD, message=replace(RECORD.message, headers=[]))
    box = dead_letter(INTAKE, Failure(bare, Reason.UNEXPECTED, ValueError("x"), PASSPORT), NOW)
    assert [topic for topic, _ in box.messages] == [INTAKE.dead_letters, OUTCOMES]


@pytest.mark.parametrize("step", [INTAKE, FETCH, PUBLISH])
def test_an_outcome_that_a_stage_cannot_record_is_kept_and_not_answered_again(step: Step) -> None:
    """The store was too slow for it, say: its URL is answered all the same."""
    answer = replace(RECORD, topic=OUTCOMES.name)
    for passport in (PASSPORT, None):
        box = dead_letter(step, Failure(answer, Reason.UNEXPECTED, TimeoutError(), passport), NOW)
        assert [topic for topic, _ in box.messages] == [step.dead_letters]


def test_the_ledger_keeps_a_dead_letter_without_answering() -> None:
    box = dead_letter(LEDGER, Failure(RECORD, Reason.UNEXPECTED, ValueError("x")), NOW)
    assert [topic for topic, _ in box.messages] == [LEDGER.dead_letters]
