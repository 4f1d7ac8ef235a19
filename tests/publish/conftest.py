from collections.abc import AsyncIterator

import pytest

from services.publish.tables import METADATA
from services.stage.store.store import Store
from tests.support.stores import running


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """Publish's store in it."""
    async with running(url, "publish", METADATA) as store:
        yield store
