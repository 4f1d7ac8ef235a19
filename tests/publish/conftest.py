from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.publish.tables import METADATA
from services.stage.store.store import Store
from tests.support.stores import DATABASES, running, store_url


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database for publish, of each kind."""
    return store_url(request.param, tmp_path, request)


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """Publish's store in it."""
    async with running(url, "publish", METADATA) as store:
        yield store
