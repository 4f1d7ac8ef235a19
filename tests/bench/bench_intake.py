"""Intake under a bulk load: URLs a second, CPU and memory of the one process, through Kafka.

    python -m tests.bench.bench_intake [--urls 1000000] [--broker tansu|apache]

The load is put on the topic first, by librdkafka, so that only intake is measured.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

import psutil
from confluent_kafka import Producer

from deploy.apache_kafka import ApacheKafka
from deploy.child import Child
from deploy.local import EMBEDDED
from deploy.tansu import Tansu
from schemas.pipeline import SUBMITTED
from services.cli.stages import look
from services.stage.notes import read_notes
from services.stage.settings import Settings
from services.stage.topics import TopicAdmin

HOSTS = 10_000


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--urls", type=int, default=100_000)
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
        await watch(folder / "run", urls, psutil.Process(child.pid))
    finally:
        child.stop()


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


async def watch(notes: Path, urls: int, intake: psutil.Process) -> None:
    """Follow intake's own count; print the rate from the first to the last.

    Not the end of the accepted topic: the embedded broker tells that wrongly.
    """
    first, done, memory = 0.0, 0.0, []
    while done < urls:
        await asyncio.sleep(0.5)
        for note in read_notes(notes):
            view = await look(note.stage, f"127.0.0.1:{note.port}")
            done = view.total("newsreel_events_total", outcome="passed")
        memory.append(intake.memory_info().rss)
        if done and not first:
            first, before = time.monotonic(), done
            cpu = sum(intake.cpu_times()[:2])
    seconds = time.monotonic() - first
    counted = done - before
    used = sum(intake.cpu_times()[:2]) - cpu
    print(f"accepted {counted:,.0f} in {seconds:.1f} s: {counted / seconds:,.0f} URLs/s")
    print(f"CPU {used / counted * 1e6:.0f} µs a URL: {counted / used:,.0f} URLs/s of one core")
    half = memory[len(memory) // 2]
    print(f"memory {half / 1e6:.0f} MB half-way, {memory[-1] / 1e6:.0f} MB at the end")


if __name__ == "__main__":
    main()
