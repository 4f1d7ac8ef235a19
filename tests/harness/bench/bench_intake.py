"""Intake under a bulk load: URLs a second, CPU and memory of the one process, through Kafka.

    python -m tests.harness.bench.bench_intake [--urls 1000000] [--broker tansu|apache]

The load is put on the topic first, by librdkafka, so that only intake is measured: nothing else
works but it and the broker. CPU is that of the intake process, all its threads. At the end the
accepted topic is read from its start, to see that each URL is there.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
from confluent_kafka import Consumer, Producer, TopicPartition

from deploy.kafka.node import ApacheKafka
from schemas.pipeline import ACCEPTED, SUBMITTED
from services.cli.clients.stages import look
from services.local.child import Child
from services.local.tansu import EMBEDDED, Tansu
from services.settings import Settings
from services.stage.health.process_registry import read_port_files
from services.stage.kafka.topics import TopicAdmin

HOSTS = 10_000


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--urls", type=int, default=1_000_000)
    parser.add_argument("--broker", choices=("tansu", "apache"), default="tansu")
    options = parser.parse_args()
    broker = Tansu() if options.broker == "tansu" else ApacheKafka()
    with broker, tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(broker.bootstrap, options.broker, options.urls, Path(folder)))


async def measure(kafka: str, broker: str, urls: int, folder: Path) -> None:
    """Load the topic, start intake, wait until everything is accepted."""
    environment = {
        **(EMBEDDED if broker == "tansu" else {}),
        "NEWSREEL_KAFKA": kafka,
        "NEWSREEL_STORE": f"sqlite:///{folder}/state",
        "NEWSREEL_RUN_DIR": f"{folder}/run",
    }
    os.environ.update(environment)
    async with TopicAdmin(Settings()) as admin:
        await admin.create()
    started = time.monotonic()
    load(kafka, urls)
    print(f"loaded {urls:,} URLs at {urls / (time.monotonic() - started):,.0f}/s")
    child = Child(
        "intake",
        [sys.executable, "-m", "services.cli.main", "service", "intake"],
        folder / "intake.log",
        env=environment,
    )
    child.start()
    try:
        samples = await watch(folder / "run", urls, psutil.Process(child.pid))
    finally:
        child.stop()
    print(json.dumps(report(samples, broker, distinct_outputs(kafka, urls)), indent=2))


def load(kafka: str, urls: int) -> None:
    """Put distinct URLs of many hosts on the topic."""
    producer = Producer(
        {"bootstrap.servers": kafka, "linger.ms": 20, "queue.buffering.max.messages": 200_000}
    )
    for number in range(urls):
        value = f"https://www.news{number % HOSTS}.example/2026/11/story-{number}?utm_source=x"
        while True:
            try:
                producer.produce(SUBMITTED.name, value.encode())
                break
            except BufferError:
                producer.poll(0.1)
        producer.poll(0)
    producer.flush(60)


@dataclass(frozen=True)
class Sample:
    """How far intake is, and what it has used."""

    at: float
    """Monotonic, seconds."""
    urls: int
    cpu_seconds: float
    memory_mb: float


async def watch(notes: Path, urls: int, intake: psutil.Process) -> list[Sample]:
    """Follow intake's own count, which is of confirmed outputs, until all are accepted.

    Not the end of the accepted topic: the embedded broker tells that wrongly.
    """
    samples: list[Sample] = []
    shown = 0
    while not samples or samples[-1].urls < urls:
        await asyncio.sleep(0.5)
        if intake.status() == psutil.STATUS_ZOMBIE:
            raise SystemExit("intake has ended; see its log")
        done = await accepted_by(notes)
        if done:
            now, cpu = time.monotonic(), sum(intake.cpu_times()[:2])
            samples.append(Sample(now, done, cpu, intake.memory_info().rss / 1e6))
        if done * 10 // urls > shown:
            shown = done * 10 // urls
            print(line(samples[0], samples[-1]), flush=True)
    return samples


async def accepted_by(notes: Path) -> int:
    """Ask intake how many URLs it has accepted; 0 while it is not up."""
    done = 0.0
    for note in read_port_files(notes):
        view = await look(note.stage, f"127.0.0.1:{note.port}")
        done += view.total("newsreel_events_total", outcome="passed")
    return int(done)


def line(first: Sample, last: Sample) -> str:
    """Say how fast it went between two samples."""
    urls, seconds = last.urls - first.urls, last.at - first.at
    if not urls:
        return f"{last.urls:12,} URLs"
    cpu_us = (last.cpu_seconds - first.cpu_seconds) / urls * 1e6
    return (
        f"{last.urls:12,} URLs {urls / seconds:9,.0f}/s {cpu_us:7.0f} µs CPU a URL"
        f" {last.memory_mb:6.0f} MB"
    )


def report(samples: list[Sample], broker: str, sent: int) -> dict[str, object]:
    """Sum it up; warm is what one tenth of the URLs leave behind."""
    first, last = samples[0], samples[-1]
    warm = next(sample for sample in samples if sample.urls >= last.urls / 10)
    urls, seconds = last.urls - first.urls, last.at - first.at
    return {
        "broker": broker,
        "urls": last.urls,
        "outputs_found_on_topic": sent,
        "urls_per_second": round(urls / seconds),
        "cpu_us_per_url": round((last.cpu_seconds - first.cpu_seconds) / urls * 1e6),
        "cores_used": round((last.cpu_seconds - first.cpu_seconds) / seconds, 2),
        "memory_mb_warm": round(warm.memory_mb),
        "memory_mb_peak": round(max(sample.memory_mb for sample in samples)),
        "memory_mb_end": round(last.memory_mb),
        "load_average": round(os.getloadavg()[0], 1),
    }


def distinct_outputs(kafka: str, urls: int) -> int:
    """Read the accepted topic from its start; return how many different events lie there."""
    reader = Consumer({"bootstrap.servers": kafka, "group.id": "bench", "log_level": 0})
    partitions = reader.list_topics(ACCEPTED.name, timeout=30).topics[ACCEPTED.name].partitions
    reader.assign([TopicPartition(ACCEPTED.name, number, 0) for number in partitions])
    seen: set[bytes] = set()
    while len(seen) < urls:
        messages = reader.consume(10_000, timeout=10)
        if not messages:
            break
        for message in messages:
            if not message.error():
                seen.add(bytes.fromhex(dict(message.headers())["ce_id"].decode().replace("-", "")))
    reader.close()
    return len(seen)


if __name__ == "__main__":
    main()
