"""What stands around the stages: a broker, a database, a newspaper."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from deploy.kafka.node import ApacheKafka
from tests.support.newspaper import Newspaper
from tests.support.postgres import Postgres


@asynccontextmanager
async def running_kafka(broker: str) -> AsyncIterator[str | None]:
    """Start Apache Kafka where it is wanted; None: the stack starts its embedded broker."""
    if broker != "apache":
        yield None
        return
    server = ApacheKafka(brief=True)
    await asyncio.to_thread(server.start)
    try:
        yield server.bootstrap
    finally:
        await asyncio.to_thread(server.stop)


@asynccontextmanager
async def running_store(store: str) -> AsyncIterator[dict[str, str]]:
    """Give the setting of the store: a URL as it is, or a database server started for it."""
    if store == "sqlite":
        yield {}
    elif "://" in store:
        yield _setting(store)
    else:
        server = Postgres()
        await asyncio.to_thread(server.start)
        try:
            yield _setting(server.create_database("fuzz"))
        finally:
            await asyncio.to_thread(server.stop)


@asynccontextmanager
async def open_newspaper() -> AsyncIterator[Newspaper]:
    """Serve articles."""
    paper = Newspaper()
    try:
        yield paper
    finally:
        paper.close()


def _setting(url: str) -> dict[str, str]:
    return {"NEWSREEL_STORE": url, "NEWSREEL_STORE_UPGRADE": "true"}
