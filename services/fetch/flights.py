"""A URL that is wanted many times at once is fetched once; who comes meanwhile waits for its end.

Kept in memory: submissions of one URL have one key, so they meet in one process. What a restart
forgets costs a request, no answer.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

from schemas.events import Outcome, PageFetched
from schemas.outcomes import Reason
from services.clock import unix
from services.fetch.deferral import Deferred
from services.fetch.page.response import Unchanged
from services.fetch.page.validators import Known
from services.stage.endings import Ended

WAIT_SECONDS = 3.0
"""How long a URL waits in the schedule where its page is on the way to an outcome."""
JOIN_SECONDS = 5.0
"""Then it goes into the schedule, too: a visit after it must still fit into its event's deadline,
of which `Progress.hold` leaves a tenth."""
FORGET_SECONDS = 120.0
"""A page without an outcome for so long is lost, or answered where this process does not see it."""
FLIGHTS_MAX = 20_000
WAITERS_MAX = 8
"""Who waits keeps a place of the stage's; the others wait in the schedule, where there is room."""

Landed = PageFetched | Ended | Deferred


@dataclass(slots=True)
class Flight:
    """One visit of a URL, from its begin to the outcome of its page."""

    submission_id: str
    at: float
    """When it last changed, Unix time."""
    landed: asyncio.Event = field(default_factory=asyncio.Event)
    waiters: int = 0
    has_page: bool = False
    """Its page is on the way to an outcome; the page itself is not kept."""
    again: Deferred | None = None
    """When it is tried again."""
    answer: Ended | None = None
    """What others that wanted the URL are told."""


class Flights:
    """The visits of one process."""

    def __init__(self, clock: Callable[[], float] = unix) -> None:
        self._clock = clock
        self._flights: OrderedDict[str, Flight] = OrderedDict()
        """By URL, the latest last."""
        self._waited_for: dict[str, Flight] = {}
        """By submission: pages whose outcome has not come."""

    async def join(
        self,
        url: str,
        submission_id: str,
        submitted_at: float,
        attempt: int,
        known: Known | None = None,
    ) -> Ended | Deferred | None:
        """Share what another visit of the URL comes to; None: visit, and call `land` then.

        `submitted_at` is Unix time: an answer from before it is none for this submission.
        `known`: what the store says of the page, whose outcome another process may have seen. When
        it came is not said, so that who was submitted since the page landed visits the URL.
        """
        until = asyncio.get_running_loop().time() + JOIN_SECONDS
        while (flight := self._flights.get(url)) and flight.submission_id != submission_id:
            if known is not None and known.settled_by == flight.submission_id:
                flight.answer = flight.answer or _duplicate(flight, known.article_id)
            if flight.waiters >= WAITERS_MAX and not flight.landed.is_set():
                return self._shared(flight, attempt)
            flight.waiters += 1
            try:
                async with asyncio.timeout_at(until):
                    await flight.landed.wait()
            except TimeoutError:
                return self._shared(flight, attempt)
            finally:
                flight.waiters -= 1
            if not self._is_over(flight, submitted_at):
                return self._shared(flight, attempt)
            if self._flights.get(url) is flight:
                break
        self._open(url, submission_id)
        return None

    def land(self, url: str, submission_id: str, result: Landed | None) -> None:
        """Tell those who wait what the visit came to."""
        flight = self._flights.get(url)
        if flight is None or flight.submission_id != submission_id:
            return
        flight.at = self._clock()
        if isinstance(result, PageFetched):
            flight.has_page = True
            self._waited_for[submission_id] = flight
        elif isinstance(result, Unchanged):
            flight.answer = _duplicate(flight, result.article_id)
        elif isinstance(result, Deferred):
            flight.again = result
        elif isinstance(result, Ended):
            flight.answer = Ended(result.reason, result.detail, result.article_id)
        flight.landed.set()

    def note(self, outcome: Outcome) -> None:
        """Take note of the outcome of a page; of one that failed, others visit the URL again."""
        flight = self._waited_for.pop(outcome.submission_id, None)
        if flight is None:
            return
        if outcome.reason.stands:
            flight.answer, flight.at = _duplicate(flight, outcome.article_id), self._clock()
        else:
            flight.has_page = False

    def _open(self, url: str, submission_id: str) -> None:
        self._forget(url)
        self._flights[url] = Flight(submission_id, self._clock())
        too_many = max(0, len(self._flights) - FLIGHTS_MAX)
        for each in list(islice(self._flights, too_many)):
            if self._flights[each].landed.is_set():
                self._forget(each)

    def _forget(self, url: str) -> None:
        flight = self._flights.pop(url, None)
        if flight is not None and self._waited_for.get(flight.submission_id) is flight:
            del self._waited_for[flight.submission_id]

    def _is_over(self, flight: Flight, submitted_at: float) -> bool:
        now = self._clock()
        if flight.answer is not None:
            return flight.at < submitted_at or now - flight.at > FORGET_SECONDS
        if flight.again is not None:
            return flight.again.due_at <= now
        return not flight.has_page or now - flight.at > FORGET_SECONDS

    def _shared(self, flight: Flight, attempt: int) -> Ended | Deferred:
        if flight.answer is not None:
            return flight.answer
        if flight.again is not None:
            return Deferred(flight.again.due_at + WAIT_SECONDS, flight.again.why, attempt)
        return Deferred(self._clock() + WAIT_SECONDS, "in_flight", attempt)


def _duplicate(flight: Flight, article_id: str | None) -> Ended:
    return Ended(Reason.DUP_URL, f"in flight as submission {flight.submission_id}", article_id)
