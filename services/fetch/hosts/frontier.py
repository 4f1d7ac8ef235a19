"""The frontier: which URL may be fetched when, so that no host is asked too much.

Pure: the clock comes in as `now`, Unix time, and nothing here sleeps. A URL is placed; `ready`
tells who may start by now, and who has waited in vain; `wake_at` tells when to look again.
A host is named by its *group*: what politeness counts its URLs to, the host itself or its site.
Short waits are places in a host's bounded queue. Whoever would wait longer is deferred to the
schedule, one pace after the URL deferred before it, so a flood of one host costs rows, not memory.
"""

import heapq
import itertools
import math
from collections import OrderedDict
from collections.abc import Hashable

from services.fetch.hosts.crawl_delays import CrawlDelay, clamp
from services.fetch.hosts.health import HostSignal, next_health
from services.fetch.hosts.host import HostRecord, HostState, Limits, NoTurn, Turn
from services.settings import Settings

Ready = list[tuple[Turn, NoTurn | None]]


class Frontier:
    """Per-host queues under one clock. One worker owns a host, so there is no lock."""

    def __init__(self, settings: Settings) -> None:
        self.short_wait_seconds = settings.fetch_short_wait_seconds
        self._settings = settings
        self._waiting_max = max(1, settings.fetch_in_flight_max // 2)
        """URLs waiting in all: the rest of the events in flight stays free for other hosts."""
        self.waiting = 0
        """URLs that wait in memory."""
        self._hosts: OrderedDict[str, HostState] = OrderedDict()
        self._wakes: list[tuple[float, int, str]] = []
        self._order = itertools.count()

    def knows(self, group: str) -> bool:
        """Tell whether the host is in memory; if not, `learn` what the store has of it first."""
        state = self._hosts.get(group)
        return state is not None and not state.stale

    def learn(self, stored: HostRecord, now: float) -> None:
        """Take over what the store knows; a host that is in memory already knows better."""
        if self.knows(stored.group):
            return
        self._make_room(now)
        state = self._hosts.setdefault(stored.group, HostState(Limits.of(self._settings)))
        state.recall(stored)

    def invalidate(self, now: float) -> None:
        """Forget idle hosts, ask the store about the others: after a rebalance it knows better."""
        for group, state in list(self._hosts.items()):
            if state.is_idle(now):
                del self._hosts[group]
            state.stale = True

    def place(
        self,
        group: str,
        now: float,
        limits: Limits | None = None,
        from_schedule: bool = False,
        token: Hashable = None,
    ) -> Turn | NoTurn:
        """Queue a URL of the group, or say until when to put it into the schedule.

        `limits`: the operator's; None leaves them as they are. `from_schedule`: the backlog is not
        counted against it; it was in it.
        """
        if group not in self._hosts:
            self.learn(HostRecord(group), now)
        self._hosts.move_to_end(group)
        state = self._hosts[group]
        state.limits = limits or state.limits
        state.heed_clock(now)
        if self._has_no_place(state, now, from_schedule):
            return state.defer(now, self.short_wait_seconds)
        latest = now + self.short_wait_seconds
        turn = Turn(group, now, latest, state.expected_at(now), token=token)
        state.waiting.append(turn)
        self.waiting += 1
        self._plan(group, state, now)
        return turn

    def is_closed(self, group: str, now: float, from_schedule: bool = False) -> bool:
        """Tell whether `place` would defer a URL of the host; of an unknown host, no."""
        state = self._hosts.get(group)
        if state is None or state.stale:
            return False
        state.heed_clock(now)
        return self._has_no_place(state, now, from_schedule)

    def defer(self, group: str, now: float, from_schedule: bool = False) -> NoTurn | None:
        """Defer a URL as `place` would; None where that might find a place for it."""
        if not self.is_closed(group, now, from_schedule):
            return None
        self._hosts.move_to_end(group)
        return self._hosts[group].defer(now, self.short_wait_seconds)

    def observe_crawl_delay(
        self, group: str, origin: str, seconds: float | None, now: float
    ) -> HostRecord | None:
        """Obey what an origin's robots.txt says, also for those who wait.

        `seconds` is None where no delay is stated. Returns the host's record if that is news, else
        None: store it, and call `ready`.
        """
        state = self._hosts.get(group)
        asked = CrawlDelay(clamp(seconds), origin, now)
        if state is None or not state.observe(asked):
            return None
        self._plan(group, state, now)
        return self.record(group)

    def restart_delay(self, turn: Turn, now: float) -> None:
        """Count the delay from here: a turn asks for robots.txt first, and then for the page."""
        state = self._hosts[turn.group]
        state.last_start_at = max(state.last_start_at, now)

    def ready(self, now: float) -> Ready:
        """Return each turn that starts now, with None, and each that waits in vain, with NoTurn."""
        found: Ready = []
        while self._wakes and self._wakes[0][0] <= now:
            at, _, group = heapq.heappop(self._wakes)
            state = self._hosts.get(group)
            if state is None:
                continue
            if at == state.wake_at:
                state.wake_at = math.inf
            found += self._advance(state, now)
            self._plan(group, state, now)
        return found

    def wake_at(self) -> float | None:
        """Return when `ready` may have something new, or None if nobody waits."""
        return self._wakes[0][0] if self._wakes else None

    def release(
        self, turn: Turn, now: float, signal: HostSignal | None = None
    ) -> HostRecord | None:
        """End a turn. Returns the host if its health changed: store it before anything else.

        `signal` is None where no request was made; a turn that had not started is withdrawn.
        """
        if turn.started_at is None:
            self._withdraw(turn)
            return None
        state = self._hosts[turn.group]
        state.finish(now - turn.started_at)
        before = state.health
        if signal is not None:
            state.health = next_health(before, signal, now, self._settings)
        self._plan(turn.group, state, now)
        return self.record(turn.group) if state.health != before else None

    def record(self, group: str) -> HostRecord:
        """Return what of a host must outlive the process; of a forgotten one, nothing."""
        state = self._hosts.get(group)
        if state is None:
            return HostRecord(group)
        return HostRecord(
            group, state.health, state.next_start_at, state.tail_at, state.crawl_delay
        )

    def must_be_stored(self, group: str) -> bool:
        """Tell whether a host's delay is so long that each start must be stored, too."""
        state = self._hosts.get(group)
        return state is not None and state.delay_seconds > self.short_wait_seconds

    @property
    def active_hosts(self) -> int:
        """Count the hosts that URLs wait for, or are fetched from."""
        return sum(bool(state.waiting or state.in_flight) for state in self._hosts.values())

    def _has_no_place(self, state: HostState, now: float, from_schedule: bool) -> bool:
        at = state.expected_at(now)
        latest = now + self.short_wait_seconds
        has_backlog = state.tail_at > latest and not from_schedule
        return at > latest or has_backlog or self._is_full(state, at > now)

    def _is_full(self, state: HostState, must_wait: bool) -> bool:
        queue_is_full = len(state.waiting) >= self._settings.fetch_queue_max
        return queue_is_full or (must_wait and self.waiting >= self._waiting_max)

    def _withdraw(self, turn: Turn) -> None:
        """Take a turn out of its queue; `ready` may have found it to wait in vain before."""
        state = self._hosts.get(turn.group)
        if state is not None and turn in state.waiting:
            state.waiting.remove(turn)
            self.waiting -= 1

    def _advance(self, state: HostState, now: float) -> Ready:
        found: Ready = []
        while state.waiting:
            turn = state.waiting[0]
            may_start = state.has_room and state.free_at <= now
            in_vain = now >= turn.deadline or state.free_at > turn.deadline
            if not may_start and not in_vain:
                break
            state.waiting.pop(0)
            self.waiting -= 1
            if not may_start:
                found.append((turn, state.defer(now, self.short_wait_seconds)))
                continue
            state.in_flight += 1
            state.last_start_at = turn.started_at = now
            found.append((turn, None))
        return found

    def _plan(self, group: str, state: HostState, now: float) -> None:
        """Note when to look at the host again, unless an earlier look is noted."""
        if not state.waiting:
            return
        at = state.waiting[0].deadline
        if state.free_at > at:
            at = now  # it waits in vain: say so at once
        elif state.has_room:
            at = max(now, state.free_at)
        if at < state.wake_at:
            state.wake_at = at
            heapq.heappush(self._wakes, (at, next(self._order), group))

    def _make_room(self, now: float) -> None:
        """Forget the host unused for longest; two for each new one, so memory shrinks again."""
        for _ in range(2):
            if len(self._hosts) < self._settings.fetch_hosts_max:
                return
            group, state = next(iter(self._hosts.items()))
            if not state.is_idle(now):
                self._hosts.move_to_end(group)
                continue
            del self._hosts[group]
