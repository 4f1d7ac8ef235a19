"""`make bench-startup`: seconds from the start of everything to the first article.

What `make up` does, and a client that submits the first URL as soon as the topics are there.
"""

import argparse
import asyncio
import os
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from services.local.stack import LocalOptions, LocalStack
from tests.harness.bench.e2e.client import Client
from tests.harness.bench.e2e.pages import read_pages
from tests.harness.bench.e2e.run import LIMIT_SECONDS, SETTINGS
from tests.harness.bench.e2e.site import running_site, url_of
from tests.harness.bench.report import report_path, write_report


async def first_article(port: int, page: str) -> tuple[float, float]:
    """Return the seconds until every stage was ready, and until the answer was there."""
    mark, begun = os.urandom(3).hex(), time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        async with LocalStack(LocalOptions(Path(folder), None, environment=SETTINGS)) as stack:
            ready = time.perf_counter() - begun
            client = Client(stack.kafka, mark)
            client.send([url_of(port, 0, mark, page)])
            await asyncio.to_thread(client.wait, 1, LIMIT_SECONDS)
            client.close()
            return ready, time.perf_counter() - begun


def measure(pages: Mapping[str, bytes], rounds: int) -> list[tuple[float, float]]:
    """Start everything so many times."""
    with running_site(pages) as (port, _):
        return [asyncio.run(first_article(port, next(iter(pages)))) for _ in range(rounds)]


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(prog="make bench-startup", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    load_before = os.getloadavg()
    found = measure(read_pages(None), options.rounds)
    ready, first = (median(seconds) for seconds in zip(*found, strict=True))
    print(f"ready after {ready:.1f} s, first article after {first:.1f} s (median of {len(found)})")
    figures = {"ready_seconds": ready, "first_article_seconds": first, "rounds": found}
    write_report(report_path("startup"), load_before, figures)


if __name__ == "__main__":
    main()
