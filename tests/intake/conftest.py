from collections.abc import AsyncIterator

import pytest

from services.intake.answered import METADATA
from services.stage.store.store import Store
from tests.support.stores import running


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """Intake's store in it."""
    async with running(url, "intake", METADATA) as store:
        yield store
