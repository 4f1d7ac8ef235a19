"""One visit to a host: its turn, its robots.txt, the page; and what follows if that fails."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from schemas.events import PageFetched, UrlAccepted
from schemas.outcomes import Reason
from schemas.url import BadUrl, Url, parse_url
from services.fetch.client import Client
from services.fetch.cooldown import Ending
from services.fetch.fetch import Manners, RobotsSaid, fetch
from services.fetch.host_state import Defer, Limits, Turn, limits_for
from services.fetch.retries import next_attempt
from services.fetch.robots import RobotsVerdicts
from services.fetch.robots_keeper import RobotsKeeper
from services.fetch.rules import HostRule, Rules
from services.fetch.turns import Turns
from services.fetch.web import Answer, CheckHop, CheckStart, Conditional
from services.stage import metrics
from services.stage.endings import PermanentError, Rejected, TransientError
from services.stage.settings import Settings
from services.stage.stage import now

PHASES = ("dns", "connect", "tls", "first_byte", "download")

STATUS_OF = {
    Reason.NOT_MODIFIED: 304,
    Reason.HTTP_403: 403,
    Reason.HTTP_404: 404,
    Reason.HTTP_410: 410,
    Reason.HTTP_4XX: 400,
}
"""What the frontier may learn from a rejected page: that its host answered, and how."""


@dataclass(frozen=True, slots=True)
class Later:
    """The URL is put into the schedule; `attempt` is the try that it will be then."""

    due_at: float
    """Epoch seconds."""
    why: str
    attempt: int


@dataclass(frozen=True, slots=True)
class Visited:
    """How a visit ended, and how long politeness held it back."""

    result: PageFetched | Rejected | Later
    waited_seconds: float = 0.0
    requests: int = 0
    """Pages asked for: 0 where the host was not asked."""
    group: str = ""
    """What politeness counts the URL to: its host or its site."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """What a visit needs; one for the process."""

    settings: Settings
    rules: Rules
    client: Client
    robots: RobotsKeeper
    turns: Turns

    async def visit(self, accepted: UrlAccepted, conditional: Conditional | None = None) -> Visited:
        """Wait for the host's turn if it is near, and fetch."""
        url = parse_url(accepted.url)
        rule = self.rules.for_host(url.host, url.site)
        group = url.site if (rule.group_by or self.settings.fetch_group_by) == "site" else url.host
        taken = await self.turns.take(
            group, self._limits(rule, self.robots.remembered(url)), accepted.waited_ms > 0
        )
        if isinstance(taken, Defer):
            return Visited(self._deferred(accepted, taken), group=group)
        ending: Ending | None = None
        try:
            result, ending = await self._in_turn(accepted, url, rule, taken, conditional)
        finally:
            # also when cancelled: the host's slot must not leak
            await asyncio.shield(self.turns.release(taken, ending))
        metrics.POLITENESS_WAIT.observe(taken.waited_seconds)
        requests = 0 if ending is None else 1
        return Visited(result, taken.waited_seconds, requests, group)

    # ------------------------------------------------------------ inside

    async def _in_turn(
        self,
        accepted: UrlAccepted,
        url: Url,
        rule: HostRule,
        turn: Turn,
        conditional: Conditional | None,
    ) -> tuple[PageFetched | Rejected | Later, Ending | None]:
        try:
            said = await self._robots_said(url, rule)
            # those who queued up before robots.txt was read obey its Crawl-delay too
            self.turns.limit(turn.host, self._limits(rule, self.robots.remembered(url)))
            if said == "denied":
                return Rejected(Reason.ROBOTS_DENIED), None
            self.turns.begin(turn)
            page = await fetch(
                accepted,
                self._get,
                now,
                conditional=conditional,
                check_hop=self._check_hop,
                robots=said,
                manners=Manners(self.client.user_agent, self.settings.rights_policy),
            )
        except TransientError as error:
            ending = Ending(error.reason, error.status, error.retry_after_seconds)
            return self._again(accepted, error), ending
        except PermanentError as error:
            return Rejected(error.reason, error.detail), Ending(error.reason)
        if isinstance(page, PageFetched):
            return page, Ending(status=page.status)
        return page, Ending(page.reason, STATUS_OF.get(page.reason))

    async def _get(
        self,
        url: str,
        *,
        conditional: Conditional | None,
        check_hop: CheckHop | None,
        check_start: CheckStart | None,
    ) -> Answer | Rejected:
        """Ask the client, and count what came back."""
        answer = await self.client.get(
            url, conditional=conditional, check_hop=check_hop, check_start=check_start
        )
        if isinstance(answer, Answer):
            metrics.HTTP_RESPONSES.labels(f"{answer.status // 100}xx").inc()
            for phase in PHASES:
                milliseconds = getattr(answer.timings, f"{phase}_ms")
                metrics.FETCH_PHASE.labels(phase).observe(milliseconds / 1000)
        return answer

    def _limits(self, rule: HostRule, robots: RobotsVerdicts | None) -> Limits:
        obeyed = robots if self._obeys(rule) else None
        return limits_for(
            self.settings.fetch_delay_seconds,
            rule.delay_seconds,
            obeyed.crawl_delay_seconds(self.client.user_agent) if obeyed else None,
            rule.concurrency or self.settings.fetch_concurrency_per_host,
        )

    def _obeys(self, rule: HostRule) -> bool:
        if rule.obey_robots is None:
            return self.settings.fetch_obey_robots
        return rule.obey_robots

    async def _robots_said(self, url: Url, rule: HostRule) -> RobotsSaid:
        """Ask robots.txt; raise `TransientError` while it cannot be read (RFC 9309, 2.3.1.4)."""
        if not self._obeys(rule):
            metrics.ROBOTS.labels("unchecked").inc()
            return "unchecked"
        robots = await self.robots.of(url)
        agent = self.client.user_agent
        if robots.heavy:
            said = await asyncio.to_thread(robots.verdict, url, agent)
        else:
            said = robots.verdict(url, agent)
        metrics.ROBOTS.labels(said).inc()
        if said == "unreachable":
            raise TransientError(
                Reason.ROBOTS_DENIED,
                f"robots.txt cannot be read (status {robots.status}): nothing may be fetched",
                status=robots.status,
            )
        return said

    async def _check_hop(self, href: str) -> Rejected | None:
        """Judge the target of a redirect as if it had been submitted."""
        try:
            url = parse_url(href)
        except BadUrl as error:
            return Rejected(Reason.BAD_REDIRECT, f"to {href[:200]}: {error}")
        refused = self.rules.check(url)
        if refused is not None:
            return refused
        said = await self._robots_said(url, self.rules.for_host(url.host, url.site))
        return (
            Rejected(Reason.ROBOTS_DENIED, f"after a redirect to {href[:200]}")
            if (said == "denied")
            else None
        )

    def _again(self, accepted: UrlAccepted, error: TransientError) -> Later | Rejected:
        due_at = next_attempt(
            accepted.attempt,
            now().timestamp(),
            error.retry_after_seconds,
            delays_seconds=self.settings.fetch_retry_delays_seconds,
        )
        if due_at is None:
            return Rejected(error.reason, error.detail)
        metrics.RETRIES.labels("fetch", error.reason.value).inc()
        return Later(due_at, error.reason.value, accepted.attempt + 1)

    def _deferred(self, accepted: UrlAccepted, defer: Defer) -> Later | Rejected:
        if not defer.counts_as_attempt:
            return Later(defer.until, defer.why.value, accepted.attempt)
        if accepted.attempt > len(self.settings.fetch_retry_delays_seconds):
            reason = defer.reason or Reason.HTTP_429
            return Rejected(reason, f"the host is {defer.why.value}, after all attempts")
        return Later(defer.until, defer.why.value, accepted.attempt + 1)


def is_expired(expires_at: datetime | None) -> bool:
    """Whether the submitter does not want the URL fetched any more."""
    return expires_at is not None and expires_at <= now()
