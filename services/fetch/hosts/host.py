"""What the frontier holds of one host: who waits, who is in flight, when the next may start."""

import math
from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from schemas.outcomes import Reason
from services.fetch.hosts.crawl_delays import NO_CRAWL_DELAY, CrawlDelay, CrawlDelays, with_observed
from services.fetch.hosts.health import Health
from services.policy.rules import AS_SET, HostRule
from services.settings import Settings

HEALTHY = Health()

PACE_MIN_SECONDS = 0.01
"""Hosts without a delay (an intranet) still get their backlog spread: 100 rows a second."""

DURATION_WEIGHT = 0.2
"""Of the newest fetch in the running mean of durations."""
DURATION_MAX_SECONDS = 120.0
"""More than a fetch can take: the process was paused, or the clock was set."""


class Why(StrEnum):
    """Why a URL is deferred to the schedule instead of waiting in memory."""

    BACKLOG = "backlog"
    """Too many URLs of the host are before it."""
    CRAWL_DELAY = "crawl_delay"
    """The host's delay is longer than the short wait."""
    COOLING = "cooling"
    """The host has asked for a pause."""
    DOWN = "down"
    """Nobody answers there."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How the operator lets a host be used: starts `delay_seconds` apart, `concurrency` at once."""

    delay_seconds: float
    """Where robots.txt states no Crawl-delay."""
    concurrency: int = 1
    crawl_delay_min_seconds: float = 0.0
    """The operator's rule for the host: beside a Crawl-delay the longer counts."""

    def delay_beside(self, crawl_delay_seconds: float | None) -> float:
        """Return the delay beside a Crawl-delay, which replaces the default, longer or shorter."""
        if crawl_delay_seconds is None:
            return self.delay_seconds
        return max(crawl_delay_seconds, self.crawl_delay_min_seconds)

    @classmethod
    def of(cls, settings: Settings, rule: HostRule = AS_SET) -> Self:
        """Take the settings, and over them the operator's rule for the host."""
        delay = settings.fetch_delay_seconds if rule.delay_seconds is None else rule.delay_seconds
        concurrency = rule.concurrency or settings.fetch_concurrency_per_host
        return cls(delay, concurrency, rule.delay_seconds or 0.0)


@dataclass(frozen=True, slots=True)
class NoTurn:
    """No turn within the short wait: the URL goes into the schedule `until` (Unix time)."""

    until: float
    why: Why
    reason: Reason | None = None
    """What the host fails with, where it turns URLs away."""

    @property
    def counts_as_attempt(self) -> bool:
        """Whether this counts as a try of the URL.

        For a host in trouble it must: otherwise URLs of a host that is down for good would never be
        answered.
        """
        return self.why in (Why.COOLING, Why.DOWN)


@dataclass(frozen=True, slots=True)
class HostRecord:
    """What of a host outlives the process. Instants are Unix times."""

    group: str
    """What politeness counts its URLs to: the host itself, or its site."""
    health: Health = HEALTHY
    next_start_at: float = 0.0
    """Its delay has passed then."""
    tail_at: float = 0.0
    """When its last scheduled URL is due."""
    crawl_delay: CrawlDelay = NO_CRAWL_DELAY
    """The longest that its robots.txt files ask for, and since when that is known."""

    def delay_seconds(self, limits: Limits) -> float:
        """Return the least time between two requests, with Crawl-delay and slowdown."""
        return self.health.delay_seconds(limits.delay_beside(self.crawl_delay.seconds))


@dataclass(eq=False, slots=True)
class Turn:
    """A place in a host's queue, and later its fetch. Give it back with `release`."""

    group: str
    placed_at: float
    deadline: float
    """When it gives up waiting in memory."""
    at: float
    """When it is expected to start."""
    started_at: float | None = None
    token: Hashable = None
    """The caller's own, to find what waits for this turn."""

    @property
    def waited_seconds(self) -> float:
        """How long politeness held it back in memory."""
        return (self.started_at or self.placed_at) - self.placed_at


@dataclass(slots=True)
class HostState:
    """One host in memory. Instants are Unix times."""

    limits: Limits
    crawl_delays: CrawlDelays = ()
    crawl_delay: CrawlDelay = NO_CRAWL_DELAY
    """The longest of them, and when it became so."""
    health: Health = HEALTHY
    last_start_at: float = 0.0
    not_before: float = 0.0
    """What an earlier process owes the host of its delay."""
    tail_at: float = 0.0
    """When the next scheduled URL may be due: after all that were scheduled before it."""
    duration_seconds: float = 0.0
    """Running mean; paces the backlog of a host that answers slowly."""
    in_flight: int = 0
    waiting: list[Turn] = field(default_factory=list)
    """At most `queue_max`; an empty deque would cost each host 600 bytes."""
    stale: bool = False
    """Another worker may have used the host since: ask the store before the next URL."""
    wake_at: float = math.inf
    """The earliest instant at which the frontier will look at it again."""

    @property
    def delay_seconds(self) -> float:
        """The delay in force, slowdown included."""
        asked = self.limits.delay_beside(self.crawl_delay.seconds)
        return self.health.delay_seconds(asked)

    @property
    def pace_seconds(self) -> float:
        """Time between two fetches in the long run."""
        by_duration = self.duration_seconds / self.limits.concurrency
        return max(self.delay_seconds, by_duration, PACE_MIN_SECONDS)

    @property
    def free_at(self) -> float:
        """When the next request may start, as far as delay and health go."""
        return max(self.next_start_at, self.health.open_at)

    @property
    def next_start_at(self) -> float:
        """When the host's delay has passed."""
        return max(self.last_start_at + self.delay_seconds, self.not_before)

    @property
    def has_room(self) -> bool:
        """Whether one more may be in flight."""
        return self.in_flight < self.limits.concurrency

    def heed_clock(self, now: float) -> None:
        """Let no start lie ahead, as the last one does where the clock was set back since."""
        self.last_start_at = min(self.last_start_at, now)

    def expected_at(self, now: float) -> float:
        """When a URL that queues up now would start."""
        at = max(now, self.free_at)
        if not self.has_room:
            at = max(at, self.last_start_at + self.duration_seconds)
        return at + len(self.waiting) * self.pace_seconds

    def is_idle(self, now: float) -> bool:
        """Whether nothing would be lost by forgetting it; health and backlog are in the store."""
        busy = self.in_flight or self.waiting
        return not busy and self.next_start_at <= now

    def defer(self, now: float, short_wait_seconds: float) -> NoTurn:
        """Take the next place of the backlog, one pace after the one before it, and say why."""
        due_at = max(self.tail_at, self.expected_at(now))
        self.tail_at = due_at + self.pace_seconds
        latest = now + short_wait_seconds
        if self.health.down_until > latest:
            return NoTurn(due_at, Why.DOWN, self.health.down_reason)
        if self.health.cooling_until > latest:
            return NoTurn(due_at, Why.COOLING, self.health.cooling_reason)
        if self.delay_seconds > short_wait_seconds:
            return NoTurn(due_at, Why.CRAWL_DELAY)
        return NoTurn(due_at, Why.BACKLOG)

    def recall(self, stored: HostRecord) -> None:
        """Take over what the store knows."""
        self.health = stored.health
        self.not_before = stored.next_start_at
        self.tail_at = stored.tail_at
        self.crawl_delay = stored.crawl_delay
        self.crawl_delays = () if self.crawl_delay.seconds is None else (self.crawl_delay,)
        self.stale = False

    def observe(self, asked: CrawlDelay) -> bool:
        """Obey what a robots.txt says from now on; tell whether that must be stored."""
        delays = with_observed(self.crawl_delays, asked)
        if delays is self.crawl_delays:
            return False
        longest = delays[0] if delays else NO_CRAWL_DELAY
        self.crawl_delays = delays
        self.crawl_delay = replace(longest, observed_at=asked.observed_at)
        return True

    def finish(self, seconds: float) -> None:
        """Count a fetch out of flight."""
        self.in_flight -= 1
        if not 0.0 <= seconds <= DURATION_MAX_SECONDS:
            return
        if self.duration_seconds == 0.0:
            self.duration_seconds = seconds
        self.duration_seconds += DURATION_WEIGHT * (seconds - self.duration_seconds)
