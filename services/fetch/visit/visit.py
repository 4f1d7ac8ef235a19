"""One visit to a host: its turn, its robots.txt, the page.

At a redirect robots.txt again, and a turn where it leads to another host.

A request to another host needs a turn there, like any other. The turn at the host that answered
with the redirect is given back first: its part is done, and nobody waits while holding a turn.
Turns are counted in the process that follows the redirect; where another worker owns that host's
partition, each of the two counts for itself.
"""

import asyncio
from dataclasses import dataclass, replace
from functools import partial

from schemas.events import PageFetched, Rights, UrlAccepted
from schemas.outcomes import Reason
from schemas.url import Url, host_of, parse_url
from services import metrics
from services.clock import now
from services.fetch.deferral import Deferred, deferred_by_error, deferred_by_host
from services.fetch.fetch import (
    CrawlPolicy,
    check_kind,
    read_response,
    under_policy,
    with_site_rights,
)
from services.fetch.hosts.health import HostSignal
from services.fetch.hosts.host import NoTurn
from services.fetch.hosts.turns import Turns
from services.fetch.http.client import Client, count_page
from services.fetch.http.redirects import parsed_target
from services.fetch.http.types import Conditional
from services.fetch.politeness import Politeness
from services.fetch.rights.statements import NOTHING_STATED
from services.fetch.site_files.robots_cache import RobotsCache
from services.fetch.visit.host_signals import REDIRECTED, signal_of
from services.fetch.visit.progress import Progress, Refuse, refuse_nothing
from services.fetch.visit.refresh import refresh_target
from services.fetch.visit.site_rights import SiteRights
from services.settings import Settings
from services.stage.endings import Ended, PermanentError, StageError, TransientError

WAIT_NOTED_SECONDS = 0.05
"""A shorter wait is the loop's, not politeness's."""


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

    @property
    def wait_note(self) -> str | None:
        """How long it was held back, where that is worth a word."""
        is_long = self.waited_seconds > WAIT_NOTED_SECONDS
        return f"waited {self.waited_seconds:.1f} s" if is_long else None


class NoVisit(Exception):
    """The host has no turn soon, or the submission has ended while its URL waited for one."""

    def __init__(self, why: NoTurn | Ended) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Visitor:
    """What a visit needs; one for the process."""

    settings: Settings
    client: Client
    politeness: Politeness
    turns: Turns
    robots: RobotsCache
    policy: CrawlPolicy
    """For each page with the name under which its host is asked."""
    site_rights: SiteRights | None
    """None where sites are not asked what they state of their pages."""

    async def visit(
        self,
        accepted: UrlAccepted,
        conditional: Conditional | None = None,
        refuse: Refuse = refuse_nothing,
    ) -> Visit:
        """Wait for the host's turn if it is near, and fetch; the turn is given back in any case.

        `refuse` is asked after each wait.
        """
        progress = Progress(accepted.from_schedule, refuse)
        signal: HostSignal | None = None
        try:
            result, signal = await self._fetch(progress, accepted, conditional)
        finally:
            await self._leave(progress, signal)
        is_same_try = isinstance(result, Deferred) and result.attempt == accepted.attempt
        if progress.had_turn and not is_same_try:
            wait_seconds = politeness_wait_seconds(accepted, progress.waited_seconds)
            metrics.POLITENESS_WAIT.observe(wait_seconds)
        requests = 1 if progress.has_asked or signal is not None else 0
        return Visit(result, progress.waited_seconds, requests, progress.group)

    async def _fetch(
        self, progress: Progress, accepted: UrlAccepted, conditional: Conditional | None
    ) -> tuple[PageFetched | Ended | Deferred, HostSignal | None]:
        """Fetch in turn; returns what comes of it, and what that says of the last host."""
        delays_seconds = self.settings.fetch_retry_delays_seconds
        try:
            if not await self._enter(progress, parse_url(accepted.url)):
                return Ended(Reason.ROBOTS_DENIED), None
            page = await self._ask_page(progress, accepted, conditional)
        except NoVisit as error:
            if isinstance(error.why, Ended):
                return error.why, None
            return deferred_by_host(error.why, accepted.attempt, delays_seconds), None
        except TransientError as error:
            at = now().timestamp()
            retry = deferred_by_error(error, accepted.attempt, delays_seconds, at)
            if isinstance(retry, Deferred):
                metrics.RETRIES.labels("fetch", retry.why).inc()
            return retry, signal_of(error)
        except PermanentError as error:
            return Ended(error.reason, error.detail), signal_of(error)
        return page, signal_of(page)

    async def _enter(self, progress: Progress, url: Url) -> bool:
        """Take a turn at the URL's host, and ask robots.txt whether the page may be next.

        Raises `NoVisit`, and what `RobotsCache.ask` raises.
        """
        treatment = self.politeness.of(url)
        if treatment.group != progress.group:
            await self._leave(progress, REDIRECTED)
            progress.group = treatment.group
            turn = await self.turns.take(treatment.group, treatment.limits, progress.from_schedule)
            if isinstance(turn, NoTurn):
                raise NoVisit(turn)
            progress.hold(turn, asyncio.get_running_loop().time(), self.settings)
            if end := progress.refuse():
                raise NoVisit(end)
        assert progress.turn is not None
        delay_seconds = None
        if treatment.obeys_robots:
            progress.by_robots, delay_seconds = await self.robots.ask(url)
        else:
            metrics.ROBOTS.labels("unchecked").inc()
            progress.by_robots = NOTHING_STATED
        may_ask = progress.by_robots.robots != "denied"
        await self.turns.observe_robots(progress.turn, url.origin, delay_seconds)
        progress.has_asked = progress.has_asked or may_ask
        return may_ask

    async def _ask_page(
        self, progress: Progress, accepted: UrlAccepted, conditional: Conditional | None
    ) -> PageFetched | Ended:
        """Ask for the page, read the response, and judge how the page may be used."""
        response = await self.client.get(
            accepted.url,
            conditional=conditional,
            check_hop=partial(self._follow, progress),
            check_start=check_kind,
            leads_to=refresh_target,
        )
        if isinstance(response, Ended):
            return response
        count_page(response)
        user_agent = self.client.user_agent_for(host_of(response.final_url))
        policy = replace(self.policy, user_agent=user_agent)
        page = read_response(
            accepted,
            response,
            now(),
            conditional=conditional,
            by_robots=progress.by_robots,
            policy=policy,
        )
        if isinstance(page, Ended):
            return page
        if self.site_rights is not None and page.rights.tdm_reserved is None:
            page = with_site_rights(page, await self._ask_site(progress, self.site_rights, page))
        return under_policy(page, policy)

    async def _follow(self, progress: Progress, href: str) -> Ended | None:
        """Judge the target of a redirect as if it had been submitted, and be as polite to it.

        Raises what `_enter` raises, and `TransientError` where the time of the event does not
        suffice.
        """
        url = parsed_target(href)
        if isinstance(url, Ended):
            return url
        refused = self.politeness.rules.check(url)
        if refused is not None:
            return refused
        try:
            async with asyncio.timeout_at(progress.redirects_end_at):
                may_ask = await self._enter(progress, url)
        except TimeoutError:
            raise TransientError(Reason.TIMEOUT, "waiting on the way of its redirects") from None
        return None if may_ask else Ended(Reason.ROBOTS_DENIED, f"after a redirect to {href[:200]}")

    async def _ask_site(
        self, progress: Progress, site_rights: SiteRights, page: PageFetched
    ) -> Rights:
        """Ask what the site states of a page, in the time left.

        The page is here, so whatever goes wrong now, the site says nothing.
        """
        assert progress.turn is not None
        try:
            async with asyncio.timeout_at(progress.page_ends_at):
                return await site_rights.ask(parse_url(page.final_url), progress.turn)
        except (TimeoutError, StageError):
            return NOTHING_STATED

    async def _leave(self, progress: Progress, signal: HostSignal | None) -> None:
        """Give the turn back, also when cancelled. None: nothing was learnt of the host."""
        turn, progress.turn = progress.turn, None
        if turn is None:
            return
        release = self.turns.release(turn, signal)
        if signal is None or signal.reason is None:
            await release  # the turn is back before anything is awaited
        else:
            await asyncio.shield(release)  # what was learnt of the host must reach the store


def politeness_wait_seconds(accepted: UrlAccepted, waited_seconds: float) -> float:
    """Return how long a try had to wait for its hosts; `waited_seconds` of it in memory.

    The schedule counts before the first try; later it holds the URL for its own failure, mostly.
    """
    in_schedule_ms = accepted.waited_ms if accepted.attempt == 1 else 0.0
    return waited_seconds + in_schedule_ms / 1000
