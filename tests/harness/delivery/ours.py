"""A worker on our shell: a stage of its own between the test's topics."""

import asyncio
import os
from collections.abc import Sequence
from typing import Any

from faust.types import StreamT
from sqlalchemy import Column, Connection, Integer, MetaData, Table

from schemas.envelope import Envelope
from schemas.events import Event, UrlAccepted
from schemas.pipeline import Step
from schemas.topic import Topic
from services.logs import set_up
from services.stage import run as stage_process
from services.stage.stage import Stage
from services.stage.store.rows import write_rows
from services.stage.store.store import Store
from services.stage.submissions import received
from tests.harness.delivery.spec import BATCH_MAX, LARGE_BYTES, SLOW_SECONDS, Spec, number_of
from tests.harness.delivery.stock import Scripted, note

METADATA = MetaData()
HANDLED = Table("handled", METADATA, Column("number", Integer, primary_key=True))


def step_of(spec: Spec) -> Step:
    """A step between the topics of the test."""
    source = Topic(spec.source, "url", UrlAccepted, 1, 1)
    return Step(spec.stage, "Probe.", (source,), Topic(spec.sink, "url", UrlAccepted, 1, 1))


def remember(connection: Connection, numbers: Sequence[int]) -> Sequence[None]:
    """Note that the numbers were handled; twice is once."""
    rows = [{"number": number} for number in sorted(set(numbers))]
    write_rows(connection, HANDLED, rows, replace=False)
    return [None] * len(numbers)


def run(spec: Spec) -> None:
    """Run the stage until a signal."""
    stage = Stage(
        step_of(spec),
        decode=received if spec.bare else None,
        batch_max=BATCH_MAX if spec.style == "batch" else None,
    )
    store = Store(spec.store, "probe", METADATA) if spec.store else None
    if store:
        stage.use(store)

    async def handle(envelope: Envelope[Any]) -> Event:
        url = envelope.passport.submitted_url
        number = number_of(url)
        note(spec, number)
        act = spec.script.get(number)
        if act == "hang":
            await asyncio.sleep(3600)
        if act == "slow":
            await asyncio.sleep(SLOW_SECONDS)
        if act == "raise":
            raise Scripted(number)
        if act == "large":
            url += "?" + os.urandom(LARGE_BYTES).hex()  # packs to half of its length
        if act == "silence":
            silence(stage)
        if store:
            await store.call(remember, number)
        return UrlAccepted(url=url, host="site.example", site="site.example")

    async def handle_many(envelopes: Sequence[Envelope[Any]]) -> list[Event]:
        return [await handle(envelope) for envelope in envelopes]

    @stage.app.agent(stage.source)
    async def probe(stream: StreamT[bytes]) -> None:
        if spec.style == "batch":
            await stage.drain_batches(stream, handle_many)
        else:
            await stage.drain(stream, handle)

    set_up("console", "INFO", spec.stage)
    stage_process.exit_with(stage_process.serve(stage))


def silence(stage: Stage) -> None:
    """Stop the task that reads from Kafka, as Faust's issues tell that it happens unasked."""
    fetcher: Any = stage.app._fetcher
    for task in fetcher._futures:
        task.cancel()
