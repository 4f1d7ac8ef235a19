"""Some seconds of what `make fuzz-records` does for an hour."""

from pathlib import Path

import pytest

from tests.harness.record_fuzz.run import run

SEED = 20261127
SECONDS = 15


@pytest.mark.slow
@pytest.mark.timeout(500)
async def test_every_good_url_is_answered_once_beside_odd_records(tmp_path: Path, url: str) -> None:
    report = await run(SEED, SECONDS, tmp_path, url)
    assert report.problems == []
    assert report.good > 20
