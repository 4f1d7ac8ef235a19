"""Our client beside bare aiohttp and Scrapy on one local site.

    python -m tests.harness.bench.bench_fetch

All run in turn on the same machine, so trust the ratios. CPU is the contender's own process.
"""

import json
import subprocess
import sys
from dataclasses import dataclass

from tests.harness.bench.fetch_site import running_site

ROUNDS = 3
NAMES = ("bare aiohttp", "our client", "our fetch", "scrapy")


@dataclass(frozen=True, slots=True)
class Load:
    """What is asked of each contender."""

    title: str
    path: str
    pages: int
    concurrency: int
    names: tuple[str, ...] = NAMES
    rounds: int = ROUNDS


LOADS = (
    Load("200 hosts, connections kept", "page", 6_000, 200),
    Load("200 hosts, a connection a page", "close/page", 4_000, 200),
    Load("5,000 in flight, hosts take 1 s", "close/slow", 15_000, 5_000, NAMES[:3], 1),
)


THROUGH_KAFKA = {
    "2,000 hosts": [],
    "5,000 in flight, hosts take 1 s": [
        "--hosts=5000", "--pages=15000", "--path=slow", "--set=NEWSREEL_FETCH_IN_FLIGHT_MAX=5000",
    ],
    "5,000 in flight, hosts take 12 s": [
        "--hosts=6000", "--pages=12000", "--path=held", "--set=NEWSREEL_FETCH_IN_FLIGHT_MAX=5000",
    ],
}  # fmt: skip
"""The whole service on a broker: arguments of `tests.harness.bench.fetch_service`."""


def main() -> None:
    """Run every load and print a table for each. Arguments go to the runs through Kafka."""
    with running_site() as port:
        bare = [_table(load, port) for load in LOADS]
    print(f"\nthe service through Kafka\n{HEAD}")
    for name, options in THROUGH_KAFKA.items():
        _row(name, _through_kafka([*options, *sys.argv[1:]]), bare[0])


HEAD = f"{'':34}{'pages/s':>9}{'CPU ms/page':>13}{'x aiohttp':>11}{'memory MB':>11}{'pages':>8}"


def _table(load: Load, port: int) -> float:
    """Print the table of a load; return the CPU of bare aiohttp, ms a page."""
    best: dict[str, dict[str, float]] = {}
    for _ in range(load.rounds):
        for name in load.names:
            figures = _run(name, load, port)
            if name not in best or figures["cpu_ms"] < best[name]["cpu_ms"]:
                best[name] = figures
    print(f"\n{load.title}: {load.pages} pages, {load.concurrency} at once, best of {load.rounds}")
    print(HEAD)
    base = best[load.names[0]]["cpu_ms"]
    for name, row in best.items():
        _row(name, row, base)
    return base


def _row(name: str, row: dict[str, float], base: float) -> None:
    print(
        f"{name:34}{row['pages'] / row['seconds']:9.0f}{row['cpu_ms']:13.3f}"
        f"{row['cpu_ms'] / base:11.2f}{row['memory_mb']:11.0f}{row['pages']:8.0f}"
    )


def _through_kafka(options: list[str]) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.harness.bench.fetch_service", *options],
        stdout=subprocess.PIPE, text=True, timeout=600, check=True,
    )  # fmt: skip
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _run(name: str, load: Load, port: int) -> dict[str, float]:
    arguments = [name, str(port), load.path, str(load.pages), str(load.concurrency)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.harness.bench.fetch_contenders", *arguments],
        capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    main()
