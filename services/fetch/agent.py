"""`urls.accepted.v1` → fetch → `pages.fetched.v1`; what must wait long goes into the schedule."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Any

from faust.types import StreamT
from pydantic import ValidationError

from schemas.envelope import Envelope, encode
from schemas.events import Outcome, UrlAccepted
from schemas.pipeline import ACCEPTED, FETCH, OUTCOMES
from services.clock import unix
from services.fetch.bootstrap import (
    GAUGE_EVERY_SECONDS,
    WITHDRAWN_EVERY_SECONDS,
    Runtime,
)
from services.fetch.decisions import table as decisions
from services.fetch.deferral import row_id_of
from services.fetch.outcomes import learn, take_note
from services.fetch.schedule import table as schedule
from services.fetch.schedule.message import unpack
from services.fetch.url_process import all_of
from services.settings import settings
from services.stage.continuity.learn import learn_by
from services.stage.continuity.watch import Continuity
from services.stage.endings import Done
from services.stage.function import Handled, Together
from services.stage.housekeeping import FORGET_EVERY_SECONDS
from services.stage.record import Record
from services.stage.stage import Stage

BATCH_MAX = 500
"""As many rows of the schedule as one transaction takes."""


stage = Stage(FETCH, in_flight_max=settings().fetch_in_flight_max, batch_max=BATCH_MAX)
app = stage.app
KEEP_DAYS = stage.settings.ledger_keep_days


async def requeue(row: schedule.Row) -> None:
    """Put a scheduled event back on its topic, and wait for the brokers."""
    await stage.producer.send(ACCEPTED, unpack(row.payload))


async def put_back_lost(envelopes: Sequence[Envelope[UrlAccepted]]) -> None:
    """Put URLs back on the topic that the store knows nothing of: its schedule had them."""
    events = {each.passport.answer_id: each for each in envelopes}
    rows = map(row_id_of, events.values())
    decided, waiting = await asyncio.gather(
        runtime.store.call_many(decisions.recall, list(events)),
        runtime.store.call_many(schedule.waits, list(rows)),
    )
    known = zip(events.values(), decided, waiting, strict=True)
    lost = [encode(each, each.data.site) for each, end, waits in known if not (end or waits)]
    await asyncio.gather(*(stage.producer.send(ACCEPTED, message) for message in lost))


runtime = Runtime(stage.settings, requeue, stage.fail, stage.in_force)
stage.use(runtime)
ahead = {OUTCOMES: learn_by(stage.decode, partial(learn, runtime.store, keep_days=KEEP_DAYS))}
follow = ahead | {ACCEPTED: learn_by(stage.decode, put_back_lost)}
stage.use(Continuity(stage, runtime.store, decisions.TOPICS, follow, ahead))
stage.every(GAUGE_EVERY_SECONDS, runtime.show_counts)
stage.every(WITHDRAWN_EVERY_SECONDS, runtime.withdrawn.make_due)
stage.every(FORGET_EVERY_SECONDS, runtime.forget)


@app.on_partitions_assigned.connect
async def invalidate_hosts(*_: object, **__: object) -> None:
    """Ask the store about every host again: another worker may have owned it in between."""
    runtime.frontier.invalidate(unix())


@app.agent(stage.source)
async def fetch_pages(stream: StreamT[bytes]) -> None:
    """Fetch accepted URLs, politely and safely."""
    await stage.drain(stream, handle, Together(is_to_be_deferred, handle_together))


async def handle(envelope: Envelope[Any]) -> Handled:
    """Fetch a URL, or take note of an outcome."""
    if isinstance(envelope.data, Outcome):
        await take_note(runtime.store, runtime.flights, envelope, KEEP_DAYS)
        return Handled(Done())
    return await runtime.process.run(envelope)


async def handle_together(envelopes: Sequence[Envelope[Any]]) -> list[Handled]:
    """Handle events side by side: what they ask of the store shares transactions."""
    return await all_of(map(handle, envelopes))


def is_to_be_deferred(record: Record) -> bool:
    """Tell an accepted URL whose host is closed for now; what cannot be read is none."""
    if record.topic != ACCEPTED.name:
        return False
    try:
        accepted = UrlAccepted.model_validate_json(record.value or b"")
    except ValidationError:
        return False
    return runtime.closed_hosts.is_closed(accepted)
