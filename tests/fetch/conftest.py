"""A site and the equipment that visits it, for each test its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.visits import Site, Start, running_site, starting


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with running_site() as site:
        yield site


@pytest.fixture
async def start(tmp_path: Path) -> AsyncIterator[Start]:
    async with starting(tmp_path) as start:
        yield start
