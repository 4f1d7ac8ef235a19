"""`python -m tests.harness.record_fuzz --minutes 60 --store postgres`: odd records, good URLs."""

import argparse
import asyncio
import json
import sys
from pathlib import Path

from tests.harness.record_fuzz.run import Report, run


def main() -> int:
    """Run for a while; 1 where something is to be mended."""
    parser = argparse.ArgumentParser(prog="tests.harness.record_fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60, help="how long")
    parser.add_argument("--seconds", type=float, default=0, help="how long, instead")
    parser.add_argument("--pause", type=float, default=0, help="seconds between two rounds")
    parser.add_argument("--seed", type=int, default=1, help="where chance starts")
    parser.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--broker", choices=("tansu", "apache"), default="tansu")
    parser.add_argument(
        "--out", type=Path, default=Path("reports/record_fuzz"), help="folder of report and logs"
    )
    options = parser.parse_args()
    seconds = options.seconds or options.minutes * 60
    report = asyncio.run(
        run(options.seed, seconds, options.out, options.store, options.broker, options.pause)
    )
    _print(report)
    options.out.mkdir(parents=True, exist_ok=True)
    name = f"report-{report.broker}-{report.store}-{report.seed}.json"
    (options.out / name).write_text(json.dumps(vars(report), indent=1) + "\n")
    return int(bool(report.problems))


def _print(report: Report) -> None:
    odd = sum(report.odd.values())
    print(f"\nseed {report.seed}, {report.broker}, {report.store}: {odd} odd records and "
          f"{report.good} good URLs in {report.seconds:.0f} s; "
          f"the broker refused {report.refused} batches")  # fmt: skip
    ends = ", ".join(f"{reason} {n}" for reason, n in report.ends_of_odd.most_common())
    print("odd ones with an answer:", ends or "none")
    print("problems:", *(report.problems or ["none"]), sep="\n  ")


if __name__ == "__main__":
    sys.exit(main())
