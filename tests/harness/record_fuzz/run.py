"""A run: the whole stack, odd records, good URLs beside them, and what must be true at the end."""

import asyncio
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from aiokafka import AIOKafkaProducer

from schemas.pipeline import (
    ACCEPTED,
    CONTROL,
    ENRICHED,
    EXTRACTED,
    FETCHED,
    OUTCOMES,
    PAGE_BYTES,
    PIPELINE,
    PUBLISHED,
    SUBMITTED,
    Topic,
)
from services.local.postgres import Postgres
from services.local.stack import LocalOptions, LocalStack
from tests.harness.record_fuzz.good_traffic import GoodTraffic
from tests.harness.record_fuzz.odd_records import OddRecords
from tests.support.newspaper import Newspaper
from tests.support.raw_batches import Raw, batch

TOPICS = (SUBMITTED, ACCEPTED, FETCHED, EXTRACTED, ENRICHED, OUTCOMES, PUBLISHED, CONTROL)
"""What stages read, now or when they start."""
ODD_PER_BATCH = 8
GOOD_PER_BATCH = 4
OPEN_MAX = 80
"""Good URLs without an answer: more wait until some are answered."""
BATCH_BYTES = 900_000
SILENCE_SECONDS = 60.0
"""Without a new answer for so long, what is missing is lost."""
OPERATOR = (
    ("dlq", "list"),
    ("outcomes", "--from-beginning", "--until-end"),
    ("tail", "--from-beginning", "--until-end"),
    ("status",),
    ("open",),
    ("failed",),
    ("trace", "good-0"),
    ("outcomes", "--from-beginning", "--until-end", "--host", "a.example"),
    ("dlq", "drop", "--host", "a.example", "--dry-run"),
    ("dlq", "drop", "--all"),
)
OPERATOR_SECONDS = 90.0
ENVIRONMENT = {
    "NEWSREEL_FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
    "NEWSREEL_FETCH_ALLOWED_PORTS": "any",
    "NEWSREEL_FETCH_DELAY_SECONDS": "0",
    "NEWSREEL_FETCH_RETRY_DELAYS_SECONDS": "1",
    "NEWSREEL_WORKER_PROCESSES": "1",
}


@dataclass
class Report:
    """What was sent and what was wrong."""

    seed: int
    store: str
    seconds: float = 0
    odd: Counter[str] = field(default_factory=Counter)
    """Odd records by topic."""
    refused: int = 0
    """Batches that the broker did not take."""
    good: int = 0
    ends_of_odd: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


async def run(seed: int, seconds: float, store: str, folder: Path) -> Report:
    """Send odd and good records for so long, then start every stage anew, then ask for answers."""
    report = Report(seed, store)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as state:
        async with _store_url(store) as environment, _paper() as paper:
            options = LocalOptions(Path(state), environment=ENVIRONMENT | environment)
            async with LocalStack(options) as stack:
                try:
                    await _fuzz(report, stack, paper, seconds)
                finally:
                    _keep_logs(stack, folder)
    report.seconds = time.monotonic() - started
    return report


async def _fuzz(report: Report, stack: LocalStack, paper: Newspaper, seconds: float) -> None:
    rng = Random(report.seed)
    odd = OddRecords(rng, paper.url(""))
    traffic = GoodTraffic(stack.kafka, paper)
    async with AIOKafkaProducer(
        bootstrap_servers=stack.kafka, acks="all", max_request_size=PAGE_BYTES
    ) as producer:
        sender = _Sender(producer, rng, report)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            await sender.send_round(odd, traffic)
            await asyncio.to_thread(traffic.read, 0.2)
            while traffic.open > OPEN_MAX and time.monotonic() < deadline:
                await asyncio.to_thread(traffic.read, 0.5)
        await _all_answered(traffic)
        report.problems += [f"{each} ended" for each in stack.restarts]
        report.problems += traffic.problems(repeats=False)
        await _start_anew(stack)
        await sender.send(SUBMITTED, traffic.next(GOOD_PER_BATCH, _now_ms()))
        await _all_answered(traffic)
    report.problems += [each async for each in _stumbles(stack)]
    report.good = traffic.sent
    report.ends_of_odd = traffic.others
    report.problems += traffic.problems(repeats=True)
    traffic.close()


class _Sender:
    """Writes raw batches."""

    def __init__(self, producer: AIOKafkaProducer, rng: Random, report: Report) -> None:
        self._producer, self._rng, self._report = producer, rng, report

    async def send_round(self, odd: OddRecords, traffic: GoodTraffic) -> None:
        """Send a batch to every topic; on the first one good and odd ones share it."""
        now_ms = _now_ms()
        for topic in TOPICS:
            records = [odd.of(topic, now_ms) for _ in range(ODD_PER_BATCH)]
            self._report.odd[topic.name] += len(records)
            if topic is SUBMITTED:
                records += traffic.next(GOOD_PER_BATCH, now_ms)
                self._rng.shuffle(records)
            await self.send(topic, records)

    async def send(self, topic: Topic, records: Sequence[Raw]) -> None:
        """Send records, those of another time or size in batches of their own."""
        together: list[Raw] = []
        for each in records:
            is_now = abs(each.timestamp_ms - _now_ms()) < 60_000
            if is_now and _size(each) < BATCH_BYTES // len(records):
                together.append(each)
            else:
                await self._send_batch(topic, [each])
        await self._send_batch(topic, together)

    async def _send_batch(self, topic: Topic, records: Sequence[Raw]) -> None:
        if not records:
            return
        try:
            data = batch(records, self._rng.choice((0, 1)))
        except (OverflowError, ValueError):  # a time that has no form on the wire
            self._report.refused += 1
            return
        made = self._producer.create_batch()
        made._buffer, made._relative_offset = data, len(records)
        made.close()
        partitions = sorted(await self._producer.partitions_for(topic.name))
        try:
            partition = self._rng.choice(partitions)
            await (await self._producer.send_batch(made, topic.name, partition=partition))
        except Exception:
            if any(each.value and b'"good-' in each.value for each in records):
                raise
            self._report.refused += 1


async def _stumbles(stack: LocalStack) -> AsyncIterator[str]:
    """Let an operator look at all of it; name each command that ends in a traceback."""
    environment = {**os.environ, **stack.environment, "COLUMNS": "200"}
    for words in OPERATOR:
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "services.cli.main", *words,
            env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        try:
            output, _ = await asyncio.wait_for(child.communicate(), OPERATOR_SECONDS)
        except TimeoutError:
            child.kill()
            yield f"newsreel {' '.join(words)}: no end"
            continue
        if b"Traceback" in output or child.returncode not in (0, 1):
            yield f"newsreel {' '.join(words)}: {output[-2_000:].decode('utf-8', 'replace')}"


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
        await asyncio.sleep(0.5)
    raise AssertionError(f"not all stages came back: {stack.restarts}")


@asynccontextmanager
async def _paper() -> AsyncIterator[Newspaper]:
    paper = Newspaper()
    try:
        yield paper
    finally:
        paper.close()


@asynccontextmanager
async def _store_url(store: str) -> AsyncIterator[dict[str, str]]:
    """Start the database, where it is not a file."""
    if store == "sqlite":
        yield {}
        return
    server = Postgres()
    await asyncio.to_thread(server.start)
    try:
        yield {"NEWSREEL_STORE": server.create_database("fuzz"), "NEWSREEL_STORE_UPGRADE": "true"}
    finally:
        await asyncio.to_thread(server.stop)


def _now_ms() -> int:
    return int(time.time() * 1000)


def _size(raw: Raw) -> int:
    headers = sum(len(name) + len(value) for name, value in raw.headers)
    return len(raw.value or b"") + len(raw.key or b"") + headers


def _keep_logs(stack: LocalStack, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for step in PIPELINE:
        log = stack.log_of(step.stage)
        if log.exists():
            (folder / log.name).write_bytes(log.read_bytes())
