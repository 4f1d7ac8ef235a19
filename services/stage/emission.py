"""What a stage sends for one event: pure, so that a redelivery gives the same messages again."""

import traceback
from dataclasses import dataclass
from datetime import datetime

from schemas.envelope import Envelope, Message, Packed, encode, read_passport
from schemas.events import Event, Outcome
from schemas.identity import event_id, outcome_id
from schemas.outcomes import Reason
from schemas.passport import Hints, Passport
from schemas.pipeline import OUTCOMES, SUBMITTED, Step, Topic
from services.stage.endings import Done, Ended, LookAgain, Published, Said
from services.stage.record import Record, superseding

TRACEBACK_MAX_CHARACTERS = 8_000
URL_IN_SHORT_CHARACTERS = 2_000

NOTE = "newsreel_dlq_"
"""How the headers begin that a letter has beside the event's own."""
IN_SHORT = NOTE + "in_short"
"""Header of a letter without the event's bytes."""

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
            outcome = _outcome(step, passport, result, now)
            return Emission([*result.before, outcome], *_names(result.reason))
        case Published():
            return Emission(
                [
                    *result.before,
                    _event(step, cause, passport, result.article, now),
                    _outcome(step, passport, result, now),
                ],
                *_names(result.reason),
                look_again=result.look_again,
            )
        case _:
            return Emission([_event(step, cause, passport, result, now)], "passed")


def dead_letter(
    step: Step,
    record: Record,
    reason: Reason,
    error: BaseException,
    now: datetime,
    passport: Passport | None = None,
    in_short: bool = False,
) -> Emission:
    """Keep an event for a human, bytes untouched, and answer its submission if it can be read.

    An outcome is its submission's answer already, whatever keeps a stage from taking note of it.

    `passport`: of the event, where it was decoded; a submission has none in its headers.
    `in_short`: without the bytes, which lie where they came from until its topic drops them, and
    with no more of the submission than says which it is.
    """
    passport = passport or passport_in(record)
    letter = _letter(step, record, reason, error, now)
    if in_short:
        passport = passport and _stripped(passport)
        letter = _without_bytes(letter, passport)
    messages = [(step.dead_letters, letter)]
    if step.answers and passport is not None and record.topic != OUTCOMES.name:
        detail = f"{type(error).__name__}: {error}"[:500]
        messages.append(_outcome(step, passport, Ended(reason, detail), now))
    return Emission(messages, *_names(reason), type(error).__name__, in_short)


def passport_in(record: Record) -> Passport | None:
    """Read the passport alone; a damaged event often still has it, a submission never."""
    if record.topic == SUBMITTED.name:
        return None
    try:
        passport = read_passport(record.header.get("newsreel_passport", ""))
    except ValueError:
        return None
    return superseding(passport, record.header)


def _stripped(passport: Passport) -> Passport:
    url = passport.submitted_url[:URL_IN_SHORT_CHARACTERS]
    less = {"submitted_url": url, "hints": Hints(), "attrs": {}, "journey": []}
    return passport.model_copy(update=less)


def _without_bytes(letter: Message, passport: Passport | None) -> Message:
    headers = [header for header in letter.headers if header[0].startswith(NOTE)]
    headers.append((IN_SHORT, b"yes"))
    if passport is not None:
        headers.append(("newsreel_passport", passport.model_dump_json().encode()))
    return Message(None, None, headers)


def _names(reason: Reason) -> tuple[str, str]:
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
        source=f"newsreel/{step.stage}",
        time=now,
        passport=passport,
        data=event,
    )
    key = event.key if isinstance(event, Packed) else getattr(event, topic.key)
    return topic, encode(envelope, key)


def _outcome(
    step: Step, passport: Passport, ending: Ended | Published, now: datetime
) -> tuple[Topic, Message]:
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
        id=outcome_id(passport.submission_id, passport.supersedes),
        source=f"newsreel/{step.stage}",
        time=now,
        passport=passport.model_copy(update={"attrs": {}, "journey": []}),
        data=answer,
    )
    return OUTCOMES, encode(envelope, key=passport.submission_id)


def _encodable(detail: str | None) -> str | None:
    """Replace half a UTF-16 pair: a detail may quote what a site or an exception said."""
    return detail and detail.encode("utf-8", "replace").decode()


def _letter(
    step: Step, record: Record, reason: Reason, error: BaseException, now: datetime
) -> Message:
    trace = "".join(traceback.format_exception(error))[-TRACEBACK_MAX_CHARACTERS:]
    notes = {
        "stage": step.stage,
        "reason": reason.value,
        "error": type(error).__name__,
        "message": str(error)[:1000],
        "traceback": trace,
        "place": record.position,
        "at": now.isoformat(),
    }
    headers = [(NOTE + name, text.encode("utf-8", "replace")) for name, text in notes.items()]
    own = [header for header in record.headers if not header[0].startswith(NOTE)]
    return Message(record.key, record.value, [*own, *headers])
