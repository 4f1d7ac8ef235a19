"""What is owed to a host before a request: its turn, its delay, and the word of its robots.txt."""

import asyncio
import time
from dataclasses import dataclass

from schemas.events import Rights
from schemas.outcomes import Reason
from schemas.url import Url, parse_url
from services import metrics
from services.fetch.fetch import RobotsSaid
from services.fetch.hosts.health import Ending
from services.fetch.hosts.host import Defer, Turn, limits_for
from services.fetch.hosts.turns import Turns
from services.fetch.page.rights import NOTHING_SAID
from services.fetch.site_files.robots import RobotsVerdicts, Verdict
from services.fetch.site_files.robots_cache import Refusal, RobotsKeeper
from services.fetch.site_files.tdmrep import tdmrep_url
from services.fetch.site_files.tdmrep_cache import TdmrepKeeper
from services.policy.rules import HostRule, Rules
from services.settings import Settings
from services.stage.endings import TransientError

_REASONS = {4: Reason.HTTP_429, 5: Reason.HTTP_5XX}
"""By the class of a status that puts robots.txt out of reach; of 4xx only 429 does."""


class RobotsUnreachable(TransientError):
    """robots.txt cannot be read (RFC 9309, 2.3.1.4): nothing may be fetched until it can."""

    def __init__(self, status: int | None, wait_seconds: float, refusal: Refusal | None) -> None:
        """`wait_seconds`: until the next request for it. `refusal`: None where none was made."""
        asked_for = (refusal and refusal.retry_after_seconds) or 0.0
        super().__init__(
            Reason.ROBOTS_DENIED,
            f"robots.txt cannot be read (status {status}): nothing may be fetched",
            retry_after_seconds=max(wait_seconds, asked_for),
            status=status,
        )
        self.ending = _ending(refusal) if refusal else None
        """What the host has said of itself."""


def _ending(refusal: Refusal) -> Ending:
    reason = Reason.ROBOTS_DENIED
    if refusal.status is not None:
        reason = _REASONS.get(refusal.status // 100, reason)
    return Ending(reason, refusal.status, refusal.retry_after_seconds)


@dataclass(frozen=True, slots=True)
class Courtesy:
    """How hosts are treated, by settings, rules and robots.txt; one for the process."""

    settings: Settings
    rules: Rules
    robots: RobotsKeeper
    tdmrep: TdmrepKeeper
    turns: Turns
    user_agent: str

    def group_of(self, host: str, site: str) -> str:
        """Name what politeness counts a URL to: its host or its site."""
        return self.rules.group_of(host, site, self.settings.fetch_group_by)

    async def take(self, url: Url, returning: bool) -> Turn | Defer:
        """Wait for a turn at the URL's host; `returning` as in `Turns.take`."""
        rule = self._rule(url)
        limits = limits_for(
            self.settings.fetch_delay_seconds,
            rule.delay_seconds,
            rule.concurrency or self.settings.fetch_concurrency_per_host,
        )
        return await self.turns.take(self.group_of(url.host, url.site), limits, returning)

    async def ask(self, url: Url, turn: Turn) -> RobotsSaid:
        """Ask robots.txt in a turn; unless it denies, the page is asked for next.

        Raises `RobotsUnreachable` while it cannot be read, and what `Client.get` raises where
        nobody is there.
        """
        robots = await self.robots.of(url) if self._obeys(self._rule(url)) else None
        refusal = self.robots.refusal(url)
        said = await self._robots_said(url, robots, refusal)
        self.turns.begin(turn)  # or what is stored next would name too early a start
        delay_seconds = robots.crawl_delay_seconds(self.user_agent) if robots else None
        await self.turns.hear(turn.host, url.origin, delay_seconds)
        if said != "denied":
            self.turns.begin(turn)
        return said

    async def site_rights(self, url: Url, turn: Turn) -> Rights:
        """Ask what the site's tdmrep.json states of a URL, in the turn that fetched it.

        robots.txt decides about this file as about any other. Raises what `ask` raises of it.
        """
        statements = self.tdmrep.remembered(url)
        if statements is None:
            if not await self._may_ask(parse_url(tdmrep_url(url))):
                return NOTHING_SAID
            self.turns.begin(turn)  # the delay counts from the last request
            statements = await self.tdmrep.of(url)
        if statements.heavy:
            return await asyncio.to_thread(statements.rights_for, url)
        return statements.rights_for(url)

    async def _may_ask(self, file: Url) -> bool:
        if not self._obeys(self._rule(file)):
            return True
        robots = await self.robots.of(file)
        self.robots.refusal(file)  # the page is here: the visit ends well
        return await self._verdict(robots, file) == "allowed"

    def _rule(self, url: Url) -> HostRule:
        return self.rules.for_host(url.host, url.site)

    def _obeys(self, rule: HostRule) -> bool:
        if rule.obey_robots is None:
            return self.settings.fetch_obey_robots
        return rule.obey_robots

    async def _robots_said(
        self, url: Url, robots: RobotsVerdicts | None, refusal: Refusal | None
    ) -> RobotsSaid:
        if robots is None:
            metrics.ROBOTS.labels("unchecked").inc()
            return "unchecked"
        said = await self._verdict(robots, url)
        metrics.ROBOTS.labels(said).inc()
        if said == "unreachable":
            wait_seconds = self.robots.expires_at(url) - time.time()
            raise RobotsUnreachable(robots.status, wait_seconds, refusal)
        return said

    async def _verdict(self, robots: RobotsVerdicts, url: Url) -> Verdict:
        if robots.heavy:
            return await asyncio.to_thread(robots.verdict, url, self.user_agent)
        return robots.verdict(url, self.user_agent)
