"""What is seen of one hop while its socket is made: marks for the timings, and the guard's word.

The resolver, the socket factory and the TLS context run deep inside aiohttp, which passes nothing
of ours along; a context variable does.
"""

import asyncio
from contextvars import Context, ContextVar
from dataclasses import dataclass
from time import perf_counter
from types import TracebackType

from services.settings import Settings

CONNECTION = "connection"
"""The phase in which nobody has answered yet; in the detail of its timeout."""

PLACE = "a place for a large body"
"""The phase in which we read as much as we hold at once, and the site waits for us."""

_NO_CONTEXT = Context()
"""A timer that was cancelled stays with the loop for a while, and would keep its hop's context."""

LOOK_SECONDS = 1.0
"""How late a timeout may be noticed, at most, where its end was moved to an earlier time."""


@dataclass(slots=True)
class Attempt:
    """Instants (`perf_counter`, seconds) of one hop; 0 where it has not happened."""

    clock: "PhaseClock"
    started: float = 0.0
    dns_done: float = 0.0
    socket_made: float = 0.0
    tls_begun: float = 0.0
    connected: float = 0.0
    first_byte: float = 0.0
    status: int | None = None
    """HTTP status, once the response's headers are here."""
    blocked: str | None = None
    """Why the guard refused one of the addresses."""

    def phases_ms(self, done: float) -> dict[str, float]:
        """Turn the marks into phases; the first three are of a new connection."""
        dns = connect = tls = 0.0
        if self.socket_made:
            dns = self.dns_done - self.started if self.dns_done else 0.0
            connect = (self.tls_begun or self.connected) - self.socket_made
            tls = self.connected - self.tls_begun if self.tls_begun else 0.0
        return {
            "dns": dns * 1000,
            "connect": connect * 1000,
            "tls": tls * 1000,
            "first_byte": (self.first_byte - self.connected) * 1000,
            "download": (done - self.first_byte) * 1000,
        }


class PhaseClock:
    """One timer for the phases of a hop; each may be shorter than what is left of the whole.

    Works as `asyncio.timeout` does, but moving the end costs nothing: the timer looks at it now
    and then. Most hops are over before it looks for the first time. So a hop takes 8 µs of CPU,
    where `asyncio.timeout` with as many moves takes 38 (measured).
    """

    __slots__ = ("_cancelling", "_deadline", "_handle", "_look_seconds", "_loop", "_task", "_whole",
                 "phase")  # fmt: skip

    def __init__(self, whole: float, settings: Settings) -> None:
        """`whole` is the end of the whole chain, in the loop's time."""
        self._loop = asyncio.get_running_loop()
        self._whole = whole
        self._look_seconds = min(LOOK_SECONDS, settings.fetch_rate_grace_seconds / 4)
        self._handle: asyncio.TimerHandle | None = None
        self.enter(CONNECTION, settings.fetch_connect_timeout_seconds)

    def enter(self, phase: str, seconds: float) -> float:
        """Begin a phase of at most `seconds`; returns its begin in the loop's time."""
        now = self._loop.time()
        self.phase = phase
        self.until(now + seconds)
        return now

    def until(self, when: float) -> None:
        """Move the end of the phase."""
        self._deadline = min(when, self._whole)

    def __enter__(self) -> None:
        """Start the timer for the current task."""
        task = asyncio.current_task()
        assert task is not None
        self._task = task
        self._cancelling = task.cancelling()
        self._look()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop the timer; what it cancelled becomes `TimeoutError`."""
        if self._handle is not None:
            self._handle.cancel()
        elif self._task.uncancel() <= self._cancelling and kind is asyncio.CancelledError:
            raise TimeoutError from error

    def _look(self) -> None:
        now = self._loop.time()
        if now < self._deadline:
            when = min(self._deadline, now + self._look_seconds)
            self._handle = self._loop.call_at(when, self._look, context=_NO_CONTEXT)
        else:
            self._handle = None
            self._task.cancel()


current_attempt: ContextVar[Attempt | None] = ContextVar("current_attempt", default=None)


def mark(name: str) -> None:
    """Note the instant of a phase of the current hop."""
    attempt = current_attempt.get()
    if attempt is not None:
        setattr(attempt, name, perf_counter())
