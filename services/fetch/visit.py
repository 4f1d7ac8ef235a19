"""One visit to a host: its turn, its robots.txt, the page; and what follows if that fails."""

import time
from dataclasses import dataclass
from datetime import datetime

from schemas.events import PageFetched, UrlAccepted
from schemas.outcomes import Reason
from schemas.url import parse_url
from services import metrics
from services.clock import now
from services.fetch.deferral import Deferred, next_attempt
from services.fetch.fetch import CrawlPolicy, check_kind, read_response, with_site_rights
from services.fetch.hosts.health import HostSignal
from services.fetch.hosts.host import Defer
from services.fetch.http.client import Client
from services.fetch.http.errors import NotReached
from services.fetch.http.types import Conditional
from services.fetch.politeness import Politeness, RobotsUnreachable
from services.fetch.redirect_turns import NoTurn, RedirectTurns
from services.fetch.rights.judge import judge
from services.settings import Settings
from services.stage.endings import Ended, PermanentError, TransientError


@dataclass(frozen=True, slots=True)
class Visit:
    """How a visit ended, and how long politeness held it back."""

    result: PageFetched | Ended | Deferred
    waited_seconds: float = 0.0
    requests: int = 0
    """1 where a host was asked, however many its redirects led to; else 0.

    A robots.txt that could not be read counts when it was asked for, not when that is remembered.
    """
    group: str = ""
    """What politeness counts the visit to: the host or site where it ended."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """What a visit needs; one for the process."""

    settings: Settings
    client: Client
    politeness: Politeness

    async def visit(self, accepted: UrlAccepted, conditional: Conditional | None = None) -> Visit:
        """Wait for the host's turn if it is near, and fetch."""
        turns = RedirectTurns(self.politeness, accepted.from_schedule)
        signal: HostSignal | None = None
        try:
            result, signal = await self._fetch(accepted, turns, conditional)
        finally:
            await turns.end(signal)
        is_same_try = isinstance(result, Deferred) and result.attempt == accepted.attempt
        if turns.had_turn and not is_same_try:
            metrics.POLITENESS_WAIT.observe(politeness_wait_seconds(accepted, turns))
        requests = 1 if turns.has_asked or signal is not None else 0
        return Visit(result, turns.waited_seconds, requests, turns.group)

    def defer(self, accepted: UrlAccepted) -> tuple[Deferred, str] | None:
        """Defer the visit to a host that is closed: until when, and what politeness counts it to.

        None where the host is not closed, or this was the last try.
        """
        group = self.politeness.group_of(accepted.host, accepted.site)
        frontier = self.politeness.turns.frontier
        defer = frontier.defer(group, time.time(), accepted.from_schedule)
        deferred = self._deferred(accepted, defer) if defer else None
        return (deferred, group) if isinstance(deferred, Deferred) else None

    # ------------------------------------------------------------ inside

    async def _fetch(
        self, accepted: UrlAccepted, turns: RedirectTurns, conditional: Conditional | None
    ) -> tuple[PageFetched | Ended | Deferred, HostSignal | None]:
        """Fetch in turn; returns what comes of it, and what that says of the last host."""
        try:
            if not await turns.enter(parse_url(accepted.url)):
                return Ended(Reason.ROBOTS_DENIED), None
            page = await self._page(accepted, turns, conditional)
        except NoTurn as error:
            return self._deferred(accepted, error.defer), None
        except RobotsUnreachable as error:
            return self._retry(accepted, error), error.signal
        except TransientError as error:
            connected = not isinstance(error, NotReached)
            signal = HostSignal(error.reason, error.status, error.retry_after_seconds, connected)
            return self._retry(accepted, error), signal
        except PermanentError as error:
            return Ended(error.reason, error.detail), HostSignal(error.reason)
        if isinstance(page, PageFetched):
            return page, HostSignal(status=page.status)
        return page, HostSignal(page.reason)

    async def _page(
        self, accepted: UrlAccepted, turns: RedirectTurns, conditional: Conditional | None
    ) -> PageFetched | Ended:
        response = await self.client.get_page(
            accepted.url, conditional=conditional, check_hop=turns.follow, check_start=check_kind
        )
        if isinstance(response, Ended):
            return response
        settings = self.settings
        policy = CrawlPolicy(self.client.user_agent, settings.rights_policy, settings.purpose)
        page = read_response(
            accepted,
            response,
            now(),
            conditional=conditional,
            by_robots=turns.robots,
            policy=policy,
        )
        if isinstance(page, Ended):
            return page
        asks_site = settings.fetch_tdmrep and policy.rights_policy != "ignore"
        if asks_site and page.rights.tdm_reserved is None:
            page = with_site_rights(page, await turns.site_rights(page.final_url))
        return judge(page.rights, policy.rights_policy, policy.purpose) or page

    def _retry(self, accepted: UrlAccepted, error: TransientError) -> Deferred | Ended:
        due_at = next_attempt(
            accepted.attempt,
            now().timestamp(),
            self.settings.fetch_retry_delays_seconds,
            error.retry_after_seconds,
        )
        if due_at is None:
            return Ended(error.reason, error.detail)
        metrics.RETRIES.labels("fetch", error.reason.value).inc()
        return Deferred(due_at, error.reason.value, accepted.attempt + 1)

    def _deferred(self, accepted: UrlAccepted, defer: Defer) -> Deferred | Ended:
        if not defer.counts_as_attempt:
            return Deferred(defer.until, defer.why.value, accepted.attempt)
        if accepted.attempt > len(self.settings.fetch_retry_delays_seconds):
            reason = defer.reason or Reason.HTTP_429
            return Ended(reason, f"the host is {defer.why.value}, after all attempts")
        return Deferred(defer.until, defer.why.value, accepted.attempt + 1)


def politeness_wait_seconds(accepted: UrlAccepted, turns: RedirectTurns) -> float:
    """Return how long a try had to wait for its hosts.

    The schedule counts before the first try; later it holds the URL for its own failure, mostly.
    """
    in_schedule_ms = accepted.waited_ms if accepted.attempt == 1 else 0.0
    return turns.waited_seconds + in_schedule_ms / 1000


def is_expired(expires_at: datetime | None) -> bool:
    """Whether the submitter does not want the URL fetched any more."""
    return expires_at is not None and expires_at <= now()
