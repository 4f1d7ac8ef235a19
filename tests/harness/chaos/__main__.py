"""`make chaos`: exit code 0 where nothing was lost, 1 where something was, 2 failed."""

import json
import signal
import sys
import time
from types import FrameType

from services.local.child import PartMissing, StartFailed
from tests.harness.chaos.audit import lines_of
from tests.harness.chaos.harness import Chaos, Failed
from tests.harness.chaos.options import read_options

NOT_RUN = 2


def main() -> int:
    """Run, print the report and write it as JSON."""
    options = read_options()
    begun = time.monotonic()
    signal.signal(signal.SIGTERM, _interrupted)

    def say(line: str) -> None:
        print(f"[{time.monotonic() - begun:6.1f}] {line}", flush=True)

    try:
        chaos = Chaos(options, say)
        report = chaos.run()
    except (Failed, PartMissing, StartFailed) as error:
        print(f"the run could not be carried out: {error}", file=sys.stderr)
        return NOT_RUN
    options.report.mkdir(parents=True, exist_ok=True)
    file = options.report / f"chaos-{options.broker}-{options.store}-{options.seed}.json"
    file.write_text(json.dumps(report, indent=2) + "\n")
    print("\n".join(lines_of(report)))
    print(f"\nwritten to {file}")
    if report["ok"] and not options.keep:
        chaos.tidy()
    return 0 if report["ok"] else 1


def _interrupted(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
