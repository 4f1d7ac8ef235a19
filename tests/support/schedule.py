"""Which tests go to one process of pytest-xdist, in the order in which they were collected."""

from xdist.scheduler import LoadFileScheduling

STACK = ("tests/e2e/",)
"""What uses the whole stack, on a broker of its own."""
BROKER = (
    "tests/harness/delivery/",
    "tests/stage/kafka/",
    "tests/stage/health/",
    "tests/cli/test_environment.py",
    "tests/cli/test_way.py",
)
"""What uses the fixtures `kafka` and `apache_kafka`: such a broker takes 3 s of CPU to start, and 2
in each minute that it idles."""


def unit_of(test: str) -> str:
    """Return what a test, by its id, goes with: its file, or files that share what is costly."""
    file, *_ = test.split("::", 1)
    return next((together[0] for together in (STACK, BROKER) if file.startswith(together)), file)


class Schedule(LoadFileScheduling):
    """A unit of tests after the other to whoever is free."""

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)
