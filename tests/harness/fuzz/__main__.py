"""`python -m tests.harness.fuzz --minutes 60 --seed 1`: fuzz the whole extract step."""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path

from services.extract.worker import extract_page
from services.stage.endings import Ended
from tests.harness.fuzz.checks import problems
from tests.harness.fuzz.findings import read_finding
from tests.harness.fuzz.run import Fuzz, Report
from tests.harness.fuzz.seeds import read_seeds


def main() -> int:
    """Run for a while, or run kept inputs again; 1 where something is to be mended."""
    options = _options()
    if options.replay:
        return max(map(_replay, options.replay))
    fuzz = Fuzz(options.seed, read_seeds(options.pages), options.workers, options.out)
    with tempfile.TemporaryDirectory() as state:
        report = asyncio.run(fuzz.run(options.minutes * 60, Path(state)))
    _print(report)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "report.json").write_text(json.dumps(vars(report), indent=1) + "\n")
    return int(report.failed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.harness.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60, help="how long")
    parser.add_argument("--seed", type=int, default=1, help="where chance starts")
    parser.add_argument("--workers", type=int, default=1, help="worker processes")
    parser.add_argument(
        "--pages", type=Path, action="append", default=[], help="folder of more pages to mutate"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("reports/fuzz"), help="folder of the report and findings"
    )
    parser.add_argument("--replay", type=Path, nargs="+", help="findings (.json) to run again")
    return parser.parse_args()


def _replay(path: Path) -> int:
    """Run one finding again in this very process, so that a debugger can see it."""
    event = read_finding(path)
    start = time.process_time()
    found = extract_page(event.data, event.passport.hints, None)
    seconds = time.process_time() - start
    answer = found if isinstance(found, Ended) else found.article
    wrong = list(problems(event, answer))
    what = answer.reason.value if isinstance(answer, Ended) else f"{len(answer.text)} characters"
    print(f"{path.name}: {what}, {seconds:.2f} s CPU", *wrong, sep="\n  ")
    return int(bool(wrong))


def _print(report: Report) -> None:
    print(f"\nseed {report.seed}: {report.inputs} inputs ({report.megabytes:.0f} MB) in "
          f"{report.seconds / 60:.1f} min, {report.bred} bred from")  # fmt: skip
    for name in ("kinds", "answers", "restarts", "problems"):
        counts = getattr(report, name)
        print(f"{name}:", ", ".join(f"{key} {n}" for key, n in counts.most_common()) or "none")
    before, after = report.memory_megabytes
    print(f"processes at most {report.processes_max}; descriptors {report.descriptors}; "
          f"memory {before:.0f} -> {after:.0f} MB")  # fmt: skip
    slow = sorted(report.slowest, reverse=True)
    print("slowest (s by the clock):", ", ".join(f"{s:g} ({kind} {n})" for s, n, kind in slow))


if __name__ == "__main__":
    sys.exit(main())
