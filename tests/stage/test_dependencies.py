"""Dependencies: what is away is waited for, said aloud, and given up on after the limit."""

import asyncio

import pytest
from structlog.testing import capture_logs

from services.settings import BadSettings
from services.stage.dependencies import Dependencies, DependencyTimeout, Stopped, log_crash
from services.stage.kafka.errors import KafkaUnavailable
from services.stage.store.errors import StoreDamaged, StoreUnavailable


class Flaky:
    """Work that fails `times` times with `error`."""

    def __init__(self, times: int, error: Exception) -> None:
        self.left, self.error, self.calls = times, error, 0

    async def __call__(self) -> str:
        self.calls += 1
        if self.left:
            self.left -= 1
            raise self.error
        return "done"


async def test_work_that_gets_through_is_done_once() -> None:
    work = Flaky(0, KafkaUnavailable("away"))
    assert await Dependencies(1).retry(work) == "done"
    assert work.calls == 1


@pytest.mark.parametrize(
    ("error", "name"), [(KafkaUnavailable("x"), "kafka"), (StoreUnavailable("x"), "store")]
)
async def test_what_is_away_is_said_until_it_is_back(error: Exception, name: str) -> None:
    dependencies, work = Dependencies(60), Flaky(2, error)
    waiting = asyncio.create_task(dependencies.retry(work))
    await asyncio.sleep(0.05)
    assert [problem.split()[0] for problem in dependencies.problems] == [name]
    assert await waiting == "done"
    assert dependencies.problems == []


async def test_work_is_given_up_after_the_limit() -> None:
    work = Flaky(1000, StoreUnavailable("gone"))
    with pytest.raises(DependencyTimeout, match="store was away"):
        await Dependencies(0.1).retry(work)
    assert work.calls > 1


async def test_at_the_start_it_never_gives_up() -> None:
    work = Flaky(4, KafkaUnavailable("not up yet"))
    assert await Dependencies(0.1).retry(work, forever=True) == "done"


async def test_who_is_told_to_stop_waits_for_no_further_attempt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("services.stage.dependencies.FIRST_WAIT_SECONDS", 60.0)
    stop, dependencies = asyncio.Event(), Dependencies(600)
    work = Flaky(1000, StoreUnavailable("gone"))
    waiting = asyncio.create_task(dependencies.retry(work, stop=stop))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    stop.set()
    async with asyncio.timeout(5):
        with pytest.raises(Stopped):
            await waiting
    assert work.calls == 1
    assert dependencies.problems == []


async def test_an_attempt_that_has_begun_is_finished_though_told_to_stop() -> None:
    stop = asyncio.Event()

    async def attempt() -> str:
        stop.set()
        await asyncio.sleep(0.05)
        return "done"

    assert await Dependencies(600).retry(attempt, stop=stop) == "done"


async def test_any_other_error_is_passed_on_at_once() -> None:
    work = Flaky(1, ValueError("a bug"))
    with pytest.raises(ValueError, match="a bug"):
        await Dependencies(60).retry(work)
    assert work.calls == 1


async def test_kafka_answering_does_not_hide_that_the_store_is_away() -> None:
    dependencies = Dependencies(60)
    waiting = asyncio.create_task(dependencies.retry(Flaky(1000, StoreUnavailable("gone"))))
    await asyncio.sleep(0.05)
    await dependencies.retry(Flaky(1, KafkaUnavailable("a blink")))
    assert [problem.split()[0] for problem in dependencies.problems] == ["store"]
    waiting.cancel()


async def test_a_store_away_since_long_is_given_up_although_other_work_goes_on() -> None:
    dependencies = Dependencies(0.6)
    gone = asyncio.create_task(dependencies.retry(Flaky(1000, StoreUnavailable("gone"))))
    for _ in range(200):
        await dependencies.retry(Flaky(0, KafkaUnavailable("")))
        if gone.done():
            break
        await asyncio.sleep(0.02)
    with pytest.raises(DependencyTimeout):
        gone.result()


async def test_what_only_failed_or_cancelled_work_has_missed_is_not_said_for_ever() -> None:
    dependencies, tries = Dependencies(60), iter([StoreUnavailable("gone"), ValueError("a bug")])

    async def work() -> None:
        raise next(tries)

    with pytest.raises(ValueError, match="a bug"):
        await dependencies.retry(work)
    assert dependencies.problems == []


def test_what_was_away_is_told_in_one_line_and_a_fault_with_its_traceback() -> None:
    away = DependencyTimeout("kafka was away for more than 120 s")
    away.__cause__ = KafkaUnavailable("127.0.0.1:9092 refused")
    with capture_logs() as lines:
        log_crash(away)
        log_crash(ValueError("a fault"))
        log_crash(StoreDamaged("test", "no words"))
        log_crash(BadSettings("NEWSREEL_HTTP_PORT: taken"))
        log_crash(None)
    told, fault, damaged, taken, unknown = lines
    assert told["error"] == "kafka was away for more than 120 s: 127.0.0.1:9092 refused"
    assert "exc_info" not in told
    assert (fault["error"], type(fault["exc_info"])) == ("ValueError: a fault", ValueError)
    assert damaged["error"].startswith("the database of test is damaged: no words")
    assert "exc_info" not in damaged
    assert taken["error"] == "NEWSREEL_HTTP_PORT: taken"
    assert "exc_info" not in taken
    assert "exc_info" not in unknown
