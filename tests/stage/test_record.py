"""Records: bytes untouched, a place, and headers as a client wrote them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import orjson
import pytest

from schemas.envelope import Envelope, Message, encode
from schemas.events import UrlAccepted
from schemas.identity import outcome_id, submission_id
from schemas.packed import BadEnvelope
from schemas.passport import Passport
from schemas.pipeline import ACCEPTED
from services.stage.dead_letter import passport_in
from services.stage.record import Record
from services.stage.submissions import received

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)


def record(value: bytes | None, headers: Any = ()) -> Record:
    message = SimpleNamespace(
        topic="urls.submitted.v1",
        partition=4,
        offset=9,
        timestamp=int(NOW.timestamp() * 1000),
        key=None,
        value=value,
        headers=headers,
    )
    return Record.of(message)


@pytest.mark.parametrize("headers", [None, (), [], [("a", b"1"), ("a", b"2")]])
def test_headers_are_kept_in_their_order_or_missing(headers: Any) -> None:
    assert record(b"x", headers).message.headers == list(headers or [])


def test_a_header_without_a_value_is_an_empty_one() -> None:
    assert record(b"x", [("a", None)]).header == {"a": ""}


def test_its_instant_is_that_of_kafka() -> None:
    assert record(b"x").at == NOW


def test_a_message_has_a_place_and_an_id_made_from_it() -> None:
    assert record(b"x").position == "urls.submitted.v1/4/9"
    at_ms = int(NOW.timestamp() * 1000)
    assert record(b"x").position_id == submission_id("urls.submitted.v1", 4, 9, at_ms)


def test_a_topic_that_is_made_anew_gives_other_ids() -> None:
    later = replace(record(b"x"), at=NOW + timedelta(milliseconds=1))
    assert later.position_id != record(b"x").position_id


def test_no_client_can_take_the_id_of_a_position() -> None:
    theirs = orjson.dumps({"url": "u", "id": record(b"").position_id})
    refused = received(record(theirs))
    assert "`id`" in str(refused.data.problem)
    assert refused.passport.submission_id == record(b"").position_id


def test_no_id_of_a_client_gives_the_answer_that_replaces_another_s() -> None:
    answer = outcome_id("mine")
    replacing = outcome_id("mine", answer)
    assert len({answer, replacing, outcome_id(answer), outcome_id(f"{answer}/mine")}) == 4


def test_a_bare_url_is_a_submission_with_the_id_of_its_place() -> None:
    envelope = received(record(b" https://paper.example/one\n"))
    assert envelope.passport.submitted_url == "https://paper.example/one"
    assert envelope.passport.submission_id == record(b"").position_id
    assert envelope.passport.submitted_at == NOW


def test_a_submission_with_an_id_keeps_it_and_its_attributes() -> None:
    envelope = received(record(b'{"url": "u", "id": "mine", "attrs": {"a": [1]}}'))
    assert envelope.passport.submission_id == "mine"
    assert envelope.passport.attrs == {"a": [1]}


def test_the_same_message_always_becomes_the_same_event() -> None:
    assert received(record(b"https://a.example/")) == received(record(b"https://a.example/"))


@pytest.mark.parametrize("value", [None, b"", b"\xff", b"[]", b'{"x": 1}', b'{"url": 1}'])
def test_a_bad_submission_is_no_error_but_a_problem_to_answer(value: bytes | None) -> None:
    envelope = received(record(value))
    assert envelope.data.problem
    assert envelope.data.submission is None
    assert envelope.passport.submission_id == record(value).position_id


def test_what_a_client_writes_into_our_headers_says_nothing_and_is_counted() -> None:
    plain = record(b'{"url": "u", "id": "mine"}')
    passport = Passport(submission_id="victim", submitted_url="u", submitted_at=NOW)
    forged = [
        ("newsreel_supersedes", b"old"),
        ("newsreel_passport", passport.model_dump_json().encode()),
        ("ce_id", b"victim"),
        ("traceparent", b"00"),
    ]
    submission = received(record(plain.value, forged))
    assert submission.passport == received(plain).passport
    assert (submission.id, submission.data.reserved_headers) == (received(plain).id, 3)
    assert passport_in(record(b"", forged)) is None


def event() -> Record:
    passport = Passport(submission_id="sub-1", submitted_url="u", submitted_at=NOW)
    data = UrlAccepted(url="https://a.example/", host="a.example", site="a.example")
    message = encode(Envelope("id-1", "newsreel/intake", NOW, passport, data), "a.example")
    return replace(record(message.value), message=message)


def test_an_event_between_stages_is_read_as_its_topic_says() -> None:
    envelope = event().decode(ACCEPTED)
    assert (envelope.id, envelope.passport.submission_id) == ("id-1", "sub-1")
    assert isinstance(envelope.data, UrlAccepted)


def test_a_retried_event_knows_the_answer_that_it_may_replace() -> None:
    mark = ("newsreel_supersedes", outcome_id("sub-1").encode())
    sent = event().message
    retried = replace(event(), message=replace(sent, headers=[*sent.headers, mark]))
    assert retried.decode(ACCEPTED).passport.supersedes == outcome_id("sub-1")


def test_damaged_bytes_between_stages_are_a_bad_envelope() -> None:
    with pytest.raises(BadEnvelope):
        replace(event(), message=Message(b"k", b"\xff", event().message.headers)).decode(ACCEPTED)
