"""`make bench-scale`: what an article costs a stage with 1, 2 and 4 processes of it.

On Apache Kafka and PostgreSQL, which is how more than one process of a stage is run. The cores stay
those of the machine, so the rate says little; CPU an article must stay flat. A process that waits
costs CPU too: it is measured while nothing comes, and told apart.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiohttp
from rich.console import Console
from rich.table import Table

from deploy.kafka.node import ApacheKafka
from services.local.child import Child
from services.local.forks import ForkedChild, Template
from services.local.stack import LocalOptions, LocalStack
from services.stage.health.process_registry import read_port_files
from tests.harness.bench.e2e.client import Client
from tests.harness.bench.e2e.pages import read_pages
from tests.harness.bench.e2e.run import LIMIT_SECONDS, SETTINGS
from tests.harness.bench.e2e.site import running_site, url_of
from tests.harness.bench.e2e.usage import usages
from tests.harness.bench.report import report_path, write_report
from tests.support.postgres import Postgres

STAGES = ("fetch", "enrich", "publish")
PROCESSES = (1, 2, 4)
WORKERS = (1, 2, 4)
WARM_UP_URLS = 200
IDLE_SECONDS = 5.0
READY_SECONDS = 90.0


class Bench:
    """A stack with more processes of one stage, and what an article costs that stage."""

    def __init__(self, stack: LocalStack, folder: Path, port: int, names: list[str]) -> None:
        self._stack, self._folder, self._port, self._names = stack, folder, port, names
        self._template = Template(folder / "template.log")
        self._more: dict[str, list[Child]] = {}

    async def grow(self, stage: str, processes: int) -> None:
        """Start processes of a stage until there are so many."""
        more = self._more.setdefault(stage, [])
        for _ in range(processes - 1 - len(more)):
            name = f"{stage}-{len(more) + 2}"
            run_dir = self._folder / name
            told = {**self._stack.environment, "NEWSREEL_RUN_DIR": str(run_dir)}
            child = ForkedChild(self._template, stage, self._folder / f"{name}.log", told)
            child.start()
            more.append(child)
            await _until_ready(run_dir)

    async def shrink(self, stage: str) -> None:
        """End all but one of a stage's processes."""
        for child in self._more.pop(stage, []):
            await asyncio.to_thread(child.stop)

    def close(self) -> None:
        """End what it started."""
        self._template.stop()

    async def measure(self, stage: str, urls: int) -> dict[str, float]:
        """Send URLs, and say what each cost the processes of the stage."""
        mark = os.urandom(3).hex()
        client = Client(self._stack.kafka, mark)
        sent = [
            url_of(self._port, number, mark, self._names[number % len(self._names)])
            for number in range(WARM_UP_URLS + urls)
        ]
        try:
            return await asyncio.to_thread(self._load, client, stage, sent)
        finally:
            client.close()

    def _load(self, client: Client, stage: str, urls: list[str]) -> dict[str, float]:
        client.send(urls[:WARM_UP_URLS])
        client.wait(WARM_UP_URLS, LIMIT_SECONDS)
        before = self._cpu_seconds(stage)
        time.sleep(IDLE_SECONDS)
        idle = (self._cpu_seconds(stage) - before) / IDLE_SECONDS
        before, begun = self._cpu_seconds(stage), time.perf_counter()
        client.send(urls[WARM_UP_URLS:])
        answered = len(client.wait(len(urls) - WARM_UP_URLS, LIMIT_SECONDS).latencies_seconds)
        seconds = time.perf_counter() - begun
        spent = self._cpu_seconds(stage) - before
        return {
            "answered": answered,
            "articles_per_second": answered / seconds,
            "cpu_ms": 1000 * spent / answered,
            "cpu_ms_beyond_idle": 1000 * (spent - idle * seconds) / answered,
            "idle_ms_per_second": 1000 * idle,
        }

    def _cpu_seconds(self, stage: str) -> float:
        more = {f"{stage}-{n}": each.pid for n, each in enumerate(self._more.get(stage, []), 2)}
        found = usages({stage: self._stack.pids()[stage], **more}).values()
        return sum(each.own_cpu_seconds + each.workers_cpu_seconds for each in found)


async def _until_ready(run_dir: Path) -> None:
    async with asyncio.timeout(READY_SECONDS), aiohttp.ClientSession() as session:
        while True:
            await asyncio.sleep(0.2)
            for found in read_port_files(run_dir):
                async with session.get(f"http://127.0.0.1:{found.port}/health/ready") as response:
                    if response.status == 200:
                        return


async def scale(kafka: str, store: str, port: int, names: list[str], urls: int) -> list[Any]:
    """Measure each stage with more and more processes, then extract with more workers."""
    rows: list[Any] = []
    for workers in WORKERS:
        told = {"NEWSREEL_STORE": store, "NEWSREEL_EXTRACT_WORKERS": str(workers)}
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            async with LocalStack(
                LocalOptions(folder, kafka, environment=SETTINGS | told)
            ) as stack:
                bench = Bench(stack, folder, port, names)
                found = await bench.measure("extract", urls)
                rows.append({"what": "extract, workers", "count": workers, **found})
                for stage in STAGES if workers == max(WORKERS) else ():
                    for processes in PROCESSES:
                        await bench.grow(stage, processes)
                        found = await bench.measure(stage, urls)
                        rows.append({"what": f"{stage}, processes", "count": processes, **found})
                        print(rows[-1], file=sys.stderr, flush=True)
                    await bench.shrink(stage)
                bench.close()
    return rows


def show(rows: list[Mapping[str, Any]]) -> None:
    """Print a row for each measurement."""
    table = Table("what", "count", "CPU ms/article", "beyond idle", "idle ms/s", "articles/s")
    for row in rows:
        figures = ("cpu_ms", "cpu_ms_beyond_idle", "idle_ms_per_second", "articles_per_second")
        table.add_row(row["what"], str(row["count"]), *(f"{row[each]:.1f}" for each in figures))
    Console(width=110).print(table)


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(prog="make bench-scale", description=__doc__)
    parser.add_argument("--corpus", type=Path, help="pages with gold; without it the sample site")
    parser.add_argument("--urls", type=int, default=300)
    options = parser.parse_args()
    pages = read_pages(options.corpus)
    load_before = os.getloadavg()
    postgres = Postgres()
    postgres.start()
    try:
        with running_site(pages) as (port, _), ApacheKafka() as kafka:
            names = list(pages)
            rows = asyncio.run(scale(kafka.bootstrap, postgres.url, port, names, options.urls))
    finally:
        postgres.stop()
    show(rows)
    write_report(report_path("scale"), load_before, {"rows": rows}, pages=len(pages))
    if any(row["answered"] < options.urls for row in rows):
        sys.exit("not every URL was answered")


if __name__ == "__main__":
    main()
