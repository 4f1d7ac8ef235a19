"""`urls.accepted.v1` → fetch → `pages.fetched.v1`; what must wait long goes into the schedule."""

from faust.types import StreamT

from schemas.envelope import Envelope, encode
from schemas.events import PageFetched, UrlAccepted
from schemas.identity import event_id
from schemas.outcomes import Reason
from schemas.passport import Passport
from schemas.pipeline import ACCEPTED, FETCH
from services.fetch import schedule
from services.fetch.equipment import Equipment
from services.fetch.parcel import pack, unpack
from services.fetch.visit import Later, is_expired
from services.stage import metrics
from services.stage.endings import Done, Rejected
from services.stage.settings import settings
from services.stage.stage import Handled, Stage, now

stage = Stage(FETCH, in_flight_max=settings().fetch_in_flight_max)
app = stage.app


async def emit(row: schedule.Row) -> None:
    """Put a scheduled event back on its topic, and wait for the brokers."""
    await stage.producer.send(ACCEPTED, unpack(row.payload))


equipment = Equipment(stage.settings, emit)
stage.use(equipment)


@app.agent(stage.source)
async def fetch_pages(stream: StreamT[bytes]) -> None:
    """Fetch accepted URLs, politely and safely."""
    await stage.drain(stream, fetched)


async def fetched(envelope: Envelope[UrlAccepted]) -> Handled:
    """Visit the host now or soon, or keep the URL in the schedule for later."""
    if is_expired(envelope.passport.expires_at):
        return Handled(Rejected(Reason.EXPIRED))
    visited = await equipment.visitor.visit(envelope.data)
    passport = envelope.passport.model_copy(
        update={"attempts": envelope.passport.attempts + visited.requests}
    )
    note = f"waited {visited.waited_seconds:.1f} s" if visited.waited_seconds > 0.05 else None
    if isinstance(visited.result, Later):
        await keep(envelope, passport, visited.result)
        return Handled(Done())
    if isinstance(visited.result, PageFetched):
        metrics.FETCHED_BYTES.inc(len(visited.result.body))
    return Handled(visited.result, passport, note)


async def keep(envelope: Envelope[UrlAccepted], passport: Passport, later: Later) -> None:
    """Write the event that `later` brings into the schedule; the same row on a redelivery."""
    accepted = envelope.data
    wait_seconds = max(0.0, later.due_at - now().timestamp())
    again = accepted.model_copy(
        update={
            "attempt": later.attempt,
            "waited_ms": accepted.waited_ms + wait_seconds * 1000,
        }
    )
    event = Envelope(
        id=event_id(envelope.id, UrlAccepted.type),
        source="newsreel/fetch",
        time=now(),
        passport=passport.stamped(
            "fetch", now(), note=f"{later.why}: again in {wait_seconds:.0f} s"
        ),
        data=again,
    )
    message = encode(event, key=accepted.site)
    row = schedule.Row(event.id, later.due_at, accepted.host, pack(message), later.why)
    await equipment.store.call(schedule.put, row)
