"""A site, the runtime that visits it and the store behind it, for each test its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.fetch.tables import METADATA
from tests.support.stores import store_fixture
from tests.support.visits import Site, Start, running_site, starting


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with running_site() as site:
        yield site


@pytest.fixture
async def start(tmp_path: Path) -> AsyncIterator[Start]:
    async with starting(tmp_path) as start:
        yield start


store = store_fixture("fetch", METADATA)
