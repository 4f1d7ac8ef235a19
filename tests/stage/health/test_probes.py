"""A process that the brokers let in no more is not alive, and ends itself."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from schemas.pipeline import ENRICH
from services.settings import Settings
from services.stage.handling.in_flight import InFlight
from services.stage.health import probes
from services.stage.health.probes import Probes, Stalled


class Stage(SimpleNamespace):
    """What the probes ask of a stage that was never let into its group."""

    def __init__(self) -> None:
        super().__init__(
            step=ENRICH,
            settings=Settings(stalled_after_seconds=0.1, kafka_rebalance_timeout_seconds=1.01),
            app=SimpleNamespace(consumer_generation_id=0),
            consumer=SimpleNamespace(assignment=set, committed={}, watermarks={}),
            dispatch=SimpleNamespace(closing=False, paused=False, in_flight=InFlight(1, self.fail)),
            is_open=True,
            problems=[],
            failed=asyncio.get_running_loop().create_future(),
        )

    def fail(self, error: BaseException) -> None:
        self.failed.set_result(error)


@pytest.fixture
async def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setattr(probes, "WATCH_EVERY_SECONDS", 0.02)
    monkeypatch.setattr(probes, "ENDS_ITSELF_AFTER_SECONDS", 0.1)
    return Stage()


async def watched(stage: Any, brokers_away: str | None = None) -> Probes:
    made: Any = Probes(stage)

    async def look(*_: object) -> None:
        """Stands for the question to the brokers."""

    progress = made._lag.progress
    made._lag = SimpleNamespace(look=look, problem=brokers_away, progress=progress, stop=look)
    await made.start()
    return made  # type: ignore[no-any-return]


async def test_a_process_that_is_not_let_into_its_group_ends(stage: Stage) -> None:
    probe = await watched(stage)
    error = await asyncio.wait_for(stage.failed, 10)
    assert isinstance(error, Stalled)
    assert "the group was not joined" in str(error)
    assert probe.live()
    await probe.stop()


async def test_it_lives_on_while_the_brokers_are_away(stage: Stage) -> None:
    probe = await watched(stage, "kafka away")
    await asyncio.sleep(1.6)
    assert not stage.failed.done()
    assert not probe.live()
    await probe.stop()


async def test_it_lives_on_where_it_was_let_in_and_given_no_partition(stage: Stage) -> None:
    stage.app.consumer_generation_id = 3
    probe = await watched(stage)
    await asyncio.sleep(1.6)
    assert not stage.failed.done()
    await probe.stop()


async def test_a_watch_that_fails_ends_the_process_rather_than_watch_no_more(stage: Stage) -> None:
    stage.consumer.watermarks = None
    probe = await watched(stage)
    assert isinstance(await asyncio.wait_for(stage.failed, 10), AttributeError)
    await probe.stop()
