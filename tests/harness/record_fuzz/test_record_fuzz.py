"""Some seconds of what `make fuzz-records` does for an hour."""

from pathlib import Path

import pytest

from tests.harness.record_fuzz.run import GOOD_LEAST, run
from tests.support import postgres
from tests.support.stores import store_url

SEED = 20261127
SECONDS = 8


@pytest.mark.slow
@pytest.mark.timeout(500)
async def test_every_good_url_is_answered_once_beside_odd_records(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """On PostgreSQL where it is here, which refuses more values than SQLite does."""
    database = "sqlite" if postgres.available() else "postgres"
    report = await run(SEED, SECONDS, tmp_path, store_url(database, tmp_path, request))
    assert report.problems == []
    assert report.good > GOOD_LEAST
