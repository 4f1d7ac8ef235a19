"""An accepted URL that must wait, as a row of the schedule: the event that brings it back."""

from datetime import datetime

from schemas.envelope import Envelope, encode
from schemas.events import UrlAccepted
from schemas.identity import event_id
from schemas.passport import Passport
from schemas.pipeline import FETCH
from services.fetch.schedule.message import pack
from services.fetch.schedule.table import Row
from services.fetch.visit import Later


def postponed(
    envelope: Envelope[UrlAccepted], passport: Passport, later: Later, group: str, at: datetime
) -> Row:
    """Make the row; of the same event always one with the same id.

    `group` is what politeness counts the URL to, `at` the present.
    """
    wait_seconds = max(0.0, later.due_at - at.timestamp())
    accepted = envelope.data
    again = accepted.model_copy(
        update={
            "attempt": later.attempt,
            "waited_ms": accepted.waited_ms + wait_seconds * 1000,
        }
    )
    stamped = passport.stamped(FETCH.stage, at, note=f"{later.why}: again in {wait_seconds:.0f} s")
    event_id_ = event_id(envelope.id, UrlAccepted.type)
    event = Envelope(event_id_, f"newsreel/{FETCH.stage}", at, stamped, again)
    return Row(event_id_, later.due_at, group, pack(encode(event, accepted.site)), later.why)
