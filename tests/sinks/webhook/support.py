"""A webhook sink beside a receiver of the test's own."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from services.cli.clients.store import connected
from services.settings import Settings
from services.sinks.webhook.queue import counts
from services.sinks.webhook.sink import WebhookSink, make
from services.sinks.webhook.tables import SERVICE
from tests.support.sinks import wait_until
from tests.support.webhook_receiver import SECRET

LOOPBACK = "127.0.0.0/8"


def settings(folder: Path, url: str | None, **values: Any) -> Settings:
    return Settings(
        **{
            "store": f"sqlite:///{folder}/state",
            "sink_webhook_url": url,
            "sink_webhook_secret": SECRET,
            "sink_webhook_allowed_networks": LOOPBACK,
            "sink_webhook_retry_delays_seconds": "0.1,0.2",
            "sink_webhook_timeout_seconds": 5,
            **values,
        }
    )


@asynccontextmanager
async def running(config: Settings) -> AsyncIterator[WebhookSink]:
    sink = make(config)
    await sink.start()
    try:
        yield sink
    finally:
        await sink.stop()


async def until(is_so: Callable[[], bool], seconds: float = 15) -> None:
    await asyncio.to_thread(wait_until, is_so, time.monotonic() + seconds)


def states(config: Settings) -> dict[str, int]:
    with connected(config, SERVICE) as connection:
        return counts(connection)
