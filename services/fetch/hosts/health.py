"""What a response does to its host: cool it down, hold it for dead, slow it, or let it recover.

Pure. Instants are Unix times, so that a host's health can be stored and outlive the process.
"""

from dataclasses import dataclass, replace

from schemas.outcomes import Reason
from services.settings import Settings

COOLING_STATUSES = frozenset({429, 503})
"""The statuses whose Retry-After is meant for the whole host: RFC 6585 4, RFC 9110 15.6.4"""

UNREACHABLE = frozenset({Reason.CONNECT_ERROR, Reason.DNS_ERROR, Reason.TIMEOUT})
"""Before there was a connection these mean that nobody may be there at all."""

NOT_ASKED = frozenset(
    {
        Reason.BAD_URL,
        Reason.BAD_SCHEME,
        Reason.BLOCKED_ADDRESS,
        Reason.BLOCKED_PORT,
        Reason.HOST_BLOCKED,
        Reason.FILTERED,
        Reason.ROBOTS_DENIED,
        Reason.EXPIRED,
        Reason.TLS_ERROR,
    }
)
"""Refused on our side, or before HTTP: says nothing of how busy the host is."""

SLOWING = UNREACHABLE | {
    Reason.BOT_CHALLENGE,
    Reason.HTTP_403,
    Reason.HTTP_429,
    Reason.HTTP_5XX,
}


COOLING_MAX_SECONDS = 86_400.0
"""Cap, also of Retry-After: values such as 317100 s are seen in the wild."""
QUIET_SECONDS = 1_800.0
"""After so long without a 429 the doubling of its cooling starts anew."""
SLOW_AFTER_ERRORS = 2
SLOW_START_SECONDS = 1.0
"""What is doubled where the host's own delay is shorter."""
SLOW_MAX_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class HostSignal:
    """How a fetch ended, as far as its host is concerned."""

    reason: Reason | None = None
    """None: fetched."""
    status: int | None = None
    """HTTP status, None where no response came."""
    retry_after_seconds: float | None = None
    """Retry-After, parsed and relative to now; None, zero and less: there was none of use."""
    connected: bool = False
    """Whether there was a connection; where there is a status, there was."""


@dataclass(frozen=True, slots=True)
class Health:
    """What is remembered of a host's trouble. The default is a host without any."""

    cooling_until: float = 0.0
    cooling_reason: Reason | None = None
    """What it cools after: `http_429` or `http_5xx`."""
    strikes: int = 0
    """429s without Retry-After, one a cooling."""
    down_until: float = 0.0
    down_reason: Reason | None = None
    """Why nobody could be reached."""
    failures: int = 0
    """In a row, without a connection."""
    errors: int = 0
    """In a row, of any kind that slows."""
    slow_level: int = 0
    """How often the delay is doubled."""

    @property
    def open_at(self) -> float:
        """The instant from which the host may be asked again; past for a healthy one."""
        return max(self.cooling_until, self.down_until)

    def delay_seconds(self, base_seconds: float) -> float:
        """Return the delay between requests, `base_seconds` slowed by what went wrong."""
        if self.slow_level == 0:
            return base_seconds
        slowed = max(base_seconds, SLOW_START_SECONDS) * 2.0**self.slow_level
        return max(base_seconds, min(slowed, SLOW_MAX_SECONDS))


def next_health(health: Health, signal: HostSignal, now: float, settings: Settings) -> Health:
    """Return the host's health after a fetch has ended; the same object where nothing changed."""
    if signal.reason in NOT_ASKED:
        return health
    if signal.reason not in SLOWING:
        return _recovered(health)
    health = _slowed(health)
    if signal.status in COOLING_STATUSES:
        health = _cooled(health, signal, now, settings)
    is_reached = signal.connected or signal.status is not None
    if not is_reached and signal.reason in UNREACHABLE:
        return _unreachable(health, signal.reason, now, settings)
    return replace(health, failures=0, down_until=0.0, down_reason=None)


def _recovered(health: Health) -> Health:
    """Recover step by step, but never cut a cooling short: the host has named its end."""
    if health == Health():
        return health
    recovered = Health(
        cooling_until=health.cooling_until,
        cooling_reason=health.cooling_reason,
        strikes=health.strikes,
        slow_level=max(0, health.slow_level - 1),
    )
    return health if recovered == health else recovered


def _slowed(health: Health) -> Health:
    errors = health.errors + 1
    if errors < SLOW_AFTER_ERRORS:
        return replace(health, errors=errors)
    at_cap = SLOW_START_SECONDS * 2.0**health.slow_level >= SLOW_MAX_SECONDS
    return replace(health, errors=errors, slow_level=health.slow_level + (not at_cap))


def _cooled(health: Health, signal: HostSignal, now: float, settings: Settings) -> Health:
    asked_for = signal.retry_after_seconds
    if asked_for is not None and asked_for > 0:
        until = now + min(asked_for, COOLING_MAX_SECONDS)
        until = max(health.cooling_until, until)
        return replace(health, cooling_until=until, cooling_reason=signal.reason)
    if signal.status != 429 or now < health.cooling_until:
        return health  # what was in flight when the cooling began is no further strike
    quiet = now - health.cooling_until > QUIET_SECONDS
    strikes = 1 if quiet else health.strikes + 1
    seconds = settings.fetch_cooling_seconds * 2.0 ** min(strikes - 1, 30)
    until = now + min(seconds, COOLING_MAX_SECONDS)
    return replace(health, strikes=strikes, cooling_until=until, cooling_reason=signal.reason)


def _unreachable(health: Health, reason: Reason, now: float, settings: Settings) -> Health:
    failures = health.failures + 1
    if failures < settings.fetch_down_after_failures:
        return replace(health, failures=failures)
    until = max(health.down_until, now + settings.fetch_down_seconds)
    return replace(health, failures=failures, down_until=until, down_reason=reason)
