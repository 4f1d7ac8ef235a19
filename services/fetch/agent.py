"""`urls.accepted.v1` → fetch → `pages.fetched.v1`; what must wait long goes into the schedule."""

import asyncio
import contextlib

from faust.types import StreamT

from schemas.envelope import Envelope, encode
from schemas.events import Event, Outcome, PageFetched, UrlAccepted
from schemas.identity import event_id
from schemas.outcomes import OutcomeKind, Reason
from schemas.passport import Passport
from schemas.pipeline import ACCEPTED, FETCH, OUTCOMES
from schemas.url import BadUrl, normalise_url
from services.fetch import schedule, validators
from services.fetch.equipment import Equipment
from services.fetch.fetch import body_hash
from services.fetch.parcel import pack, unpack
from services.fetch.seen import url_hash
from services.fetch.visit import Later, is_expired
from services.stage import metrics
from services.stage.endings import Done, Rejected
from services.stage.logs import logger
from services.stage.record import Record
from services.stage.settings import settings
from services.stage.stage import Handled, Stage, now


def decode(record: Record) -> Envelope[Event]:
    """Read either topic's event."""
    return record.decode(OUTCOMES if record.topic == OUTCOMES.name else ACCEPTED)


stage = Stage(FETCH, decode=decode, in_flight_max=settings().fetch_in_flight_max)
app = stage.app


async def emit(row: schedule.Row) -> None:
    """Put a scheduled event back on its topic, and wait for the brokers."""
    await stage.producer.send(ACCEPTED, unpack(row.payload))


def crash(error: BaseException) -> None:
    """End the process, so that its supervisor starts it anew."""
    logger().critical("equipment_failed", error=repr(error), exc_info=error)
    if stage.failed is not None and not stage.failed.done():
        stage.failed.set_exception(error)
    else:
        crashes.append(asyncio.create_task(app.crash(error)))


crashes: list[asyncio.Task[None]] = []
equipment = Equipment(stage.settings, emit, crash)
stage.use(equipment)


@app.on_partitions_assigned.connect
async def doubt_hosts(*_: object, **__: object) -> None:
    """Ask the store about every host anew: another worker may have owned it in between."""
    equipment.doubt()


@app.agent(stage.source)
async def fetch_pages(stream: StreamT[bytes]) -> None:
    """Fetch accepted URLs, politely and safely."""
    await stage.drain(stream, fetched)


async def fetched(envelope: Envelope[Event]) -> Handled:
    """Fetch a URL, or take note of an answer."""
    if isinstance(envelope.data, Outcome):
        await settled(envelope.data)
        return Handled(Done())
    assert isinstance(envelope.data, UrlAccepted)
    return await visited(envelope.data, envelope)


async def visited(accepted: UrlAccepted, envelope: Envelope[Event]) -> Handled:
    """Visit the host now or soon, or keep the URL in the schedule for later."""
    passport = envelope.passport
    if is_expired(passport.expires_at):
        return Handled(Rejected(Reason.EXPIRED))
    known = None
    if not passport.force:
        known = await equipment.store.call(validators.known, accepted.url)
    if known and known.settled_by == passport.submission_id and not passport.supersedes:
        return Handled(Done())  # a redelivery: its page is published, its answer given
    visit = await equipment.visitor.visit(accepted, known.conditional if known else None)
    passport = passport.model_copy(update={"attempts": passport.attempts + visit.requests})
    note = f"waited {visit.waited_seconds:.1f} s" if visit.waited_seconds > 0.05 else None
    result = visit.result
    if isinstance(result, Later):
        await keep(accepted, envelope.id, passport, result, visit.group)
        return Handled(Done())
    if isinstance(result, PageFetched):
        await noted(accepted, passport, result)
    else:
        result = validators.in_view_of(known, result)
    return Handled(result, passport, note)


async def noted(accepted: UrlAccepted, passport: Passport, page: PageFetched) -> None:
    """Remember what the answer said of itself, until the submission has its own answer."""
    metrics.FETCHED_BYTES.inc(len(page.body))
    await equipment.store.call(
        validators.note,
        validators.Fetched(
            submission_id=passport.submission_id,
            url_hash=url_hash(accepted.url),
            etag=page.etag,
            last_modified=page.last_modified,
            body_hash=body_hash(page.body),
            fetched_at=page.fetched_at.timestamp(),
        ),
    )


async def settled(outcome: Outcome) -> None:
    """Believe a page's validators if its article stands, forget them otherwise."""
    stands = outcome.outcome in (OutcomeKind.PUBLISHED, OutcomeKind.UNCHANGED)
    answer = validators.Settled(outcome.submission_id, stands, outcome.article_id)
    await equipment.store.call(validators.settle, answer)
    if outcome.outcome is OutcomeKind.GONE:
        with contextlib.suppress(BadUrl):
            await equipment.store.call(validators.forget, normalise_url(outcome.url))


async def keep(
    accepted: UrlAccepted, cause_id: str, passport: Passport, later: Later, group: str
) -> None:
    """Write the event that `later` brings into the schedule; the same row on a redelivery."""
    wait_seconds = max(0.0, later.due_at - now().timestamp())
    again = accepted.model_copy(
        update={
            "attempt": later.attempt,
            "waited_ms": accepted.waited_ms + wait_seconds * 1000,
        }
    )
    stamped = passport.stamped("fetch", now(), note=f"{later.why}: again in {wait_seconds:.0f} s")
    event = Envelope(
        event_id(cause_id, UrlAccepted.type), f"newsreel/{FETCH.stage}", now(), stamped, again
    )
    message = encode(event, key=accepted.site)
    row = schedule.Row(event.id, later.due_at, group, pack(message), later.why)
    await equipment.store.call(schedule.put, row)
