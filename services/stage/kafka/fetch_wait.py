"""How long the brokers may hold a fetch request: longer while only old events come.

A stage that is given its events one by one pays for each what it pays for a batch. Where URLs have
waited long already, as all do behind a backlog, a little more brings many events at a time.
"""

import time
from dataclasses import dataclass

from schemas.pipeline import OUTCOMES, Step

BEHIND_MS_MAX = 1_000
"""Shorter waits save less (`docs/performance-experiments.md`). The last of a backlog say that
nothing comes after them: what comes then would wait so long in each stage, for no request is
called back."""


@dataclass(frozen=True, slots=True)
class FetchWait:
    """How long the brokers may keep a request, and how much they must have to answer it before."""

    ms: int
    least_bytes: int
    behind_ms_max: int = BEHIND_MS_MAX
    """How long they may keep it where events come from behind a backlog."""


AT_ONCE = FetchWait(200, 1)
"""Faust says 1,500 ms. aiokafka has one request under way to a broker: while it waits there for
partitions without news, nothing more comes of the one that has a backlog, once what was fetched of
it is read."""

BESIDE_ANSWERS = FetchWait(200, 1, behind_ms_max=200)
"""For a stage that reads the answers to a backlog in the same requests as its own events: what
comes right behind a backlog would wait for those."""

GATHERED = FetchWait(500, 65_536)
"""For a stage that no article waits for: few large batches cost half of what many small ones do."""


def usual_wait(step: Step) -> FetchWait:
    """Return how long the requests of a stage may wait, by what it reads and what waits for it."""
    if not step.answers:
        return GATHERED
    return BESIDE_ANSWERS if OUTCOMES in step.consumes else AT_ONCE


OLDER_SHARE = 1 / 20
"""Events of a backlog that have waited for at least `YOUNG_SECONDS` become older by at most this
share of their age in each stage, so that many come at a time."""

LATELY_SECONDS = 1.0
"""What came before counts as a pause."""

YOUNG_SECONDS = 5.0
"""Somebody looks on at a URL that was submitted later; and so long it is taken that others come."""


class FetchPace:
    """Chooses how long the next request may take, by what came lately."""

    def __init__(self, usual: FetchWait = AT_ONCE, busy_ms: int | None = None) -> None:
        """`busy_ms`: instead of the usual while young events are coming; None: the same."""
        self._usual = usual
        self._busy_ms = busy_ms
        self._busy_until = self._young_until = 0.0
        """Monotonic."""
        self._age_seconds = 0.0
        self._ended_until = 0.0
        """Until then the backlog counts as ended: its partitions come in any order."""

    def note_arrival(self) -> None:
        """Note that events have come; `note_backlog` notes which they are."""
        now = time.monotonic()
        if now >= self._busy_until:
            self._age_seconds = 0.0
        self._busy_until = now + LATELY_SECONDS

    def note_backlog(self, age_seconds: float, in_backlog: bool) -> None:
        """Note how long ago the youngest that came was submitted, and if more are to come."""
        self._age_seconds = age_seconds
        if not in_backlog:
            self._ended_until = time.monotonic() + LATELY_SECONDS
        if age_seconds < YOUNG_SECONDS:
            self._young_until = time.monotonic() + YOUNG_SECONDS

    def wait(self) -> FetchWait:
        """Return what the next request may take."""
        now = time.monotonic()
        if self._usual is GATHERED or now >= self._busy_until:
            return self._usual
        is_old = self._age_seconds >= YOUNG_SECONDS and now >= self._young_until
        if is_old and now >= self._ended_until:
            ms = min(self._usual.behind_ms_max, round(1_000 * OLDER_SHARE * self._age_seconds))
            return FetchWait(ms, GATHERED.least_bytes)
        return self._usual if self._busy_ms is None else FetchWait(self._busy_ms, 1)
