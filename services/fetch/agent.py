"""`urls.accepted.v1` → fetch → `pages.fetched.v1`; what must wait long goes into the schedule."""

import asyncio
import contextlib
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from faust.types import StreamT
from pydantic import ValidationError

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
from services.fetch.bootstrap import (
    FORGET_EVERY_SECONDS,
    GAUGE_EVERY_SECONDS,
    HURRY_EVERY_SECONDS,
    Runtime,
)
from services.fetch.deferral import Deferred, row_of
from services.fetch.fetch import body_hash
from services.fetch.flights import Flights, Landed
from services.fetch.once import Concluded, once, once_answered
from services.fetch.page import validators
from services.fetch.page.response import Unchanged
from services.fetch.schedule import table as schedule
from services.fetch.schedule.message import unpack
from services.fetch.visit import Visit
from services.settings import settings
from services.stage.continuity.watch import Continuity, learn_by
from services.stage.control.in_force import reason_in
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


async def requeue(row: schedule.Row) -> None:
    """Put a scheduled event back on its topic, and wait for the brokers."""
    await stage.producer.send(ACCEPTED, unpack(row.payload))


runtime = Runtime(stage.settings, requeue, stage.fail, stage.in_force)
flights = Flights()
stage.use(runtime)
follow = {OUTCOMES: learn_by(decode, lambda envelopes: asyncio.gather(*map(handle, envelopes)))}
stage.use(Continuity(stage, runtime.store, decided.TOPICS, follow))
stage.every(GAUGE_EVERY_SECONDS, runtime.show_counts)
stage.every(HURRY_EVERY_SECONDS, runtime.hurry_cancelled)
stage.every(FORGET_EVERY_SECONDS, runtime.forget)


@app.on_partitions_assigned.connect
async def invalidate_hosts(*_: object, **__: object) -> None:
    """Ask the store about every host again: another worker may have owned it in between."""
    runtime.frontier.invalidate(time.time())


@app.agent(stage.source)
async def fetch_pages(stream: StreamT[bytes]) -> None:
    """Fetch accepted URLs, politely and safely."""
    await stage.drain(stream, handle, Together(is_to_be_deferred, defer))


async def handle(envelope: Envelope[Any]) -> Handled:
    """Fetch a URL, or take note of an outcome."""
    if isinstance(envelope.data, Outcome):
        await asyncio.gather(settle(envelope.data), once_answered(runtime.store, envelope))
        return Handled(Done())
    return await visit(envelope)


def is_to_be_deferred(record: Record) -> bool:
    """Tell an accepted URL whose host is closed for now; what cannot be read is none."""
    if record.topic != ACCEPTED.name:
        return False
    try:
        accepted = UrlAccepted.model_validate_json(record.value or b"")
    except ValidationError:
        return False
    return runtime.closed_hosts.is_closed(accepted)


async def defer(envelopes: Sequence[Envelope[UrlAccepted]]) -> list[Handled]:
    """Defer URLs of closed hosts to the schedule, all with one call; visit the others."""
    at = now()
    rows = [deferred_row(envelope, at) for envelope in envelopes]
    deferred = [row for row in rows if row is not None]
    if deferred:
        await runtime.store.call_many(schedule.put, deferred)
    others = [each for each, row in zip(envelopes, rows, strict=True) if row is None]
    visits = iter(await asyncio.gather(*map(visit, others)))
    return [next(visits) if row is None else Handled(Done()) for row in rows]


def deferred_row(envelope: Envelope[UrlAccepted], at: datetime) -> schedule.Row | None:
    """Give the row of a URL of a closed host, without a look at what the store knows of it.

    A redelivery whose page is published is deferred, too, and known when it comes back.
    """
    if is_expired(envelope.passport.expires_at) or forbidden(envelope):
        return None
    deferred = runtime.closed_hosts.defer(envelope.data)
    return row_of(envelope, envelope.passport, *deferred, at) if deferred else None


def forbidden(envelope: Envelope[UrlAccepted]) -> Ended | None:
    """End a URL that was withdrawn, or whose host was blocked, since it was accepted."""
    if cancel := stage.in_force.cancel_of(envelope.passport.submission_id):
        return Ended(Reason.CANCELLED, f"withdrawn {reason_in(cancel)}")
    return runtime.rules.block(envelope.data.host)


async def visit(envelope: Envelope[UrlAccepted]) -> Handled:
    """Visit the host, once for each answer."""
    return await once(runtime.store, envelope, visit_anew)


async def visit_anew(envelope: Envelope[UrlAccepted], known: validators.Known | None) -> Concluded:
    """Visit the host now or soon, or defer the URL to the schedule."""
    accepted, passport = envelope.data, envelope.passport
    if is_expired(passport.expires_at):
        return Concluded(Handled(Ended(Reason.EXPIRED)))
    if refusal := forbidden(envelope):
        return Concluded(Handled(refusal))
    is_shared = not passport.force and not passport.supersedes
    if is_shared and stage.settings.duplicate_window_seconds:
        wanted_at = passport.submitted_at.timestamp()
        shared = await flights.join(
            accepted.url, passport.submission_id, wanted_at, accepted.attempt
        )
        if isinstance(shared, Ended):
            return Concluded(Handled(shared))
        if shared is not None:
            group = runtime.politeness.group_of(accepted.host, accepted.site)
            row = row_of(envelope, passport, shared, group, now())
            await runtime.store.call(schedule.put, row)
            return Concluded(Handled(Done()))
    return await lead(envelope, known)


async def lead(envelope: Envelope[UrlAccepted], known: validators.Known | None) -> Concluded:
    """Visit the host for this submission, and for all that want the URL meanwhile."""
    accepted, passport = envelope.data, envelope.passport
    landed: Landed | None = None
    try:
        conditional = known.conditional if known and not passport.force else None
        visit = await runtime.visitor.visit(accepted, conditional)
        concluded, landed = await conclude(envelope, known, visit)
        return concluded
    finally:
        flights.land(accepted.url, passport.submission_id, landed)


async def conclude(
    envelope: Envelope[UrlAccepted], known: validators.Known | None, visit: Visit
) -> tuple[Concluded, Landed]:
    """Say what follows from a visit, for the stage and for others that wait for the page."""
    accepted, passport = envelope.data, envelope.passport
    passport = passport.model_copy(update={"attempts": passport.attempts + visit.requests})
    note = f"waited {visit.waited_seconds:.1f} s" if visit.waited_seconds > 0.05 else None
    result = visit.result
    if isinstance(result, Deferred):
        row = row_of(envelope, passport, result, visit.group, now())
        await runtime.store.call(schedule.put, row)
        return Concluded(Handled(Done())), result
    if isinstance(result, PageFetched):
        metrics.FETCHED_BYTES.inc(len(result.body))
        page = fetched(accepted, passport, result)
        return Concluded(Handled(result, passport, note), page), result
    if isinstance(result, Unchanged):
        seen = validators.Seen(url_hash(accepted.url), result.conditional, result.seen_at)
        await runtime.store.call(validators.renew, seen)
    result = validators.in_view_of(known, result)
    return Concluded(Handled(result, passport, note)), result


def fetched(accepted: UrlAccepted, passport: Passport, page: PageFetched) -> validators.Fetched:
    """Lay out what the response said of the page."""
    return validators.Fetched(
        submission_id=passport.submission_id,
        url_hash=url_hash(accepted.url),
        etag=page.etag,
        last_modified=page.last_modified,
        body_hash=body_hash(page.body),
        fetched_at=page.fetched_at.timestamp(),
    )


def is_expired(expires_at: datetime | None) -> bool:
    """Whether the submitter does not want the URL fetched any more."""
    return expires_at is not None and expires_at <= now()


async def settle(outcome: Outcome) -> None:
    """Believe a page's validators if its article stands, forget them otherwise."""
    flights.note(outcome)
    stands = outcome.outcome in (OutcomeKind.PUBLISHED, OutcomeKind.UNCHANGED)
    settled = validators.Settled(outcome.submission_id, stands, outcome.article_id)
    await runtime.store.call(validators.settle, settled)
    if outcome.outcome is OutcomeKind.GONE:
        with contextlib.suppress(BadUrl):
            await runtime.store.call(validators.forget, normalise_url(outcome.url))
