"""Waiting for a turn at a host: the frontier, a clock, and one timer.

turn = await turns.take(group, limits)
if isinstance(turn, NoTurn):
    ...                                  # a row of the schedule, then ack
try:
    page = await fetch(url)
finally:
    await turns.release(turn, signal)
"""

import asyncio
from collections.abc import Awaitable, Callable

from services.clock import unix
from services.fetch.hosts.frontier import Frontier
from services.fetch.hosts.health import HostSignal
from services.fetch.hosts.host import HostRecord, Limits, NoTurn, Turn, Why

Load = Callable[[str], Awaitable[HostRecord]]
Save = Callable[[HostRecord], Awaitable[None]]
Future = asyncio.Future[NoTurn | None]

LATE_SECONDS = 2.0
"""Beyond the short wait: by then the frontier has given its answer, however busy the loop is."""


class Turns:
    """The frontier for coroutines. `load` and `save` reach the store; their errors pass through."""

    def __init__(
        self, frontier: Frontier, load: Load, save: Save, clock: Callable[[], float] = unix
    ) -> None:
        self.frontier = frontier
        self._load = load
        self._save = save
        self._clock = clock
        self._timer: asyncio.TimerHandle | None = None
        self._looks_at: float | None = None
        """When the timer looks, by the clock."""

    async def take(
        self, group: str, limits: Limits | None = None, from_schedule: bool = False
    ) -> Turn | NoTurn:
        """Wait for the host's next free slot, at most the short wait, or get a `NoTurn`.

        `limits` and `from_schedule`: as in `Frontier.place`.
        """
        if not self.frontier.knows(group):
            self.frontier.learn(await self._load(group), self._clock())
        woken: Future = asyncio.get_running_loop().create_future()
        turn = self.frontier.place(group, self._clock(), limits, from_schedule, woken)
        if isinstance(turn, NoTurn):
            return turn
        self._pump()
        try:
            if not await self._is_told_in_time(woken):
                self._give_back(turn, woken)
                return self._defer(group, from_schedule)
            deferred = woken.result()
            if deferred is None and self.frontier.must_be_stored(group):
                await self._save(self.frontier.record(group))
        except BaseException:
            self._give_back(turn, woken)
            raise
        return deferred or turn

    async def observe_robots(self, turn: Turn, origin: str, seconds: float | None) -> None:
        """Obey the delay that an origin's robots.txt asks for, from its request on.

        It counts for those who wait, too; news is stored on return. What a robots.txt says stands
        until the same one is read again. None: no delay stated.
        """
        self.frontier.restart_delay(turn, self._clock())  # what is stored names this start
        changed = self.frontier.observe_crawl_delay(turn.group, origin, seconds, self._clock())
        if changed is not None:
            self._pump()
            await self._save(changed)
            self.frontier.restart_delay(turn, self._clock())  # the page is asked for only now

    async def release(self, turn: Turn, signal: HostSignal | None = None) -> None:
        """End a turn; what it says of the host is stored on return. None: no request was made."""
        changed = self.frontier.release(turn, self._clock(), signal)
        self._pump()
        if changed is not None:
            await self._save(changed)

    async def _is_told_in_time(self, woken: Future) -> bool:
        """Wait for the frontier's answer, by the loop's clock: the other may be set back."""
        if not woken.done():
            longest_seconds = self.frontier.short_wait_seconds + LATE_SECONDS
            await asyncio.wait([woken], timeout=longest_seconds)
        return woken.done()

    def _defer(self, group: str, from_schedule: bool) -> NoTurn:
        now = self._clock()
        return self.frontier.defer(group, now, from_schedule) or NoTurn(now, Why.BACKLOG)

    def _give_back(self, turn: Turn, woken: Future) -> None:
        """Leave the queue, or the host's slot, when the wait was cut short."""
        if woken.done() and not woken.cancelled() and woken.result() is not None:
            return
        self.frontier.release(turn, self._clock())
        self._pump()

    def _pump(self) -> None:
        """Wake who may start or has waited in vain; look again when the frontier says so."""
        for turn, deferred in self.frontier.ready(self._clock()):
            woken = turn.token
            assert isinstance(woken, asyncio.Future)
            if not woken.done():
                woken.set_result(deferred)
        self._look_again(self.frontier.wake_at())

    def _look_again(self, at: float | None) -> None:
        if at == self._looks_at:
            return  # most visits change nothing about it
        self._looks_at = at
        if self._timer is not None:
            self._timer.cancel()
        if at is not None:
            delay = max(0.0, at - self._clock())
            self._timer = asyncio.get_running_loop().call_later(delay, self._on_time)

    def _on_time(self) -> None:
        self._looks_at = self._timer = None
        self._pump()
