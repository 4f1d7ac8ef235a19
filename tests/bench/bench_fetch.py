"""Our client beside bare aiohttp and Scrapy on one local site: `python -m tests.bench.bench_fetch`.

All run in turn on the same machine, so trust the ratios. CPU is the contender's own process.
"""

import json
import subprocess
import sys
from dataclasses import dataclass

from tests.bench.fetch_site import running_site

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


def main() -> None:
    """Run every load and print a table for each."""
    with running_site() as port:
        for load in LOADS:
            _table(load, port)


def _table(load: Load, port: int) -> None:
    best: dict[str, dict[str, float]] = {}
    for _ in range(load.rounds):
        for name in load.names:
            figures = _run(name, load, port)
            if name not in best or figures["cpu_ms"] < best[name]["cpu_ms"]:
                best[name] = figures
    print(f"\n{load.title}: {load.pages} pages, {load.concurrency} at once, best of {load.rounds}")
    print(f"{'':14}{'pages/s':>9}{'CPU ms/page':>13}{'x aiohttp':>11}{'memory MB':>11}{'pages':>8}")
    base = best[load.names[0]]["cpu_ms"]
    for name, row in best.items():
        print(
            f"{name:14}{row['pages'] / row['seconds']:9.0f}{row['cpu_ms']:13.3f}"
            f"{row['cpu_ms'] / base:11.2f}{row['memory_mb']:11.0f}{row['pages']:8.0f}"
        )


def _run(name: str, load: Load, port: int) -> dict[str, float]:
    arguments = [name, str(port), load.path, str(load.pages), str(load.concurrency)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.fetch_contenders", *arguments],
        capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    main()
