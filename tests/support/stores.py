"""Both databases behind the store, for tests that must hold on either."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, MetaData

from services.stage.store import schema
from services.stage.store.store import Store

DATABASES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


def store_url(database: str, folder: Path, request: pytest.FixtureRequest) -> str:
    """URL of an empty database of the test's own."""
    if database == "sqlite":
        return f"sqlite:///{folder}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@asynccontextmanager
async def running(url: str, service: str, metadata: MetaData) -> AsyncIterator[Store]:
    """Run a store for as long as the block lasts."""
    store = Store(url, service, metadata)
    await store.start()
    try:
        yield store
    finally:
        await store.stop()


def store_fixture(service: str, metadata: MetaData) -> Any:
    """Make the fixture `store`: one with these tables, in an empty database of either kind."""

    @pytest.fixture
    async def store(url: str) -> AsyncIterator[Store]:
        async with running(url, service, metadata) as found:
            yield found

    return store


def differences(engine: Engine, service: str, metadata: MetaData) -> list[object]:
    """What the database has otherwise than the code says."""
    mine = {schema.version_table(service).name, *metadata.tables}
    options = {
        "compare_type": True,
        "compare_server_default": True,
        "version_table": schema.version_table(service).name,
        "include_name": lambda name, kind, _: kind != "table" or name in mine,
    }
    with engine.connect() as connection:
        return list(
            compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
        )
