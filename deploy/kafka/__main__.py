"""Run the node in the foreground: `python -m deploy.kafka [--port 9092] [--data DIR]`.

`--prepare` starts it once, so that all later starts are quick.
"""

import argparse
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from deploy.kafka import jars
from deploy.kafka.node import ApacheKafka
from deploy.kafka.start import ClassArchive
from services.local.child import PartMissing, StartFailed

EXIT_MISSING = 69
"""EX_UNAVAILABLE of sysexits.h: a program that is needed is not there."""


def main(arguments: list[str] | None = None) -> int:
    """Run the broker in the foreground until SIGINT or SIGTERM; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m deploy.kafka", description=__doc__)
    parser.add_argument("--port", type=int, default=9092, help="0: any free port (default 9092)")
    parser.add_argument(
        "--data", type=Path, default=None, help="folder to keep; without it, a temporary one"
    )
    parser.add_argument("--prepare", action="store_true", help="make later starts quick, and end")
    given = parser.parse_args(arguments)
    stop = _Stop()
    try:
        if given.prepare:
            prepare()
            return 0
        with ApacheKafka(given.port, given.data) as broker:
            print(f"ready: {broker.bootstrap} (data in {broker.data})", flush=True)
            while not stop.asked and broker.child.running:
                time.sleep(0.1)
            if not stop.asked:
                raise StartFailed(f"the broker ended by itself:\n{broker.child.tail()}")
    except PartMissing as error:
        print(error, file=sys.stderr)
        return EXIT_MISSING
    except StartFailed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def prepare() -> None:
    """Fetch the jars, and let one broker leave what makes later starts quick."""
    jars.class_path()
    if not ClassArchive().file.exists():
        with ApacheKafka():
            pass


class _Stop:
    """Remembers that SIGINT or SIGTERM came."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True


if __name__ == "__main__":
    sys.exit(main())
