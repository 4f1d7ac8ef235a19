"""Which tests go to one process of pytest-xdist, in the order in which they were collected."""

from xdist.scheduler import LoadFileScheduling

TOGETHER = ("tests/e2e/",)
"""Folders whose files share what takes long to start: the whole stack and a broker of its own."""


def unit_of(test: str) -> str:
    """Return what a test, by its id, goes with: its file, or a folder whose files share much."""
    file, *_ = test.split("::", 1)
    return next((folder for folder in TOGETHER if file.startswith(folder)), file)


class Schedule(LoadFileScheduling):
    """A unit of tests after the other to whoever is free."""

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)
