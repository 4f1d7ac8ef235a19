"""A message of `urls.submitted.v1` as both intake and ledger read it, so that they agree on ids."""

from typing import Any

from pydantic import Field

from schemas.envelope import Envelope
from schemas.events import Event
from schemas.identity import event_id
from schemas.passport import Passport
from schemas.pipeline import SUBMITTED, Step
from schemas.submission import BadSubmission, Submission, read_submission
from schemas.trace.context import read_traceparent
from services.stage.function import Decode
from services.stage.record import Record

RESERVED = ("newsreel_", "ce_")
"""How the headers begin that only stages write."""

URL_KEPT_CHARACTERS = 32_768
"""A longer URL is refused, and its answer has the beginning only: in JSON a character may take six
bytes, and a message holds the URL twice."""


class Received(Event):
    """A submission, or what is wrong with it."""

    type = SUBMITTED.name

    partition: int = Field(description="Where it lies in the topic.")
    offset: int = Field(description="Its position in the partition.")
    position_id: str = Field(description="Id made from its position.")
    reserved_headers: int = Field(0, description="Headers of ours that a client has written.")
    submission: Submission | None = Field(None, description="What was asked, if it can be read.")
    problem: str | None = Field(None, description="What is wrong with the message.")


def decoder_of(step: Step) -> Decode:
    """Read what clients have submitted as such, and all else as the event of its topic."""
    topics = {topic.name: topic for topic in step.consumes}

    def decode(record: Record) -> Envelope[Any]:
        topic = topics[record.topic]
        return received(record) if topic == SUBMITTED else record.decode(topic)

    return decode


def received(record: Record) -> Envelope[Received]:
    """Read a submission; a bad one keeps what can be read, so that its sender knows the answer.

    Anybody may write to the topic, so its headers say nothing but the client's own trace.
    """
    try:
        submission = read_submission(record.value)
    except BadSubmission as error:
        data = _data(record, problem=str(error))
        passport = _passport(record, error.id, error.url, attrs=error.attrs)
    else:
        data = _data(record, submission=submission)
        passport = _passport(
            record,
            submission.id,
            submission.url,
            hints=submission.for_passport(),
            attrs=submission.attrs,
            force=submission.force,
            expires_at=submission.expires_at,
        )
    return Envelope(
        id=event_id(passport.submission_id, SUBMITTED.name),
        source="client",
        time=record.at,
        passport=passport,
        data=data,
    )


def _data(
    record: Record, submission: Submission | None = None, problem: str | None = None
) -> Received:
    return Received(
        partition=record.partition,
        offset=record.offset,
        position_id=record.position_id,
        reserved_headers=sum(name.startswith(RESERVED) for name, _ in record.headers),
        submission=submission,
        problem=problem,
    )


def _passport(record: Record, id: str | None, url: str, **stated: Any) -> Passport:
    return Passport(
        submission_id=id or record.position_id,
        submitted_url=url[:URL_KEPT_CHARACTERS],
        submitted_at=record.at,
        **_trace(record),
        **stated,
    )


def _trace(record: Record) -> dict[str, str | None]:
    """Return the client's trace; the state of one that is malformed says nothing."""
    parent = read_traceparent(record.header.get("traceparent")) if record.headers else None
    if parent is None:
        return {}
    return {"traceparent": str(parent), "tracestate": record.header.get("tracestate")}
