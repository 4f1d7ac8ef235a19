"""A worker on stock Faust, written as its documentation says."""

import asyncio
import os
from typing import Any

import faust

from tests.harness.delivery.spec import LARGE_BYTES, Spec, number_of


class Scripted(Exception):
    """The error that a message's script asks for."""


def note(spec: Spec, number: int) -> None:
    """Append to the diary: it survives the kill of this process."""
    with open(spec.diary, "a") as diary:
        diary.write(f"{number}\n")


def app_of(spec: Spec) -> faust.App:
    """Build the app; timeouts as in our shell, so that a restart is as quick."""
    return faust.App(
        spec.stage,
        broker=f"kafka://{spec.kafka}",
        web_enabled=False,
        datadir=f"{spec.folder}/faust",
        broker_session_timeout=6,
        broker_heartbeat_interval=1,
        broker_commit_interval=0.3,
        stream_wait_empty=spec.wait_empty,
        topic_disable_leader=True,
        topic_allow_declare=False,
    )


def run(spec: Spec) -> None:
    """Run the worker until a signal."""
    app = app_of(spec)
    source = app.topic(spec.source, value_type=bytes if spec.value_type_bytes else None)
    sink = app.topic(spec.sink)

    async def handle(value: Any) -> None:
        if isinstance(value, bytes):
            value = value.decode()
        url = value if isinstance(value, str) else value["url"]
        number = number_of(url)
        note(spec, number)
        act = spec.script.get(number)
        if act == "hang":
            await asyncio.sleep(3600)
        if act == "raise":
            raise Scripted(number)
        if act == "large":
            url += "?" + os.urandom(LARGE_BYTES // 2).hex()
        sent = await sink.send(value={"url": url})
        if spec.style != "unconfirmed":
            await sent

    async def each(stream: Any) -> None:
        async for value in stream:
            await handle(value)

    async def noack(stream: Any) -> None:
        async for event in stream.noack().events():
            await handle(event.value)
            event.ack()

    async def take(stream: Any) -> None:
        async for values in stream.take(10, within=1):
            for value in values:
                await handle(value)

    agents = {"each": each, "noack": noack, "take": take, "unconfirmed": each}
    app.agent(source, name="probe", concurrency=spec.concurrency)(agents[spec.style])
    faust.Worker(app, loglevel="WARNING").execute_from_commandline()
