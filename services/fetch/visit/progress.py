"""How far one visit has come: at which host it is, in which turn, and how much time is left."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from schemas.events import Rights
from services.fetch.hosts.host import Turn
from services.fetch.rights.statements import NOTHING_STATED
from services.settings import Settings
from services.stage.endings import Ended

HOPS_SECONDS_MIN = 5.0
"""For turns and robots.txt on the way, however the settings are."""

Refuse = Callable[[], Ended | None]
"""Gives the end of a URL that is not wanted any more; None: go on."""


def refuse_nothing() -> None:
    """Refuse nothing."""


@dataclass(slots=True)
class Progress:
    """Where a visit is. Instants are by the loop's clock."""

    from_schedule: bool
    refuse: Refuse = refuse_nothing
    group: str = ""
    """What politeness counts the URL to that it is at."""
    turn: Turn | None = None
    """What it holds there."""
    had_turn: bool = False
    """Whether there was a turn at the first host."""
    has_asked: bool = False
    """Whether a host was asked for a page."""
    waited_seconds: float = 0.0
    """For turns, in memory."""
    by_robots: Rights = NOTHING_STATED
    """What the robots.txt that was asked last says of the URL that the visit is at."""
    redirects_end_at: float = math.inf
    """When the last redirect must be followed."""
    page_ends_at: float = math.inf
    """When the page after them must be here."""

    def hold(self, turn: Turn, now: float, settings: Settings) -> None:
        """Hold a turn; after the first one the time for redirects is known."""
        self.turn = turn
        self.waited_seconds += turn.waited_seconds
        if self.had_turn:
            return
        self.had_turn = True
        # the last request still has its whole time, and the event its deadline
        left = 0.9 * settings.event_deadline_seconds - settings.fetch_timeout_seconds
        self.redirects_end_at = now + max(left - self.waited_seconds, HOPS_SECONDS_MIN)
        self.page_ends_at = self.redirects_end_at + settings.fetch_timeout_seconds
