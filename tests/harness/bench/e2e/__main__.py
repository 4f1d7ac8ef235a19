"""`make bench-e2e`: articles a second beside a bare loop of the library, on both brokers.

The last line is `ratio embedded=X apache=Y`; all figures go to reports/bench-e2e.json.
"""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.harness.bench.e2e.pages import read_pages
from tests.harness.bench.e2e.run import Plan, measure
from tests.harness.bench.e2e.site import running_site
from tests.harness.bench.report import report_path, write_report


def main() -> None:
    """Measure each broker in turn."""
    parser = argparse.ArgumentParser(prog="make bench-e2e", description=__doc__)
    parser.add_argument("--corpus", type=Path, help="pages with gold; without it the sample site")
    parser.add_argument("--urls", type=int, default=1500)
    parser.add_argument("--trickle", type=int, default=200, help="URLs at half load")
    parser.add_argument("--broker", choices=("embedded", "apache"), action="append")
    options = parser.parse_args()
    pages = read_pages(options.corpus)
    plan = Plan(options.urls, options.trickle)
    load_before = os.getloadavg()
    with running_site(pages) as (port, _):
        found = [
            measure(broker, pages, port, plan)
            for broker in options.broker or ("embedded", "apache")
        ]
    for each in found:
        show(each)
    write_report(report_path("e2e"), load_before, {"runs": found}, pages=len(pages))
    print("ratio " + " ".join(f"{each['broker']}={each['ratio']:.2f}" for each in found))
    if any(each["answered"] < each["sent"] for each in found):
        sys.exit("not every URL was answered")


def show(found: dict[str, Any]) -> None:
    """Print one broker's figures."""
    first, last = found["loop_per_second"]
    rate, ratio, load = found["articles_per_second"], found["ratio"], found["half_load_ms"]
    title = (
        f"{found['broker']}: {rate:.1f} articles/s, loop {first:.1f} and {last:.1f}, "
        f"ratio {ratio:.2f}; half load p50 {load['p50']:.0f} ms, p99 {load['p99']:.0f} ms"
    )
    table = Table(
        "stage", "CPU ms/article", "of it workers", "MB", title=title, title_justify="left"
    )
    for name, cpu in found["cpu_ms"].items():
        whole = cpu["own"] + cpu["workers"]
        table.add_row(
            name, f"{whole:.2f}", f"{cpu['workers']:.2f}", f"{found['memory_mb'][name]:.0f}"
        )
    total = sum(cpu["own"] + cpu["workers"] for cpu in found["cpu_ms"].values())
    table.add_row("all", f"{total:.2f}", "", f"{sum(found['memory_mb'].values()):.0f}")
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
