"""`make proof`: measure what the proof page says, and write it.

Each part runs in a process of its own and takes minutes; `--keep` uses the reports that are there.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.harness.proof.page import page

REPORTS = Path("reports")
PAGE = Path("docs/proof.md")
CHAOS = "chaos-apache-postgres-11.json"


def main() -> None:
    """Run the parts one after the other, then write the page."""
    parser = argparse.ArgumentParser(prog="make proof", description=__doc__)
    parser.add_argument("--corpus", type=Path, help="pages with gold")
    parser.add_argument("--keep", action="store_true", help="write the page from old reports")
    parser.add_argument("--news-please", metavar="PYTHON", help="interpreter that has it")
    options = parser.parse_args()
    if not options.keep:
        for number, command in enumerate(commands(options.corpus, options.news_please), 1):
            print(f"proof, part {number}: {' '.join(command)}", flush=True)
            if subprocess.run([sys.executable, "-m", *command], check=False).returncode:
                sys.exit("proof: this part failed, so there is no page; what it printed says why")
    PAGE.write_text(page(read_reports(REPORTS)), "utf-8")
    print(f"written: {PAGE}")


def commands(corpus: Path | None, news_please: str | None) -> list[list[str]]:
    """Return the modules to run, with their arguments."""
    pages = ["--corpus", str(corpus)] if corpus else []
    other = ["--news-please", news_please] if news_please else []
    kills = ["--urls", "1000", "--kills", "6", "--pause-seconds", "2", "--seed", "11"]
    found = [
        ["tests.harness.chaos", *kills],
        ["tests.harness.bench.e2e", *pages],
        ["tests.harness.bench.peers", *pages, *other],
    ]
    if corpus:
        report = str(REPORTS / "quality.json")
        found.append(["tests.harness.quality", *pages, "--half", "C", "--json", report])
    return found


def read_reports(folder: Path) -> dict[str, Any]:
    """Read those reports that are there."""
    names = {
        "chaos": CHAOS,
        "e2e": "bench-e2e.json",
        "peers": "bench-peers.json",
        "quality": "quality.json",
    }
    return {
        name: json.loads((folder / file).read_text("utf-8"))
        for name, file in names.items()
        if (folder / file).exists()
    }


if __name__ == "__main__":
    main()
