"""The template that tests fork from: `python -m tests.support.template`, asked as that of `up`."""

import os
import sys

from services.cli.main import main as newsreel
from services.local import template
from tests.harness.delivery import worker

WORKER, COMMAND_LINE = "delivery-worker", "command-line"
STREAMS = (("in", os.O_RDONLY), ("out", os.O_WRONLY), ("err", os.O_WRONLY))
SHARED = (*template.SHARED, "tests.harness.delivery.ours")


def main() -> None:
    """Run a worker of tests/harness/delivery where the first word says so, else `newsreel`.

    A command line has its streams in files of the folder that is the second word.
    """
    if sys.argv[1] == WORKER:
        worker.main()
        return
    if sys.argv[1] == COMMAND_LINE:
        redirect(sys.argv[2])
        del sys.argv[1:3]
    newsreel()


def redirect(folder: str) -> None:
    """Let standard input, output and error be the files `in`, `out` and `err` of a folder."""
    for number, (name, way) in enumerate(STREAMS):
        os.dup2(os.open(f"{folder}/{name}", way | os.O_CREAT), number)


if __name__ == "__main__":
    template.main(int(sys.argv[1]), int(sys.argv[2]), SHARED, "tests.support.template")
