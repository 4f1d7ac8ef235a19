"""The dead letter of an event that a stage cannot handle, and its submission's answer. Pure."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from schemas.envelope import Message, read_passport
from schemas.outcomes import Reason
from schemas.passport import Hints, Passport
from schemas.pipeline import OUTCOMES, SUBMITTED, Step
from services.stage.emission import Emission, names_of, outcome_message
from services.stage.endings import Ended
from services.stage.record import Record, superseding

TRACEBACK_MAX_CHARACTERS = 8_000
URL_IN_SHORT_CHARACTERS = 2_000

HEADER_PREFIX = "newsreel_dlq_"
"""Of the headers that a letter has beside the event's own."""
IN_SHORT = HEADER_PREFIX + "in_short"
"""Header of a letter without the event's bytes."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An event that cannot be handled, and why."""

    record: Record
    reason: Reason
    error: BaseException
    passport: Passport | None = None
    """Of the event, where it was decoded; a submission has none in its headers."""


MakeLetter = Callable[[Step, Failure, datetime], Emission]


def dead_letter(step: Step, failure: Failure, now: datetime) -> Emission:
    """Keep an event for a human, bytes untouched, and answer its submission if it can be read."""
    passport = failure.passport or passport_in(failure.record)
    return _emission(step, failure, _letter(step, failure, now), passport, now)


def dead_letter_in_short(step: Step, failure: Failure, now: datetime) -> Emission:
    """Do the same for an event that is too large to be kept: without its bytes.

    They lie where they came from until its topic drops them; of the submission only what names it
    is kept.
    """
    passport = failure.passport or passport_in(failure.record)
    passport = passport and _stripped(passport)
    letter = _without_bytes(_letter(step, failure, now), passport)
    return _emission(step, failure, letter, passport, now)


def passport_in(record: Record) -> Passport | None:
    """Read the passport alone; a damaged event often still has it, a submission never."""
    if record.topic == SUBMITTED.name:
        return None
    try:
        passport = read_passport(record.header.get("newsreel_passport", ""))
    except ValueError:
        return None
    return superseding(passport, record.header)


def _emission(
    step: Step, failure: Failure, letter: Message, passport: Passport | None, now: datetime
) -> Emission:
    messages = [(step.dead_letters, letter)]
    # an outcome is its submission's answer already, whatever keeps a stage from handling it
    if step.answers and passport is not None and failure.record.topic != OUTCOMES.name:
        detail = f"{type(failure.error).__name__}: {failure.error}"[:500]
        messages.append(outcome_message(step, passport, Ended(failure.reason, detail), now))
    in_short = IN_SHORT in letter.header
    return Emission(messages, *names_of(failure.reason), type(failure.error).__name__, in_short)


def _stripped(passport: Passport) -> Passport:
    url = passport.submitted_url[:URL_IN_SHORT_CHARACTERS]
    less = {"submitted_url": url, "hints": Hints(), "attrs": {}, "journey": []}
    return passport.model_copy(update=less)


def _without_bytes(letter: Message, passport: Passport | None) -> Message:
    headers = [header for header in letter.headers if header[0].startswith(HEADER_PREFIX)]
    headers.append((IN_SHORT, b"yes"))
    if passport is not None:
        headers.append(("newsreel_passport", passport.model_dump_json().encode()))
    return Message(None, None, headers)


def _letter(step: Step, failure: Failure, now: datetime) -> Message:
    record, error = failure.record, failure.error
    trace = "".join(traceback.format_exception(error))[-TRACEBACK_MAX_CHARACTERS:]
    notes = {
        "stage": step.stage,
        "reason": failure.reason.value,
        "error": type(error).__name__,
        "message": str(error)[:1000],
        "traceback": trace,
        "place": record.position,
        "at": now.isoformat(),
    }
    headers = [
        (HEADER_PREFIX + name, text.encode("utf-8", "replace")) for name, text in notes.items()
    ]
    own = [header for header in record.headers if not header[0].startswith(HEADER_PREFIX)]
    return Message(record.key, record.value, [*own, *headers])
