"""The turns of one visit: the one it holds now, and the next where a redirect leads elsewhere.

A request to another host needs a turn there, like any other. The turn at the host that answered
with the redirect is given back first: its part is done, and nobody waits while holding a turn.
Turns are counted in the process that follows the redirect; where another worker owns that host's
partition, each of the two counts for itself.
"""

import asyncio
import math

from schemas.events import Rights
from schemas.outcomes import Reason
from schemas.url import Url, parse_url
from services.fetch.hosts.health import HostSignal
from services.fetch.hosts.host import Defer, Turn
from services.fetch.http.redirects import parsed_target
from services.fetch.politeness import Politeness
from services.fetch.rights.statements import NOTHING_STATED
from services.stage.endings import Ended, StageError, TransientError

HOPS_SECONDS_MIN = 5.0
"""For turns and robots.txt on the way, however the settings are."""

REDIRECTED = HostSignal(status=302)
"""What the frontier learns of a host that answered with a redirect: that it answered."""


class NoTurn(Exception):
    """The host has no turn soon: the visit is to be deferred to the schedule."""

    def __init__(self, defer: Defer, group: str) -> None:
        super().__init__(f"{group} is {defer.why.value} until {defer.until:.0f}")
        self.defer = defer
        self.group = group


class RedirectTurns:
    """Where a visit is. `end` it whatever happens, or a host's slot leaks."""

    def __init__(self, politeness: Politeness, from_schedule: bool) -> None:
        self.group = ""
        """The host (or site) that the visit is at."""
        self.had_turn = False
        """Whether there was a turn at the first host."""
        self.has_asked = False
        """Whether a host was asked for a page."""
        self.waited_seconds = 0.0
        self.robots = NOTHING_STATED
        """What the robots.txt that was asked last says of the URL that the visit is at."""
        self._politeness = politeness
        self._from_schedule = from_schedule
        self._turn: Turn | None = None
        self._ends_at = self._page_ends_at = math.inf
        """When the redirects, and the page after them, must be over; by the loop's clock."""

    async def enter(self, url: Url) -> bool:
        """Take a turn at the URL's host, and ask robots.txt whether the page may be next.

        Raises `NoTurn`, and what `Politeness.ask_robots` raises.
        """
        group = self._politeness.group_of(url.host, url.site)
        if group != self.group:
            if self._turn is not None:
                await self.end(REDIRECTED)
            self.group = group
            turn = await self._politeness.take_turn(url, group, self._from_schedule)
            if isinstance(turn, Defer):
                raise NoTurn(turn, group)
            self._hold(turn)
        assert self._turn is not None
        self.robots = await self._politeness.ask_robots(url, self._turn)
        may_ask = self.robots.robots != "denied"
        self.has_asked = self.has_asked or may_ask
        return may_ask

    async def follow(self, href: str) -> Ended | None:
        """Judge the target of a redirect as if it had been submitted, and be as polite to it.

        Raises `NoTurn`, and `TransientError` where its robots.txt cannot be read or the time
        of the event does not suffice.
        """
        url = parsed_target(href)
        if isinstance(url, Ended):
            return url
        refused = self._politeness.rules.check(url)
        if refused is not None:
            return refused
        try:
            async with asyncio.timeout_at(self._ends_at):
                may_ask = await self.enter(url)
        except TimeoutError:
            raise TransientError(Reason.TIMEOUT, "waiting on the way of its redirects") from None
        return None if may_ask else Ended(Reason.ROBOTS_DENIED, f"after a redirect to {href[:200]}")

    async def site_rights(self, href: str) -> Rights:
        """Ask what the site states of the page at the end of the redirects, in the time left.

        The page is here, so whatever goes wrong now, the site says nothing.
        """
        assert self._turn is not None
        try:
            async with asyncio.timeout_at(self._page_ends_at):
                return await self._politeness.site_rights(parse_url(href), self._turn)
        except (TimeoutError, StageError):
            return NOTHING_STATED

    async def end(self, signal: HostSignal | None) -> None:
        """Give the turn back, also when cancelled. None: nothing was learnt of the host."""
        turn, self._turn = self._turn, None
        if turn is None:
            return
        release = self._politeness.turns.release(turn, signal)
        if signal is None or signal.reason is None:
            await release  # the turn is back before anything is awaited
        else:
            await asyncio.shield(release)  # what was learnt of the host must reach the store

    def _hold(self, turn: Turn) -> None:
        """Hold a turn; after the first one the time for redirects is known."""
        self._turn = turn
        self.waited_seconds += turn.waited_seconds
        if self.had_turn:
            return
        self.had_turn = True
        settings = self._politeness.settings
        # the last request still has its whole time, and the event its deadline
        left = 0.9 * settings.event_deadline_seconds - settings.fetch_timeout_seconds
        left = max(left - self.waited_seconds, HOPS_SECONDS_MIN)
        self._ends_at = asyncio.get_running_loop().time() + left
        self._page_ends_at = self._ends_at + settings.fetch_timeout_seconds
