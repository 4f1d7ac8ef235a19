"""Pages put back on their topic: each as a submission of its own, so each has its own one answer.

The first stamp of such a journey is the replay's; that marks the answer too. Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import orjson
from pydantic import ValidationError

from schemas.envelope import TRACE_HEADERS, Message, trace_headers
from schemas.events import PageFetched
from schemas.identity import event_id, made_id
from schemas.passport import Passport, Stamp
from services.stage.record import SUPERSEDES, Record

REPLAY = "replay"
"""The stage that a replay's stamp names."""
_CHANGED = ("ce_id", "ce_time", "newsreel_passport", *TRACE_HEADERS, SUPERSEDES)


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page as it lies on the topic."""

    record: Record
    page: PageFetched
    """Without its body, which stays packed in the record."""
    passport: Passport


def stored_page(record: Record) -> StoredPage | None:
    """Read a page's headers; None where they are damaged."""
    headers = record.header
    try:
        page = PageFetched.model_validate(orjson.loads(headers["newsreel_data"]))
        passport = Passport.model_validate_json(headers["newsreel_passport"])
    except (KeyError, ValidationError, orjson.JSONDecodeError):
        return None
    return StoredPage(record, page, passport) if headers.get("ce_id") else None


def is_replay(journey: Iterable[Stamp]) -> bool:
    """Tell whether an event or an answer comes from a replay."""
    return any(stamp.stage == REPLAY for stamp in journey)


def submission_of(stored: StoredPage, name: str) -> str:
    """Return the id under which a replay answers a page; the same each time it is run."""
    return made_id(f"{stored.record.header['ce_id']}/{REPLAY}/{name}")


def again(stored: StoredPage, name: str, now: datetime) -> Message:
    """Return the message that puts a page back: body untouched, hints and attrs kept."""
    submission, old = submission_of(stored, name), stored.passport
    note = f"{name}: page of submission {old.submission_id}, not fetched again"
    passport = old.model_copy(
        update={
            "submission_id": submission,
            "submitted_at": now,
            "expires_at": None,
            "attempts": 0,
            "supersedes": None,
            "journey": [Stamp(stage=REPLAY, at=now, duration_ms=0, note=note)],
            "traceparent": None,
            "tracestate": None,
        }
    )
    record = stored.record
    headers = [(key, value) for key, value in record.headers if key not in _CHANGED]
    headers += [
        ("ce_id", event_id(submission, PageFetched.type).encode()),
        ("ce_time", now.isoformat().encode()),
        ("newsreel_passport", passport.model_dump_json(exclude_defaults=True).encode()),
        *trace_headers(passport, is_public=False),
    ]
    return Message(record.key, record.value, headers)
