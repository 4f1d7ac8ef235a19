"""The template that tests fork from: `python -m tests.support.template`, asked as that of `up`."""

import sys

from services.cli.main import main as newsreel
from services.local import template
from tests.harness.delivery import worker

WORKER = "delivery-worker"
SHARED = (*template.SHARED, "tests.harness.delivery.ours")


def main() -> None:
    """Run a worker of tests/harness/delivery where the first word says so, else `newsreel`."""
    if sys.argv[1] == WORKER:
        worker.main()
    else:
        newsreel()


if __name__ == "__main__":
    template.main(int(sys.argv[1]), int(sys.argv[2]), SHARED, "tests.support.template")
