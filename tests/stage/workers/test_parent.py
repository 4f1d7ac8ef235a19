"""What workers do when their parent is killed, interrupted or started by `python -m`."""

import asyncio
import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from services.stage.workers.errors import WorkerStartError
from services.stage.workers.pool import WorkerPool
from tests.support import jobs
from tests.support.processes import runs


def start_owner(task: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.pool_owner", task],
        stdout=subprocess.PIPE,
        text=True,
        process_group=0,
    )


def wait_until_gone(pids: list[int], seconds: float = 5) -> list[int]:
    deadline = time.monotonic() + seconds
    while (left := [pid for pid in pids if runs(pid)]) and time.monotonic() < deadline:
        time.sleep(0.02)
    return left


@pytest.mark.parametrize("kill", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_killed_parent_leaves_no_worker_busy_or_idle(kill: signal.Signals) -> None:
    with start_owner("hold") as owner:
        assert owner.stdout
        pids = [int(pid) for pid in owner.stdout.readline().split()]
        assert len(pids) == 2
        assert all(runs(pid) for pid in pids)
        os.kill(owner.pid, kill)
        assert wait_until_gone(pids) == []


def test_the_watch_that_stands_in_for_the_signal_ends_an_orphan_too() -> None:
    child = (
        "import os, time; from services.stage.workers.child import die_with;"
        "die_with(os.getppid(), by_signal=False); print(os.getpid(), flush=True); time.sleep(60)"
    )
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    with subprocess.Popen(
        [sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout
        pid = int(owner.stdout.readline())
        owner.kill()
        assert wait_until_gone([pid]) == []


def test_a_function_of_the_main_module_runs_under_the_modules_own_name() -> None:
    with start_owner("own") as owner:
        assert owner.stdout
        assert owner.stdout.read() == "tests.support.pool_owner\n"


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_to_the_whole_service_does_not_stop_work_in_flight(
    sent: signal.Signals,
) -> None:
    async with WorkerPool(jobs.nap, size=1) as pool:
        running = asyncio.create_task(pool.run(0.3))
        await asyncio.sleep(0.1)
        os.kill(pool.pids[0], sent)
        assert await running == pool.pids[0]


async def test_a_worker_imports_nothing_but_what_its_function_needs() -> None:
    async with WorkerPool(jobs.loaded_modules, size=1) as pool:
        modules = await pool.run()
    assert "tests.support.jobs" in modules
    assert not {"asyncio", "multiprocessing", "services.stage.workers.pool", "pytest"} & modules


def test_what_a_library_prints_in_a_worker_stays_out_of_the_parents_stdout() -> None:
    code = (
        "import asyncio\n"
        "from services.stage.workers.pool import WorkerPool\n"
        "from tests.support import jobs\n"
        "async def main():\n"
        "    async with WorkerPool(jobs.work, size=1) as pool:\n"
        "        print(await pool.run('say'))\n"
        "asyncio.run(main())\n"
    )
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=30, env=env
    )
    assert run.stdout == "said\n"
    assert "a library that talks" in run.stderr


async def test_a_fork_server_that_is_killed_costs_each_job_one_try_and_no_result() -> None:
    async with WorkerPool(jobs.nap, size=2) as pool:
        running = [asyncio.create_task(pool.run(0.5)) for _ in range(2)]
        await asyncio.sleep(0.1)
        before = set(pool.pids)
        server = psutil.Process(pool.pids[0]).parent()
        assert server
        server.kill()
        assert before.isdisjoint(await asyncio.gather(*running))


async def test_a_frozen_fork_server_is_replaced() -> None:
    async with WorkerPool(jobs.work, size=1) as pool:
        server = psutil.Process(pool.pids[0]).parent()
        assert server
        server.suspend()
        psutil.Process(pool.pids[0]).kill()
        assert await pool.run("good") == "good"
        assert not server.is_running()


async def test_a_warm_up_that_starts_threads_is_refused() -> None:
    with pytest.raises(WorkerStartError, match="1 threads"):
        await WorkerPool(jobs.pid, size=1, warm=jobs.warm_with_a_thread).start()
