"""Run one stage as a process: probes first, SIGTERM with grace, an exit code that says how it went.

Faust's own command line runs no stage: it knows nothing of probes, grace and exit codes.
"""

import asyncio
import contextlib
import importlib
import os
import signal
import sys
import traceback
from collections.abc import Coroutine
from typing import Any, NoReturn

import structlog

from schemas.pipeline import ENRICH, EXTRACT, FETCH, Step, step
from services import metrics
from services.logs import logger, set_up
from services.misspelt import log_misspelt
from services.settings import settings
from services.stage.continuity.findings import Kind
from services.stage.dependencies import log_crash
from services.stage.runtime import TRIM_SECONDS, event_loops, freeze_gc, return_memory, tune_malloc
from services.stage.stage import Stage
from services.stage.workers.slot import RESTARTS
from services.version import version

STOP_TIMEOUT_SECONDS = 10.0
"""For closing connections, after the grace for what is in flight."""


def run(stage_name: str) -> NoReturn:
    """Run the stage until SIGTERM, SIGINT or a failure; end the process with an exit code."""
    config = settings()
    set_up(config.log_format, config.log_level, stage_name)
    log_misspelt()
    tune_malloc(holds_pages=stage_name == FETCH.stage)
    asyncio.set_event_loop_policy(event_loops())
    stage: Stage = importlib.import_module(step(stage_name).module).stage
    stage.every(TRIM_SECONDS, return_memory)
    begin_counters(step(stage_name))
    metrics.BUILD.info({"version": version()})
    exit_with(serve(stage))


def exit_with(work: Coroutine[Any, Any, int]) -> NoReturn:
    """Run `work` and end the process with the code that it returns, whatever else still runs.

    Faust's consumer thread may outlive its app, and a task that waits for brokers may outlive its
    cancellation; `asyncio.run` would wait for both without end.
    """
    asyncio.run(_exit_with(work))
    raise AssertionError("the process has ended")


async def _exit_with(work: Coroutine[Any, Any, int]) -> NoReturn:
    code = 1
    try:
        code = await work
    except BaseException:
        traceback.print_exc()
    sys.stderr.flush()
    os._exit(code)


def begin_counters(of: Step) -> None:
    """Create at 0 what an alert or a panel reads of a stage.

    `increase` does not see a counter's first value (github.com/prometheus/prometheus/issues/1673).
    """
    metrics.DEAD_LETTERS.labels(of.stage, "BadEnvelope").inc(0)
    metrics.CONTROLS.labels(of.stage, "ignored").inc(0)
    metrics.PAUSED.labels(of.stage).set(0)
    for topic in of.consumes:
        metrics.EXPIRED_MESSAGES.labels(topic.name).inc(0)
    for kind in Kind:
        metrics.CONTINUITY.labels(kind.value).inc(0)
    if of in (EXTRACT, ENRICH):
        for reason in RESTARTS:
            metrics.WORKER_RESTARTS.labels(reason).inc(0)


async def serve(stage: Stage) -> int:
    """Run the stage until it is told to stop or fails; return the exit code."""
    loop = asyncio.get_running_loop()
    stage.failed = loop.create_future()
    stopped = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopped.set)
    structlog.contextvars.bind_contextvars(stage=stage.step.stage)
    life = asyncio.create_task(_start(stage))
    stop = asyncio.create_task(stopped.wait())
    await _first(stop, life, stage.failed)
    if life.done() and life.exception() is None and not stop.done():
        crash = asyncio.create_task(stage.app.wait_until_stopped())
        await _first(stop, crash, stage.failed)
    code = 0 if stop.done() else _report(stage, life)
    life.cancel()
    grace_seconds = stage.settings.stop_grace_seconds
    stopping = asyncio.create_task(_stop(stage, grace_seconds if code == 0 else 0))
    # waited for, not cancelled: what is stuck may not heed it
    done, _ = await asyncio.wait([stopping], timeout=grace_seconds + STOP_TIMEOUT_SECONDS)
    for task in done:
        # aiokafka's `stop` passes on that it cancelled its own tasks, where the broker is away
        error = None if task.cancelled() else task.exception()
        if error is not None:
            logger().warning("stop_failed", error=repr(error)[:300])
    return code


async def _first(*futures: "asyncio.Future[Any]") -> None:
    await asyncio.wait(futures, return_when=asyncio.FIRST_COMPLETED)


async def _start(stage: Stage) -> None:
    await stage.start()
    freeze_gc()
    await stage.app.start()
    logger().info("started", port=stage.port, topics=[t.name for t in stage.step.consumes])


def _report(stage: Stage, life: "asyncio.Task[None]") -> int:
    error = life.exception() if life.done() and not life.cancelled() else None
    is_logged = stage.failed is not None and stage.failed.done()  # by `Stage.fail`
    if error is not None or not is_logged:
        log_crash(error or stage.app.crash_reason)
    return 1


async def _stop(stage: Stage, grace_seconds: float) -> None:
    given_back = await stage.dispatch.finish(grace_seconds)
    with contextlib.suppress(Exception):
        await stage.consumer.commit()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(STOP_TIMEOUT_SECONDS):
            await stage.app.stop()
    await stage.stop()
    logger().info("stopped", given_back=given_back)
