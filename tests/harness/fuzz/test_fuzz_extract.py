"""Ten seconds of what `make fuzz` does for an hour."""

from pathlib import Path

import pytest

from tests.harness.fuzz.run import Fuzz
from tests.harness.fuzz.seeds import read_seeds

SEED = 20260504


@pytest.mark.slow
@pytest.mark.timeout(400)
async def test_every_broken_page_gets_one_answer_and_the_pool_lives_on(tmp_path: Path) -> None:
    fuzz = Fuzz(SEED, read_seeds([]), 1, tmp_path / "reports")
    report = await fuzz.run(10, tmp_path, inputs_least=40)
    assert not report.failed, dict(report.problems)
    assert len(report.answers) > 2
