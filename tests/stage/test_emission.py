"""One event always becomes the same messages, with the same ids."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from schemas.envelope import Envelope, Message, decode
from schemas.events import Event, Outcome, UrlAccepted
from schemas.identity import outcome_id
from schemas.outcomes import Reason
from schemas.passport import Passport
from schemas.pipeline import INTAKE, OUTCOMES, PUBLISH, PUBLISHED
from services.stage.emission import Result, emission
from services.stage.endings import Done, Ended, Published
from tests.support.articles import article

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
PASSPORT = Passport(
    submission_id="sub-1",
    submitted_url="https://paper.example/one",
    submitted_at=NOW,
    attrs={"desk": "sport"},
    attempts=2,
)
ACCEPTED = UrlAccepted(url="https://paper.example/one", host="paper.example", site="paper.example")
CAUSE: Envelope[Event] = Envelope("cause-1", "newsreel/test", NOW, PASSPORT, ACCEPTED)
RESULTS: list[Result] = [
    ACCEPTED,
    Ended(Reason.BAD_URL, "no host"),
    Done(),
]


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: type(result).__name__)
def test_a_redelivery_gives_the_same_ids_keys_and_topics(result: Result) -> None:
    first = emission(INTAKE, CAUSE, PASSPORT, result, NOW)
    later = emission(INTAKE, CAUSE, PASSPORT, result, NOW + timedelta(hours=3))
    assert [identity(*each) for each in first.messages] == [
        identity(*each) for each in later.messages
    ]
    assert emission(INTAKE, CAUSE, PASSPORT, result, NOW) == first


def test_what_goes_before_an_answer_is_sent_before_it() -> None:
    note = Message(b"first", b"{}", [])
    end = Ended(Reason.BAD_URL, before=((OUTCOMES, note),))
    first, second = (message for _, message in emission(INTAKE, CAUSE, PASSPORT, end, NOW).messages)
    assert first is note
    assert second.header["ce_type"] == "urls.outcomes.v1"


def test_another_cause_gives_another_id() -> None:
    other = replace(CAUSE, id="cause-2")
    [(_, one)] = emission(INTAKE, CAUSE, PASSPORT, ACCEPTED, NOW).messages
    [(_, two)] = emission(INTAKE, other, PASSPORT, ACCEPTED, NOW).messages
    assert one.header["ce_id"] != two.header["ce_id"]


def test_an_answer_has_one_id_whatever_stage_and_reason_give_it() -> None:
    ids = {
        message.header["ce_id"]
        for step in (INTAKE, PUBLISH)
        for reason in (Reason.BAD_URL, Reason.EXPIRED)
        for _, message in emission(step, CAUSE, PASSPORT, Ended(reason), NOW).messages
    }
    assert ids == {outcome_id("sub-1")}


def test_an_answer_that_supersedes_has_an_id_of_its_own_and_says_what_it_replaces() -> None:
    again = PASSPORT.model_copy(update={"supersedes": outcome_id("sub-1")})
    [(_, message)] = emission(INTAKE, CAUSE, again, Ended(Reason.BAD_URL), NOW).messages
    answer = decode(message, Outcome)
    assert answer.data.supersedes == outcome_id("sub-1")
    assert answer.id == outcome_id("sub-1", outcome_id("sub-1")) != outcome_id("sub-1")


def test_an_answer_brings_the_submitter_s_attributes_and_the_tries_back() -> None:
    [(topic, message)] = emission(INTAKE, CAUSE, PASSPORT, Ended(Reason.BAD_URL), NOW).messages
    answer = decode(message, Outcome).data
    assert (topic, message.key) == (OUTCOMES, b"sub-1")
    assert (answer.attrs, answer.attempts, answer.outcome) == ({"desk": "sport"}, 2, "rejected")


def test_an_article_is_confirmed_before_its_answer() -> None:
    fields = article("Text.").model_dump() | {
        "revision": 1,
        "first_seen_at": NOW,
        "revised_at": NOW,
        "submission_id": "sub-1",
        "enricher_version": "1",
    }
    event = PUBLISHED.event
    assert event is not None
    published = Published(event.model_validate(fields), Reason.NEW, "a" * 32, 1)
    box = emission(PUBLISH, CAUSE, PASSPORT, published, NOW)
    assert [topic for topic, _ in box.messages] == [PUBLISHED, OUTCOMES]
    assert (box.outcome, box.reason) == ("published", "new")


def identity(topic: object, message: object) -> tuple[object, ...]:
    headers = dict(getattr(message, "headers"))  # noqa: B009
    return topic, getattr(message, "key"), headers["ce_id"], headers["ce_type"]  # noqa: B009
