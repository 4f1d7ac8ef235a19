"""What is owed to a host before a request: its turn, its delay, and the word of its robots.txt."""

import asyncio
import time
from dataclasses import dataclass

from schemas.events import Rights, UrlAccepted
from schemas.outcomes import Reason
from schemas.url import Url, parse_url
from services import metrics
from services.fetch.hosts.health import HostSignal
from services.fetch.hosts.host import Defer, Turn
from services.fetch.hosts.turns import Turns
from services.fetch.limits import host_limits
from services.fetch.rights.statements import NOTHING_STATED
from services.fetch.site_files.robots import RobotsRules
from services.fetch.site_files.robots_cache import Refusal, RobotsCache
from services.fetch.site_files.tdmrep import tdmrep_url
from services.fetch.site_files.tdmrep_cache import TdmrepCache
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
        self.signal = _signal(refusal) if refusal else None
        """What the refusal says of the host."""


def _signal(refusal: Refusal) -> HostSignal:
    reason = Reason.ROBOTS_DENIED
    if refusal.status is not None:
        reason = _REASONS.get(refusal.status // 100, reason)
    return HostSignal(reason, refusal.status, refusal.retry_after_seconds)


@dataclass(frozen=True, slots=True)
class Politeness:
    """How hosts are treated, by settings, rules and robots.txt; one for the process."""

    settings: Settings
    rules: Rules
    robots: RobotsCache
    tdmrep: TdmrepCache
    turns: Turns
    user_agent: str

    def group_of(self, host: str, site: str) -> str:
        """Name what politeness counts a URL to: its host or its site."""
        return self.rules.group_of(host, site, self.settings.fetch_group_by)

    def is_closed(self, accepted: UrlAccepted) -> bool:
        """Tell whether a visit would only be deferred now, as far as memory knows the host."""
        group = self.group_of(accepted.host, accepted.site)
        return self.turns.frontier.is_closed(group, time.time(), accepted.from_schedule)

    async def take_turn(self, url: Url, group: str, from_schedule: bool) -> Turn | Defer:
        """Wait for a turn at the URL's host; `group` as by `group_of`."""
        rule = self._rule(url)
        limits = host_limits(self.settings, rule.delay_seconds, rule.concurrency)
        return await self.turns.take(group, limits, from_schedule)

    async def ask_robots(self, url: Url, turn: Turn) -> Rights:
        """Ask robots.txt in a turn; unless it denies, the page is asked for next.

        Returns whether it allows that, and what it says of the page's use; `unchecked` where it
        is not to be obeyed. Raises `RobotsUnreachable` while it cannot be read, and what
        `Client.get` raises where nobody is there.
        """
        if not self._obeys(self._rule(url)):
            metrics.ROBOTS.labels("unchecked").inc()
            await self.turns.observe_robots(turn, url.origin, None)
            return NOTHING_STATED
        robots, refusal = await self.robots.get(url)
        rights = await self._read(robots, url)
        metrics.ROBOTS.labels(rights.robots).inc()
        if rights.robots == "unreachable":
            wait_seconds = self.robots.expires_at(url) - time.time()
            raise RobotsUnreachable(robots.status, wait_seconds, refusal)
        delay_seconds = robots.crawl_delay_seconds(self.user_agent)
        await self.turns.observe_robots(turn, url.origin, delay_seconds)
        return rights

    async def site_rights(self, url: Url, turn: Turn) -> Rights:
        """Ask what the site's tdmrep.json states of a URL, in the turn that fetched it.

        robots.txt decides about this file as about any other. Raises what `ask_robots` raises.
        """
        statements = self.tdmrep.remembered(url)
        if statements is None:
            if not await self._may_ask(parse_url(tdmrep_url(url))):
                return NOTHING_STATED
            self.turns.frontier.restart_delay(turn, time.time())
            statements = await self.tdmrep.get(url)
        if statements.heavy:
            return await asyncio.to_thread(statements.rights_for, url)
        return statements.rights_for(url)

    async def _may_ask(self, file: Url) -> bool:
        if not self._obeys(self._rule(file)):
            return True
        robots, _ = await self.robots.get(file)  # a refusal is no matter: the page is here
        return (await self._read(robots, file)).robots == "allowed"

    def _rule(self, url: Url) -> HostRule:
        return self.rules.for_host(url.host, url.site)

    def _obeys(self, rule: HostRule) -> bool:
        if rule.obey_robots is None:
            return self.settings.fetch_obey_robots
        return rule.obey_robots

    async def _read(self, robots: RobotsRules, url: Url) -> Rights:
        """Read what a file says of a URL, in a thread where that takes long."""
        if robots.heavy:
            return await asyncio.to_thread(robots.stated, url, self.user_agent)
        return robots.stated(url, self.user_agent)
