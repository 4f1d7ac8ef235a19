"""What is done with one accepted URL, from top to bottom.

1. Has it expired, was it withdrawn, or is its host blocked? That is to be its end.
2. Otherwise, where its host is closed for now, it goes into the schedule at once; where it would be
   there for long, after 3.
3. What was decided on its submission before is said again, whatever 1. has found.
4. It gets the end of 1., or shares what another visit of the same URL comes to.
5. Otherwise it is visited. It goes into the schedule, or what was decided is kept and then said.
"""

import asyncio
import time
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, replace
from functools import partial

from schemas.envelope import Envelope
from schemas.events import PageFetched, UrlAccepted
from schemas.identity import url_hash
from schemas.outcomes import Reason
from schemas.pipeline import FETCH
from services import metrics
from services.clock import now, unix
from services.fetch.closed_hosts import ClosedHosts
from services.fetch.decisions import messages
from services.fetch.decisions import table as decisions
from services.fetch.decisions.table import Decision, Found
from services.fetch.deferral import Deferred, row_of
from services.fetch.fetch import body_hash
from services.fetch.flights import Flights, Landed
from services.fetch.http.types import address_hash
from services.fetch.page import validators
from services.fetch.page.response import Unchanged
from services.fetch.page.validators import Fetched, Known, Seen, in_view_of
from services.fetch.politeness import Politeness
from services.fetch.schedule import table as schedule
from services.fetch.visit.visit import Visit, Visitor
from services.policy.live_rules import LiveRules
from services.settings import Settings
from services.stage.control.in_force import InForce, reason_in
from services.stage.endings import Done, Ended
from services.stage.function import Handled
from services.stage.store.store import Store

UNSEEN_SECONDS = 3600.0
"""Before a longer wait we look up what was decided: that is forgotten after eight days, while a
host's backlog may be of weeks."""


@dataclass(frozen=True, slots=True)
class UrlProcess:
    """What it takes to work on accepted URLs; one for the process."""

    settings: Settings
    store: Store
    rules: LiveRules
    in_force: InForce
    politeness: Politeness
    closed_hosts: ClosedHosts
    visitor: Visitor
    flights: Flights

    async def run(self, envelope: Envelope[UrlAccepted]) -> Handled:
        """Answer a URL once for all with `Said`, or put it into the schedule: `Done`.

        Of calls to the store, those that wait together share a transaction. A URL that waits for
        its host for a short while is deferred without a look at what was decided: it may be a
        redelivery whose page is published, which is known when it comes back.
        """
        started = time.perf_counter()
        refused = self._refuse(envelope)
        deferred = None if refused else self.closed_hosts.defer(envelope.data)
        if deferred and deferred[0].due_at < unix() + UNSEEN_SECONDS:
            return await self._schedule(envelope, *deferred)
        earlier, known = await asyncio.gather(
            self.store.call(decisions.recall, envelope.passport.answer_id),
            self.store.call(validators.known, envelope.data.url),
        )
        if earlier is not None:
            return Handled(messages.again(earlier))
        if deferred:
            return await self._schedule(envelope, *deferred)
        end = refused or await self._share(envelope, known)
        if isinstance(end, Deferred):
            group = self.politeness.group_of(envelope.data.host, envelope.data.site)
            return await self._schedule(envelope, end, group)
        if end is not None:
            return await self._answer(envelope, end, started)
        visit = await self._visit(envelope, known)
        if isinstance(visit.result, Deferred):
            return Handled(Done())  # its row was put before the others were told of it
        visited = with_requests(envelope, visit)
        return await self._answer(visited, visit.result, started, visit.wait_note)

    def _refuse(self, envelope: Envelope[UrlAccepted]) -> Ended | None:
        """End a URL that has expired, or was withdrawn or blocked since it was accepted."""
        expires_at = envelope.passport.expires_at
        if expires_at is not None and expires_at <= now():
            return Ended(Reason.EXPIRED)
        if cancel := self.in_force.cancel_of(envelope.passport.submission_id):
            return Ended(Reason.CANCELLED, f"withdrawn {reason_in(cancel)}")
        return self.rules.block(envelope.data.host)

    async def _share(
        self, envelope: Envelope[UrlAccepted], known: Known | None
    ) -> Ended | Deferred | None:
        """Share what another visit of the URL comes to; None: it is for this one to visit."""
        accepted, passport = envelope.data, envelope.passport
        may_share = not passport.force and not passport.supersedes
        if not may_share or not self.settings.duplicate_window_seconds:
            return None
        submitted_at = passport.submitted_at.timestamp()
        return await self.flights.join(
            accepted.url, passport.submission_id, submitted_at, accepted.attempt, known
        )

    async def _visit(self, envelope: Envelope[UrlAccepted], known: Known | None) -> Visit:
        """Visit, note what follows, and tell those who share what comes of it.

        Of a URL that is deferred the row is put before.
        """
        accepted, passport = envelope.data, envelope.passport
        landed: Landed | None = None
        try:
            conditional = known.conditional if known and not passport.force else None
            refuse = partial(self._refuse, envelope)
            visit = await self.visitor.visit(accepted, conditional, refuse)
            result = visit.result
            if isinstance(result, Deferred):  # withdrawals that came meanwhile find no row
                result = self._refuse(envelope) or result
            match result:
                case PageFetched():
                    metrics.FETCHED_BYTES.inc(len(result.body))
                case Deferred():
                    await self._schedule(with_requests(envelope, visit), result, visit.group)
                case Unchanged():
                    seen = Seen(url_hash(accepted.url), result.conditional, result.seen_at)
                    await self.store.call(validators.renew, seen)
            result = in_view_of(known, result) if isinstance(result, Ended) else result
            landed = None if is_own_end(result) else result
            return replace(visit, result=result)
        finally:
            self.flights.land(accepted.url, passport.submission_id, landed)

    async def _answer(
        self,
        envelope: Envelope[UrlAccepted],
        result: PageFetched | Ended,
        started: float,
        wait_note: str | None = None,
    ) -> Handled:
        """Keep what is said of a page or an end, and say it; or what another worker has kept."""
        at, milliseconds = now(), (time.perf_counter() - started) * 1000
        passport = envelope.passport.stamped(FETCH.stage, at, milliseconds, wait_note)
        answer = messages.say(envelope, passport, result, at)
        packed = messages.pack(answer)
        decision = Decision(passport.answer_id, packed, at.timestamp())
        found = Found(decision, page_to_note(envelope, result))
        stands = await self.store.call(decisions.keep_found, found)
        return Handled(answer if stands is decision else messages.again(stands))

    async def _schedule(
        self, envelope: Envelope[UrlAccepted], deferred: Deferred, group: str
    ) -> Handled:
        """Put the URL into the schedule, as one of its group."""
        row = row_of(envelope, envelope.passport, deferred, group, now())
        await self.store.call(schedule.put, row)
        return Handled(Done())


async def all_of(works: Iterable[Awaitable[Handled]]) -> list[Handled]:
    """Wait until each has ended, also where one fails; then raise the first error.

    Events of a batch that failed are handled again, and none may still be at work then.
    """
    done: list[Handled] = []
    for end in await asyncio.gather(*works, return_exceptions=True):
        if isinstance(end, BaseException):
            raise end
        done.append(end)
    return done


def is_own_end(result: Landed) -> bool:
    """Tell the end of a submission from what others that want its URL may share."""
    own = (Reason.EXPIRED, Reason.CANCELLED)
    return isinstance(result, Ended) and result.reason in own


def with_requests(envelope: Envelope[UrlAccepted], visit: Visit) -> Envelope[UrlAccepted]:
    """Count the requests of a visit in the passport."""
    attempts = envelope.passport.attempts + visit.requests
    passport = envelope.passport.model_copy(update={"attempts": attempts})
    return replace(envelope, passport=passport)


def page_to_note(envelope: Envelope[UrlAccepted], result: PageFetched | Ended) -> Fetched | None:
    """Lay out what the response said of the page, where there is one."""
    if isinstance(result, Ended):
        return None
    return Fetched(
        submission_id=envelope.passport.submission_id,
        url_hash=url_hash(envelope.data.url),
        address=address_hash(result.final_url),
        etag=result.etag,
        last_modified=result.last_modified,
        body_hash=body_hash(result.body),
        fetched_at=result.fetched_at.timestamp(),
    )
