"""`make bench-peers`: articles a second beside what people build this with, in one run.

news-please needs many packages, some of which are not ours to lock: give an interpreter that has it
with `--news-please PYTHON`; without one it is left out, and the table says so.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import mean
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.harness.bench.e2e.loop import PROCESSES, has, pages_per_second
from tests.harness.bench.e2e.pages import read_pages
from tests.harness.bench.e2e.run import Plan, measure
from tests.harness.bench.e2e.site import running_site, url_of
from tests.harness.bench.report import report_path, write_report
from tests.harness.bench.table import PEERS


def main() -> None:
    """Measure us beside the loop of the library, then each peer with the same pages."""
    parser = argparse.ArgumentParser(prog="make bench-peers", description=__doc__)
    parser.add_argument("--corpus", type=Path, help="pages with gold; without it the sample site")
    parser.add_argument("--urls", type=int, default=600)
    parser.add_argument("--news-please", metavar="PYTHON", help="interpreter that has it")
    options = parser.parse_args()
    pages = read_pages(options.corpus)
    load_before = os.getloadavg()
    with running_site(pages) as (port, _):
        ours = measure("embedded", pages, port, Plan(options.urls, 1))
        crawled = crawl(port, list(pages), options.urls)
    found = {
        "newsreel, end to end": ours["articles_per_second"],
        "Scrapy + trafilatura": crawled,
        "trafilatura": mean(ours["loop_per_second"]),
    }
    for library, python in (
        ("newspaper4k", sys.executable),
        ("news-please", options.news_please),
    ):
        found[library] = rate(library, python, pages, options.urls)
    show(found)
    write_report(report_path("peers"), load_before, {"per_second": found}, pages=len(pages))


def rate(library: str, python: str | None, pages: Mapping[str, bytes], urls: int) -> float | None:
    """Run a library in its loop; None where it is not installed."""
    if python is None or not has(library, python):
        return None
    return pages_per_second(library, python, pages, urls // 2)


def crawl(port: int, names: list[str], count: int) -> float | None:
    """Let two processes of Scrapy crawl the site that the services crawled."""
    if not has("scrapy", sys.executable):
        return None
    urls = [url_of(port, number, "scrapy", names[number % len(names)]) for number in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "urls")
        path.write_text("\n".join(urls), "utf-8")
        command = [sys.executable, "-m", "tests.harness.bench.peers.scrapy_site", str(path)]
        processes = [
            subprocess.Popen(
                [*command, str(part), str(PROCESSES)], stdout=subprocess.PIPE, text=True
            )
            for part in range(PROCESSES)
        ]
        told: list[dict[str, Any]] = [json.loads(each.communicate()[0]) for each in processes]
    if sum(each["items"] for each in told) < count:
        sys.exit(f"Scrapy lost pages: {told}")
    return float(count / max(each["seconds"] for each in told))


def show(found: Mapping[str, float | None]) -> None:
    """Print the table."""
    ours = found["newsreel, end to end"]
    table = Table("what", "articles/s", "newsreel is", "wanted")
    for name, per_second in found.items():
        wanted = f"{PEERS[name]:g} x" if name in PEERS else ""
        if per_second is None or ours is None:
            table.add_row(name, "not installed", "", wanted)
        else:
            table.add_row(name, f"{per_second:.1f}", f"{ours / per_second:.2f} x", wanted)
    Console(width=80).print(table)


if __name__ == "__main__":
    main()
