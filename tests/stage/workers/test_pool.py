"""The worker pool, with real processes."""

import asyncio
import os
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from services.clock import STALL_SECONDS
from services.stage.workers.child import TRIM_EVERY_JOBS
from services.stage.workers.errors import (
    WorkerCrash,
    WorkerMemory,
    WorkerRaised,
    WorkerStartError,
    WorkerStopped,
    WorkerTimeout,
)
from services.stage.workers.pool import WorkerPool
from services.stage.workers.process import WorkerDied
from tests.support import jobs


async def test_a_result_comes_back_from_another_process() -> None:
    async with WorkerPool(jobs.add, size=1) as pool:
        assert await pool.run(2, 3) == 5
    async with WorkerPool(jobs.pid, size=1) as pool:
        assert await pool.run() != os.getpid()


async def test_workers_work_at_the_same_time() -> None:
    async with WorkerPool(jobs.nap, size=2) as pool:
        assert len(set(await asyncio.gather(*(pool.run(0.3) for _ in range(4))))) == 2


@pytest.mark.parametrize("kind", ["hang", "hang_deaf"])
async def test_a_hanging_page_is_killed_at_its_time_limit(kind: str) -> None:
    restarts: list[str] = []
    async with WorkerPool(
        jobs.work, size=1, time_limit_seconds=0.5, on_restart=restarts.append
    ) as pool:
        start = time.monotonic()
        with pytest.raises(WorkerTimeout):
            await pool.run(kind)
        assert time.monotonic() - start < 1.5
        assert await pool.run("good") == "good"
    assert restarts == ["timeout"]


async def test_a_page_is_not_blamed_for_a_time_in_which_its_stage_stood_still() -> None:
    stall_seconds = STALL_SECONDS + 1
    async with WorkerPool(jobs.nap, size=1, time_limit_seconds=0.8) as pool:
        asyncio.get_running_loop().call_later(0.1, time.sleep, stall_seconds)
        assert await pool.run(stall_seconds + 0.3) == pool.pids[0]


@pytest.mark.parametrize("kind", ["eat_slowly", "eat_at_once"])
async def test_a_page_that_eats_memory_is_stopped(kind: str) -> None:
    restarts: list[str] = []
    async with WorkerPool(
        jobs.work, size=1, memory_limit_bytes=150_000_000, on_restart=restarts.append
    ) as pool:
        with pytest.raises(WorkerMemory):
            await pool.run(kind)
        assert await pool.run("good") == "good"
    assert restarts == ["memory"]


@pytest.mark.parametrize(
    ("kind", "ending"),
    [("segfault", "SIGSEGV"), ("exit", "exit status 3"), ("leave_child", "exit status 3")],
)
async def test_a_page_that_crashes_its_worker_twice_fails(
    kind: str, ending: str, tmp_path: Path
) -> None:
    marks = tmp_path / "marks"
    restarts: list[str] = []
    async with WorkerPool(jobs.work, size=1, on_restart=restarts.append) as pool:
        with pytest.raises(WorkerCrash, match=ending):
            await pool.run(kind, str(marks))
        assert await pool.run("good") == "good"
    tries = marks.read_text().split("\n")[:-1]
    assert len(tries) == len(set(tries)) == 2  # two tries, in two processes
    assert restarts == ["crash", "crash"]


async def test_a_page_whose_worker_crashes_once_is_tried_again(tmp_path: Path) -> None:
    async with WorkerPool(jobs.work, size=1) as pool:
        assert await pool.run("crash_once", str(tmp_path / "marks")) == "second try"


async def test_a_line_of_nothing_but_poison_is_over_when_the_pool_says() -> None:
    async with WorkerPool(jobs.work, size=2, time_limit_seconds=0.5) as pool:
        start = time.monotonic()
        ends = await asyncio.gather(*(pool.run("hang") for _ in range(6)), return_exceptions=True)
        seconds = time.monotonic() - start
        assert [type(end) for end in ends] == [WorkerTimeout] * 6
        assert 1.5 <= seconds <= pool.queue_wait_seconds(6)


async def test_poison_hurts_none_of_the_good_pages_around_it() -> None:
    poison = ["segfault", "hang", "eat_slowly", "exit", "raise"]
    kinds = [poison[n // 20] if n % 20 == 10 else "good" for n in range(100)]
    async with WorkerPool(
        jobs.work, size=2, time_limit_seconds=3, memory_limit_bytes=150_000_000
    ) as pool:
        ends = await asyncio.gather(*(pool.run(kind) for kind in kinds), return_exceptions=True)
    assert Counter(str(end) if isinstance(end, str) else type(end).__name__ for end in ends) == {
        "good": 95,
        "WorkerCrash": 2,
        "WorkerTimeout": 1,
        "WorkerMemory": 1,
        "ValueError": 1,
    }
    assert [end for end, kind in zip(ends, kinds, strict=True) if kind == "good"] == ["good"] * 95


async def test_an_idle_worker_that_dies_costs_no_job_anything(tmp_path: Path) -> None:
    async with WorkerPool(jobs.work, size=1) as pool:
        await pool.run("good")
        psutil.Process(pool.pids[0]).kill()
        await asyncio.sleep(0.1)
        assert await pool.run("crash_once", str(tmp_path / "marks")) == "second try"


async def test_what_is_written_to_a_worker_that_has_just_ended_is_no_fault_of_the_job() -> None:
    async with WorkerPool(jobs.work, size=1) as pool:
        worker = pool._slots[0].worker
        assert worker is not None
        worker._writer.transport.abort()
        await asyncio.sleep(0)  # closed; uvloop raises a `RuntimeError` from now on
        with pytest.raises(WorkerDied):
            await worker.call(b"")


async def test_what_the_function_raises_reaches_the_caller_with_its_traceback() -> None:
    async with WorkerPool(jobs.work, size=1) as pool:
        before = pool.pids
        with pytest.raises(ValueError, match="the page is odd") as caught:
            await pool.run("raise")
        assert "jobs.py" in caught.value.__notes__[0]
        assert "_raise" in caught.value.__notes__[0]
        assert pool.pids == before


@pytest.mark.parametrize(
    ("kind", "text"), [("raise_odd", "very odd"), ("system_exit", "SystemExit")]
)
async def test_what_cannot_travel_is_raised_as_text(kind: str, text: str) -> None:
    async with WorkerPool(jobs.work, size=1) as pool:
        with pytest.raises(WorkerRaised, match=text):
            await pool.run(kind)
        assert await pool.run("good") == "good"


async def test_a_result_that_cannot_be_pickled_is_the_callers_error() -> None:
    async with WorkerPool(jobs.work, size=1) as pool:
        with pytest.raises((AttributeError, TypeError, ValueError, WorkerRaised)):
            await pool.run("unpicklable")
        assert await pool.run("good") == "good"


async def test_an_argument_that_cannot_be_pickled_never_reaches_the_line() -> None:
    async with WorkerPool(jobs.echo, size=1) as pool:
        with pytest.raises((AttributeError, TypeError)):
            await pool.run(lambda: None)
        assert pool.waiting == 0


async def test_a_worker_is_recycled_and_nobody_notices() -> None:
    restarts: list[str] = []
    async with WorkerPool(jobs.pid, size=1, recycle_after=20, on_restart=restarts.append) as pool:
        pids, longest = [], 0.0
        for _ in range(400):
            start = time.monotonic()
            pids.append(await pool.run())
            longest = max(longest, time.monotonic() - start)
            await asyncio.sleep(0.002)
    assert len(set(pids)) >= 3
    assert set(restarts) == {"recycle"}
    assert len(restarts) >= len(set(pids)) - 1
    assert min(Counter(pids).values()) >= 1


async def test_a_worker_that_keeps_memory_is_recycled_before_a_page_pays_for_it() -> None:
    restarts: list[str] = []
    async with WorkerPool(
        jobs.keep, size=1, memory_limit_bytes=200_000_000, on_restart=restarts.append
    ) as pool:
        for _ in range(20):
            await pool.run(30)
            await asyncio.sleep(0.05)
    assert restarts
    assert set(restarts) == {"recycle"}


async def test_a_page_of_ten_megabytes_goes_there_and_back() -> None:
    page = os.urandom(10_000_000)
    async with WorkerPool(jobs.echo, size=1) as pool:
        assert await pool.run(page) == page


async def test_the_loop_stays_responsive_beside_big_pages() -> None:
    page = os.urandom(10_000_000)
    longest = 0.0

    async def tick() -> None:
        nonlocal longest
        while True:
            start = time.thread_time()  # of this thread alone, however busy the machine is
            await asyncio.sleep(0.001)
            longest = max(longest, time.thread_time() - start)

    async with WorkerPool(jobs.length, size=2) as pool:
        ticking = asyncio.create_task(tick())
        assert await asyncio.gather(*(pool.run(page) for _ in range(10))) == [10_000_000] * 10
        ticking.cancel()
    assert longest < 0.25


async def test_jobs_are_served_in_the_order_they_came() -> None:
    done: list[int] = []
    async with WorkerPool(jobs.add, size=1) as pool:

        async def one(number: int) -> None:
            done.append(await pool.run(number, 0))

        await asyncio.gather(*(one(number) for number in range(50)))
    assert done == list(range(50))


async def test_a_cancelled_waiting_job_is_never_done(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    async with WorkerPool(jobs.work, size=1, time_limit_seconds=0.5) as pool:
        hanging = asyncio.create_task(pool.run("hang"))
        waiting = asyncio.create_task(pool.run("good", str(marks)))
        await asyncio.sleep(0.1)
        waiting.cancel()
        with pytest.raises(WorkerTimeout):
            await hanging
        assert await pool.run("good") == "good"
    assert not marks.exists()


async def test_a_cancelled_running_job_leaves_the_pool_working() -> None:
    async with WorkerPool(jobs.work, size=1, time_limit_seconds=0.5) as pool:
        hanging = asyncio.create_task(pool.run("hang"))
        await asyncio.sleep(0.1)
        hanging.cancel()
        with pytest.raises(asyncio.CancelledError):
            await hanging
        assert await pool.run("good") == "good"


async def test_stopping_ends_running_and_waiting_callers() -> None:
    pool = WorkerPool(jobs.work, size=1)
    await pool.start()
    pids = pool.pids
    callers = [asyncio.create_task(pool.run("hang")) for _ in range(3)]
    await asyncio.sleep(0.1)
    await pool.stop()
    ends = await asyncio.gather(*callers, return_exceptions=True)
    assert [type(end) for end in ends] == [WorkerStopped] * 3
    assert not any(psutil.pid_exists(pid) for pid in pids)
    with pytest.raises(WorkerStopped):
        await pool.run("good")


async def test_a_pool_can_be_stopped_while_it_starts() -> None:
    pool = WorkerPool(jobs.work, size=2)
    starting = asyncio.create_task(pool.start())
    await asyncio.sleep(0.01)
    starting.cancel()
    with suppress(asyncio.CancelledError):
        await starting
    await pool.stop()
    assert not [each for each in psutil.Process().children() if "workers/child" in _line(each)]


def _line(process: psutil.Process) -> str:
    with suppress(psutil.Error):
        return " ".join(process.cmdline())
    return ""


async def test_every_worker_is_warmed_once() -> None:
    async with WorkerPool(jobs.warmed_times, size=1, warm=jobs.warm) as pool:
        assert await pool.run() == 1


async def test_a_failing_warm_up_fails_the_start_with_its_traceback() -> None:
    with pytest.raises(WorkerStartError, match="the word list is missing"):
        await WorkerPool(jobs.pid, size=2, warm=jobs.warm_badly).start()


def test_a_function_that_no_child_can_import_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="importable"):
        WorkerPool(lambda: None, size=1)


async def test_no_descriptor_leaks_over_many_restarts() -> None:
    async with WorkerPool(jobs.work, size=1, recycle_after=5) as pool:
        await pool.run("good")
        before = psutil.Process().num_fds()
        for _ in range(3):
            with pytest.raises(WorkerCrash):
                await pool.run("exit")
            for _ in range(10):
                await pool.run("good")
        await asyncio.sleep(0.5)
        assert psutil.Process().num_fds() <= before + 2  # a successor may be on its way
    assert psutil.Process().num_fds() <= before


async def test_a_worker_holds_none_of_its_parents_open_files(tmp_path: Path) -> None:
    descriptor = os.open(tmp_path, os.O_RDONLY)
    os.set_inheritable(descriptor, True)
    async with WorkerPool(jobs.open_descriptors, size=1) as pool:
        assert str(tmp_path) not in await pool.run()
    os.close(descriptor)


async def test_what_jobs_have_freed_goes_back_to_the_system() -> None:
    async with WorkerPool(jobs.scatter, size=1) as pool:
        scattered = await pool.run(40)
        for _ in range(TRIM_EVERY_JOBS):
            left = await pool.run(0)
    assert left < scattered - 30_000_000
