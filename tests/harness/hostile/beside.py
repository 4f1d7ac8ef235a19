"""Good traffic beside each row of the hostile table at eight hosts, one row after another.

`python -m tests.harness.hostile.beside`: 95 of 100 good requests take how much longer beside a row
than alone, just before? About fifteen minutes; wanted is less than twice as long.
"""

import argparse
import asyncio
import contextlib
import sys
import time
from statistics import quantiles
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from schemas.events import UrlAccepted
from services.fetch.http.client import Client
from services.stage.endings import StageError
from tests.harness.hostile.cases import CASES, Case
from tests.harness.hostile.web import (
    NAMES,
    SHORT,
    StaticResolver,
    client_for,
    closed_port,
    fetch_page,
    hostile_site,
    policy_for,
    url_of,
)

GOOD_EVERY_SECONDS = 0.02
GOOD_TAKES_SECONDS = 0.05
ALONE_SECONDS = 1.0
BESIDE_SECONDS = 2.5
WANTED = 2.0


class Measured(NamedTuple):
    """The 95th percentile of good requests, in seconds."""

    case: Case
    alone: float
    beside: float

    @property
    def ratio(self) -> float:
        """How much longer they take."""
        return self.beside / self.alone


async def good_traffic(client: Client, url: str, until: "asyncio.Future[object]") -> list[float]:
    """Ask for a good page again and again until the work is done; how long each took, seconds."""

    async def one() -> float:
        begun = time.perf_counter()
        await client.get(url)
        return time.perf_counter() - begun

    asked = []
    while not until.done():
        asked.append(asyncio.create_task(one()))
        await asyncio.sleep(GOOD_EVERY_SECONDS)
    return await asyncio.gather(*asked)


async def attack(client: Client, url: str, hosts: int) -> None:
    """Fetch what a row has at so many hosts, each once a second, which is a host's default pace."""

    async def suffer(number: int) -> None:
        name = f"other-{number}.test"
        accepted = UrlAccepted(url=url.replace("other.test", name), host=name, site=name)
        await asyncio.sleep(number / hosts)
        while True:
            pace = asyncio.create_task(asyncio.sleep(1))
            with contextlib.suppress(StageError):
                await fetch_page(client, accepted)
            await pace

    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(BESIDE_SECONDS):
            await asyncio.gather(*map(suffer, range(hosts)))


async def measure(hosts: int, part: str) -> list[Measured]:
    """Take the rows one after another."""
    found = []
    names = {f"other-{number}.test": NAMES["other.test"] for number in range(hosts)} | NAMES
    with hostile_site() as calm, hostile_site() as site:
        closed = closed_port()
        policy = policy_for(site, calm.http, closed)
        good = f"http://good.test:{calm.http}/slow/{GOOD_TAKES_SECONDS}"
        for case in CASES:
            if part not in case.url:
                continue
            url = url_of(case, "other.test", site, closed)
            async with client_for(site, policy, SHORT, StaticResolver(names)) as client:
                times: list[list[float]] = []
                for work in (asyncio.sleep(ALONE_SECONDS), attack(client, url, hosts)):
                    times.append(await good_traffic(client, good, asyncio.ensure_future(work)))
            found.append(Measured(case, *map(_p95, times)))
            print(f"{found[-1].ratio:5.2f} {case}", file=sys.stderr)
    return found


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1]


def main() -> int:
    """Print the rows that weigh most; 1 where one weighs too much."""
    parser = argparse.ArgumentParser(prog="tests.harness.hostile.beside", description=__doc__)
    parser.add_argument("--hosts", type=int, default=8, help="that have the row")
    parser.add_argument("--row", default="", help="only rows whose URL has this in it")
    options = parser.parse_args()
    found = asyncio.run(measure(options.hosts, options.row))
    table = Table("row", "alone, s", "beside, s", "ratio")
    for each in sorted(found, key=lambda each: -each.ratio)[:20]:
        table.add_row(
            str(each.case), f"{each.alone:.3f}", f"{each.beside:.3f}", f"{each.ratio:.2f}"
        )
    Console(width=110).print(table)
    slow = [each for each in found if each.ratio >= WANTED]
    print(f"{len(found)} rows at {options.hosts} hosts; {len(slow)} of {WANTED:g} times or more")
    return int(bool(slow))


if __name__ == "__main__":
    sys.exit(main())
