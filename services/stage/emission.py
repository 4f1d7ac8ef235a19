"""The messages that a stage sends for an event. Pure: a redelivery gives the same ones again."""

from dataclasses import dataclass
from datetime import datetime

from schemas.envelope import Envelope, Message, encode
from schemas.events import Event, Outcome
from schemas.identity import event_id
from schemas.outcomes import Reason
from schemas.packed import Packed
from schemas.passport import Passport
from schemas.pipeline import OUTCOMES, Step
from schemas.topic import Topic
from services.stage.endings import Done, Ended, LookAgain, Published, Said

Result = Event | Packed | Ended | Published | Done | Said


@dataclass(frozen=True, slots=True)
class Emission:
    """Messages in the order in which they must be confirmed, and how the event ended."""

    messages: list[tuple[Topic, Message]]
    outcome: str
    """`passed` or `done`, else the outcome's name."""
    reason: str = ""
    error: str | None = None
    """Class of the unforeseen exception, where the event is dead-lettered."""
    in_short: bool = False
    """Whether the dead letter is without the event's bytes."""
    look_again: LookAgain | None = None
    """What to ask when all is confirmed."""


def emission(
    step: Step, cause: Envelope[Event | Packed], passport: Passport, result: Result, now: datetime
) -> Emission:
    """Turn what a stage's function returned into messages."""
    match result:
        case Done():
            return Emission([], "done")
        case Said():
            return Emission(list(result.messages), result.outcome, result.reason)
        case Ended():
            outcome = outcome_message(step, passport, result, now)
            return Emission([*result.before, outcome], *names_of(result.reason))
        case Published():
            return Emission(
                [
                    *result.before,
                    _event(step, cause, passport, result.article, now),
                    outcome_message(step, passport, result, now),
                ],
                *names_of(result.reason),
                look_again=result.look_again,
            )
        case _:
            return Emission([_event(step, cause, passport, result, now)], "passed")


def names_of(reason: Reason) -> tuple[str, str]:
    """Return outcome and reason, as an `Emission` and the metrics name them."""
    return reason.outcome.value, reason.value


def _event(
    step: Step,
    cause: Envelope[Event | Packed],
    passport: Passport,
    event: Event | Packed,
    now: datetime,
) -> tuple[Topic, Message]:
    topic = step.produces
    assert topic is not None, f"{step.stage} produces nothing"
    envelope = Envelope(
        id=event_id(cause.id, event.type),
        source=step.source,
        time=now,
        passport=passport,
        data=event,
    )
    key = event.key if isinstance(event, Packed) else getattr(event, topic.key)
    return topic, encode(envelope, key)


def outcome_message(
    step: Step, passport: Passport, ending: Ended | Published, now: datetime
) -> tuple[Topic, Message]:
    """Answer a submission: its outcome, for the public topic."""
    reason = ending.reason
    answer = Outcome(
        submission_id=passport.submission_id,
        url=passport.submitted_url,
        outcome=reason.outcome,
        reason=reason,
        detail=_encodable(ending.detail) if isinstance(ending, Ended) else None,
        stage=step.stage,
        article_id=ending.article_id,
        revision=ending.revision,
        attempts=passport.attempts,
        journey=passport.journey,
        attrs=passport.attrs,
        submitted_at=passport.submitted_at,
        decided_at=now,
        supersedes=passport.supersedes,
        signs=ending.signs,
    )
    envelope = Envelope(
        id=passport.answer_id,
        source=step.source,
        time=now,
        passport=passport.model_copy(update={"attrs": {}, "journey": []}),
        data=answer,
    )
    return OUTCOMES, encode(envelope, key=passport.submission_id)


def _encodable(detail: str | None) -> str | None:
    """Replace half a UTF-16 pair: a detail may quote what a site or an exception said."""
    return detail and detail.encode("utf-8", "replace").decode()
