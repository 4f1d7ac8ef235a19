"""A run: the whole stack, odd records, good URLs beside them, and what must be true at the end."""

import asyncio
import os
import signal
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from aiokafka import AIOKafkaProducer

from schemas.pipeline import PIPELINE, SUBMITTED
from schemas.topic import PAGE_BYTES
from services.local.stack import LocalOptions, LocalStack
from tests.harness.record_fuzz.good_traffic import GoodTraffic
from tests.harness.record_fuzz.odd_records import OddRecords
from tests.harness.record_fuzz.operator import stumbles
from tests.harness.record_fuzz.parts import open_newspaper, running_kafka, running_store
from tests.harness.record_fuzz.sender import GOOD_PER_BATCH, Sender, now_ms
from tests.support.newspaper import Newspaper

GOOD_LEAST = 24
"""So many good URLs are sent, however slow the machine is."""
OPEN_MAX = 80
"""Good URLs without an answer: more wait until some are answered."""
SILENCE_SECONDS = 60.0
"""Without a new answer for so long, what is missing is lost."""
ENVIRONMENT = {
    "NEWSREEL_FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
    "NEWSREEL_FETCH_ALLOWED_PORTS": "any",
    "NEWSREEL_FETCH_DELAY_SECONDS": "0",
    "NEWSREEL_FETCH_RETRY_DELAYS_SECONDS": "1",
    "NEWSREEL_WORKER_PROCESSES": "1",
    "NEWSREEL_KAFKA_PARTITIONS_MAX": "4",
    # a killed stage is missed soon
    "NEWSREEL_KAFKA_SESSION_TIMEOUT_SECONDS": "6",
    "NEWSREEL_KAFKA_HEARTBEAT_SECONDS": "1",
}


@dataclass
class Report:
    """What was sent and what was wrong."""

    seed: int
    broker: str
    store: str
    seconds: float = 0
    odd: Counter[str] = field(default_factory=Counter)
    """Odd records by topic."""
    refused: int = 0
    """Batches that the broker did not take."""
    good: int = 0
    ends_of_odd: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


async def run(
    seed: int,
    seconds: float,
    folder: Path,
    store: str = "sqlite",
    broker: str = "tansu",
    pause_seconds: float = 0,
) -> Report:
    """Send odd and good records for so long or longer, start every stage anew, and ask for answers.

    `store` is `sqlite`, `postgres`, or the URL of an empty database; `folder` gets the logs;
    `pause_seconds` lie between two rounds, for a machine that has other work.
    """
    report = Report(seed, broker, store)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as state:
        async with (
            running_kafka(broker) as kafka,
            running_store(store) as setting,
            open_newspaper() as paper,
        ):
            options = LocalOptions(Path(state), kafka, environment=ENVIRONMENT | setting)
            async with LocalStack(options) as stack:
                try:
                    await _fuzz(report, stack, paper, seconds, pause_seconds)
                finally:
                    _keep_logs(stack, folder)
    report.seconds = time.monotonic() - started
    return report


async def _fuzz(
    report: Report, stack: LocalStack, paper: Newspaper, seconds: float, pause_seconds: float
) -> None:
    rng = Random(report.seed)
    odd = OddRecords(rng, paper.url(""))
    traffic = GoodTraffic(stack.kafka, paper)
    async with AIOKafkaProducer(
        bootstrap_servers=stack.kafka, acks="all", max_request_size=PAGE_BYTES
    ) as producer:
        sender = Sender(producer, rng)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline or traffic.sent < GOOD_LEAST:
            await sender.send_round(odd, traffic)
            await asyncio.to_thread(traffic.read, 0.2 + pause_seconds)
            while traffic.open > OPEN_MAX and time.monotonic() < deadline:
                await asyncio.to_thread(traffic.read, 0.5)
        await _all_answered(traffic)
        report.problems += [f"{each} ended" for each in stack.restarts]
        report.problems += traffic.problems(repeats=False)
        await _start_anew(stack)
        await sender.send(SUBMITTED, traffic.next(GOOD_PER_BATCH, now_ms()))
        await _all_answered(traffic)
    report.problems += await stumbles(stack.environment)
    report.odd, report.refused, report.good = sender.odd, sender.refused, traffic.sent
    report.ends_of_odd = traffic.others
    report.problems += traffic.problems(repeats=True)
    traffic.close()


async def _all_answered(traffic: GoodTraffic) -> None:
    heard_at, still_open = time.monotonic(), traffic.open
    while traffic.open and time.monotonic() - heard_at < SILENCE_SECONDS:
        await asyncio.to_thread(traffic.read, 0.5)
        if traffic.open < still_open:
            heard_at, still_open = time.monotonic(), traffic.open
    await asyncio.to_thread(traffic.read, 2.0)  # a second answer would come soon


async def _start_anew(stack: LocalStack) -> None:
    """Kill every stage: what it reads when it starts is odd, too."""
    stack.restarts.clear()
    before = stack.pids()
    for pid in before.values():
        os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        now = stack.pids()
        if now.keys() == before.keys() and all(now[each] != before[each] for each in now):
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"not all stages came back: {stack.restarts}")


def _keep_logs(stack: LocalStack, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for step in PIPELINE:
        log = stack.log_of(step.stage)
        if log.exists():
            (folder / log.name).write_bytes(log.read_bytes())
