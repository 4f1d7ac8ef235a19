"""`urls.accepted.v1` → fetch → `pages.fetched.v1`; what must wait long goes into the schedule."""

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson
from faust.types import StreamT

from schemas.envelope import Envelope
from schemas.events import Event, Outcome, PageFetched, UrlAccepted
from schemas.identity import url_hash
from schemas.outcomes import OutcomeKind, Reason
from schemas.passport import Passport
from schemas.pipeline import ACCEPTED, FETCH, OUTCOMES
from schemas.url import BadUrl, normalise_url
from services import metrics
from services.clock import now
from services.fetch import decided
from services.fetch.bootstrap import FORGET_EVERY_SECONDS, GAUGE_EVERY_SECONDS, Equipment
from services.fetch.deferral import postponed
from services.fetch.fetch import body_hash
from services.fetch.once import once, once_answered
from services.fetch.page import validators
from services.fetch.page.response import Unchanged
from services.fetch.schedule import table as schedule
from services.fetch.schedule.message import unpack
from services.fetch.visit import Later, is_expired
from services.logs import logger
from services.settings import settings
from services.stage.continuity.watch import Continuity, learn_by
from services.stage.endings import Done, Ended
from services.stage.record import Record
from services.stage.stage import Handled, Stage, Together

BATCH_MAX = 500
"""As many rows of the schedule as one transaction takes."""


def decode(record: Record) -> Envelope[Event]:
    """Read either topic's event."""
    return record.decode(OUTCOMES if record.topic == OUTCOMES.name else ACCEPTED)


stage = Stage(
    FETCH, decode=decode, in_flight_max=settings().fetch_in_flight_max, batch_max=BATCH_MAX
)
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
follow = {OUTCOMES: learn_by(decode, lambda envelopes: asyncio.gather(*map(fetched, envelopes)))}
stage.use(Continuity(stage, equipment.store, decided.TOPICS, follow))
stage.every(GAUGE_EVERY_SECONDS, equipment.show_counts)
stage.every(FORGET_EVERY_SECONDS, equipment.forget)


@app.on_partitions_assigned.connect
async def doubt_hosts(*_: object, **__: object) -> None:
    """Ask the store about every host anew: another worker may have owned it in between."""
    equipment.doubt()


@app.agent(stage.source)
async def fetch_pages(stream: StreamT[bytes]) -> None:
    """Fetch accepted URLs, politely and safely."""
    await stage.drain(stream, fetched, Together(is_for_later, put_off))


async def fetched(envelope: Envelope[Any]) -> Handled:
    """Fetch a URL, or take note of an answer."""
    if isinstance(envelope.data, Outcome):
        await asyncio.gather(settled(envelope.data), once_answered(equipment.store, envelope))
        return Handled(Done())
    return await visited(envelope)


def is_for_later(record: Record) -> bool:
    """Tell an accepted URL whose host is closed for now; what cannot be read is none."""
    if record.topic != ACCEPTED.name:
        return False
    try:
        url = orjson.loads(record.value or b"")
        return equipment.visitor.is_closed(url["host"], url["site"], url["waited_ms"])
    except (ValueError, TypeError, KeyError):
        return False


async def put_off(envelopes: Sequence[Envelope[UrlAccepted]]) -> list[Handled]:
    """Keep URLs of closed hosts in the schedule for later, all with one call; visit the others."""
    at = now()
    rows = [row_for_later(envelope, at) for envelope in envelopes]
    kept = [row for row in rows if row is not None]
    if kept:
        await equipment.store.call_many(schedule.put, kept)
    others = [each for each, row in zip(envelopes, rows, strict=True) if row is None]
    visits = iter(await asyncio.gather(*map(visited, others)))
    return [next(visits) if row is None else Handled(Done()) for row in rows]


def row_for_later(envelope: Envelope[UrlAccepted], at: datetime) -> schedule.Row | None:
    """Give the row of a URL that is put off, without a look at what the store knows of it.

    A redelivery whose page is published is put off, too, and known when it comes back.
    """
    if is_expired(envelope.passport.expires_at):
        return None
    until = equipment.visitor.put_off(envelope.data)
    return postponed(envelope, envelope.passport, *until, at) if until else None


async def visited(envelope: Envelope[UrlAccepted]) -> Handled:
    """Visit the host, once for each answer."""
    return await once(equipment.store, envelope, visited_anew)


async def visited_anew(envelope: Envelope[UrlAccepted]) -> Handled:
    """Visit the host now or soon, or keep the URL in the schedule for later."""
    accepted, passport = envelope.data, envelope.passport
    if is_expired(passport.expires_at):
        return Handled(Ended(Reason.EXPIRED))
    known = await equipment.store.call(validators.known, accepted.url)
    conditional = known.conditional if known and not passport.force else None
    visit = await equipment.visitor.visit(accepted, conditional)
    passport = passport.model_copy(update={"attempts": passport.attempts + visit.requests})
    note = f"waited {visit.waited_seconds:.1f} s" if visit.waited_seconds > 0.05 else None
    result = visit.result
    if isinstance(result, Later):
        row = postponed(envelope, passport, result, visit.group, now())
        await equipment.store.call(schedule.put, row)
        return Handled(Done())
    if isinstance(result, PageFetched):
        await noted(accepted, passport, result)
    else:
        if isinstance(result, Unchanged):
            seen = validators.Seen(url_hash(accepted.url), result.conditional, result.seen_at)
            await equipment.store.call(validators.renew, seen)
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
