"""Whatever goes wrong, the stages of a local stack are looked after again."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.local import supervisor
from services.local.child import Child, StartFailed
from services.local.supervisor import Supervisor, how_it_ended
from services.stage.health.process_registry import PortFile


@pytest.fixture
def stages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Child]]:
    """Two stages that live."""
    monkeypatch.setattr(supervisor, "PROBE_EVERY_SECONDS", 0.01)
    found = {stage: sleeper(stage, tmp_path) for stage in ("fetch", "ledger")}
    yield found
    for child in found.values():
        child.kill()


def sleeper(stage: str, folder: Path) -> Child:
    child = Child(stage, [sys.executable, "-c", "import time; time.sleep(60)"], folder / "log")
    child.start()
    return child


async def kept_until(supervisor: Supervisor, stages: dict[str, Child], stage: str) -> None:
    """Kill a stage, and wait until it runs again."""
    before = stages[stage]
    before.kill()
    keeping = asyncio.create_task(supervisor.keep())
    async with asyncio.timeout(10):
        while stages[stage] is before:
            await asyncio.sleep(0.01)
            assert not keeping.done()
    keeping.cancel()


async def test_a_stage_that_cannot_be_started_is_tried_again_and_the_others_are_kept(
    stages: dict[str, Child], tmp_path: Path
) -> None:
    said: list[str] = []
    failures = [StartFailed("the template is gone"), OSError("no more processes")] * 3

    def start(stage: str) -> None:
        if stage == "fetch" and failures:
            raise failures.pop()
        stages[stage] = sleeper(stage, tmp_path)

    supervisor = Supervisor(stages, list, start, said.append)
    stages["ledger"].kill()
    await kept_until(supervisor, stages, "fetch")
    assert supervisor.restarts == {"fetch": 1, "ledger": 1}
    assert "fetch cannot be looked after: no more processes" in said
    log = tmp_path / "log"
    assert f"fetch was killed by SIGKILL; it was started again (log: {log})" in said


@pytest.mark.parametrize(
    ("exit_code", "said"),
    [
        (2, "ended with exit code 2"),
        (-9, "was killed by SIGKILL"),
        (-63, "was killed by signal 63"),
    ],
)
def test_an_exit_code_is_put_into_words(exit_code: int, said: str) -> None:
    assert how_it_ended(exit_code) == said


async def test_port_files_that_cannot_be_read_end_nothing(
    stages: dict[str, Child], tmp_path: Path
) -> None:
    def port_files() -> list[PortFile]:
        raise FileNotFoundError("fetch-1.json")

    def start(stage: str) -> None:
        stages[stage] = sleeper(stage, tmp_path)

    said: list[str] = []
    await kept_until(Supervisor(stages, port_files, start, said.append), stages, "ledger")
    assert said.count("fetch cannot be looked after: fetch-1.json") == 1
