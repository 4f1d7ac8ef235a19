"""`make bench`: all benchmarks of the whole, one table, and reports/bench.json.

Each part runs in a process of its own and takes minutes; `--keep` makes the table of the reports
that are there.
"""

import argparse
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.harness.bench.report import REPORTS, report_path, write_report
from tests.harness.bench.table import NAMES, Row, rows

MODULES = {
    "e2e": "tests.harness.bench.e2e",
    "scale": "tests.harness.bench.e2e.scale",
    "long": "tests.harness.bench.e2e.long",
    "peers": "tests.harness.bench.peers",
    "startup": "tests.harness.bench.e2e.startup",
}
VERSIONS = ("newsreel", "faust-streaming", "aiokafka", "trafilatura", "pydantic")


def main() -> None:
    """Run the parts one after the other, then print what came of them."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--corpus", type=Path, help="pages with gold; without it the sample site")
    parser.add_argument("--only", choices=NAMES, action="append", help="this part; may come again")
    parser.add_argument("--long", type=int, default=1_000_000, metavar="URLS", help="of the long")
    parser.add_argument("--keep", action="store_true", help="run nothing")
    options = parser.parse_args()
    load_before = os.getloadavg()
    for name in () if options.keep else options.only or NAMES:
        command = [sys.executable, "-m", MODULES[name], *_arguments(name, options)]
        print(f"bench, {name}", flush=True)
        if subprocess.run(command, check=False).returncode:
            sys.exit(f"bench: {name} failed; what it printed says why")
    made = rows(read_reports())
    show(made)
    figures = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": {name: version(name) for name in VERSIONS},
        "rows": [row._asdict() for row in made],
    }
    write_report(REPORTS / "bench.json", load_before, figures)


def _arguments(name: str, options: argparse.Namespace) -> list[str]:
    if name == "long":
        return ["--urls", str(options.long)]
    return ["--corpus", str(options.corpus)] if options.corpus and name != "startup" else []


def read_reports() -> dict[str, Any]:
    """Read those reports that are there."""
    paths = {name: report_path(name) for name in NAMES}
    return {
        name: json.loads(path.read_text("utf-8")) for name, path in paths.items() if path.exists()
    }


def show(made: list[Row]) -> None:
    """Print the table."""
    table = Table("what", "wanted", "measured")
    for row in made:
        table.add_row(*row)
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
