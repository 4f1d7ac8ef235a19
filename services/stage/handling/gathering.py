"""Let the messages of a backlog leave together: for a few, a request costs more than all else."""

import asyncio
from collections.abc import Sequence

from schemas.passport import Passport
from services.clock import now
from services.stage.kafka.fetch_wait import OLDER_SHARE, YOUNG_SECONDS

GATHER_SECONDS = OLDER_SHARE * YOUNG_SECONDS
"""No event that may wait becomes older by more than `OLDER_SHARE` of its age."""

GATHER_EVENTS_MAX = 8
"""So many leave at once: a quarter of extract's places, so that its workers find the next page."""


class Gathering:
    """Those of one stage that are ready to be sent, and wait for others."""

    def __init__(self) -> None:
        self._left = asyncio.Event()
        """Set when those who wait may go, or nobody waits."""
        self._left.set()
        self._events = 0

    async def wait(self, events: int) -> None:
        """Wait until `GATHER_EVENTS_MAX` are ready, or the first has waited `GATHER_SECONDS`."""
        if self._left.is_set():
            self._left, self._events = asyncio.Event(), 0
            asyncio.get_running_loop().call_later(GATHER_SECONDS, self._left.set)
        left = self._left
        self._events += events
        if self._events >= GATHER_EVENTS_MAX:
            left.set()
        await left.wait()


def may_wait(passports: Sequence[Passport], backlog: bool | None) -> bool:
    """Tell events that wait in a backlog from those at which somebody may look on.

    `backlog`: whether more come after them in this stage; None: as the stages before say.
    """
    if not passports or not (all(p.in_backlog for p in passports) if backlog is None else backlog):
        return False
    youngest = max(each.submitted_at for each in passports)
    return (now() - youngest).total_seconds() >= YOUNG_SECONDS
