"""A flood of one host beside a thousand hosts with one URL each, through the real fetch service.

    python -m tests.harness.bench.bench_flood [--flood 100000] [--hosts 1000] [--broker apache]

Everything is on the topic before the service starts, the flood first: the worst order. A wait runs
from the moment at which the service has its first page from a site to the page of that host on its
topic, by the brokers' clock. The flooded host is one of the default politeness: one request at a
time, one second apart. `bench_frontier` measures the same without a broker.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from confluent_kafka import Consumer, TopicPartition

from deploy.kafka.node import ApacheKafka
from schemas.pipeline import FETCHED
from services.local.tansu import EMBEDDED, Tansu
from tests.harness.bench.fetch_service import loaded_service
from tests.harness.bench.fetch_site import addresses, running_site

TIMEOUT_SECONDS = 300.0


def main() -> None:
    """Measure with and without the flood, and print both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flood", type=int, default=100_000)
    parser.add_argument("--hosts", type=int, default=1_000)
    parser.add_argument("--broker", choices=("tansu", "apache"), default="tansu")
    options = parser.parse_args()
    for flood in (0, options.flood):
        waits = measured(options.broker, flood, options.hosts)
        median, p95 = statistics.median(waits), waits[int(len(waits) * 0.95)]
        print(
            f"{len(waits)} hosts beside a flood of {flood:6}: waited median {median:6.2f} s,"
            f" p95 {p95:6.2f} s, at most {waits[-1]:6.2f} s",
            flush=True,
        )


def measured(kind: str, flood: int, count: int) -> list[float]:
    """Return the wait of each of the `count` hosts, seconds, shortest first."""
    broker = Tansu() if kind == "tansu" else ApacheKafka()
    embedded = EMBEDDED if kind == "tansu" else {}
    settings = {**embedded, "NEWSREEL_KAFKA": broker.bootstrap}
    with running_site(count + 1) as port, broker, tempfile.TemporaryDirectory() as folder:
        flooded, *hosts = addresses(count + 1)
        urls = [f"http://{flooded}:{port}/page/{n}" for n in range(flood)]
        urls += [f"http://{host}:{port}/page/0" for host in hosts]
        with loaded_service(settings, urls, Path(folder)):
            return waits_of(settings, frozenset(hosts))


def waits_of(settings: Mapping[str, str], hosts: frozenset[str]) -> list[float]:
    """Follow the pages until each host has its own."""
    consumer = Consumer(
        {"bootstrap.servers": settings["NEWSREEL_KAFKA"], "group.id": "bench-flood"}
    )
    partitions = consumer.list_topics(FETCHED.name, timeout=30).topics[FETCHED.name].partitions
    consumer.assign([TopicPartition(FETCHED.name, number, 0) for number in partitions])
    at: dict[str, float] = {}
    first = float("inf")
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while len(at) < len(hosts):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{len(at)} of {len(hosts)} hosts after {TIMEOUT_SECONDS:.0f} s")
        for message in consumer.consume(500, 0.2):
            if message.error() is not None:
                continue
            written = message.timestamp()[1] / 1000
            first = min(first, fetched_at(message))
            host = (message.key() or b"").decode()
            if host in hosts:
                at.setdefault(host, written)
    consumer.close()
    return sorted(each - first for each in at.values())


def fetched_at(message: Any) -> float:
    """When the page came from its site, Unix time."""
    meta = orjson.loads(dict(message.headers())["newsreel_data"])
    return datetime.fromisoformat(meta["fetched_at"]).timestamp()


if __name__ == "__main__":
    os.environ.setdefault("NEWSREEL_LOG_FORMAT", "json")
    main()
