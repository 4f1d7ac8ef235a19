"""What the fetch service needs running: store, HTTP client, frontier, requeuer."""

import asyncio
import contextlib
from collections.abc import Callable
from functools import partial

from services import metrics
from services.clock import DAY_SECONDS, steady, unix
from services.fetch.closed_hosts import ClosedHosts
from services.fetch.decisions import table as decisions
from services.fetch.fetch import CrawlPolicy
from services.fetch.flights import Flights
from services.fetch.hosts import counts
from services.fetch.hosts import table as hosts
from services.fetch.hosts.frontier import Frontier
from services.fetch.hosts.host import HostRecord
from services.fetch.hosts.table import Sighting
from services.fetch.hosts.turns import Turns
from services.fetch.http.client import Client
from services.fetch.page import validators
from services.fetch.politeness import Politeness
from services.fetch.schedule.requeue import Requeuer, Send
from services.fetch.schedule.withdrawn import Withdrawn
from services.fetch.site_files import table as site_files
from services.fetch.site_files.robots_cache import RobotsCache
from services.fetch.site_files.tdmrep_cache import tdmrep_cache
from services.fetch.tables import METADATA
from services.fetch.url_process import UrlProcess
from services.fetch.visit.site_rights import SiteRights
from services.fetch.visit.visit import Visitor
from services.policy.live_rules import LiveRules
from services.policy.rules_file import read_rules
from services.settings import Settings
from services.stage.control.in_force import InForce
from services.stage.store.store import store_of

Fail = Callable[[BaseException], None]

GAUGE_EVERY_SECONDS = 5.0
WITHDRAWN_EVERY_SECONDS = 2.0
MEMORY_SECONDS = 30 * DAY_SECONDS
"""How long hosts and validators are remembered of which nothing new is heard."""


class Runtime:
    """A part of the stage: started before the first event, stopped after the last."""

    def __init__(self, settings: Settings, send: Send, fail: Fail, in_force: InForce) -> None:
        """Read rules and signing key, or raise `BadSettings`; commands in force go over the rules.

        `fail` is told what ended a task that must not end: without it URLs wait for ever.
        """
        self._fail = fail
        self.rules = rules = LiveRules(read_rules(settings.rules_file), in_force)
        self.store = store_of(settings, "fetch", METADATA)
        self._client = Client(settings, rules=rules)
        self.frontier = Frontier(settings)
        politeness = Politeness(settings, rules)
        self.closed_hosts = ClosedHosts(politeness, self.frontier)
        robots = RobotsCache(self.store, self._client, self.closed_hosts.may_ask)
        self.visitor = Visitor(
            settings=settings,
            client=self._client,
            politeness=politeness,
            turns=Turns(self.frontier, partial(self.store.call, hosts.load), self._save_host),
            robots=robots,
            policy=CrawlPolicy(self._client.user_agent, settings.rights_policy, settings.purpose),
            site_rights=self._site_rights(settings, politeness, robots),
        )
        self.flights = Flights()
        self.process = UrlProcess(
            settings=settings,
            store=self.store,
            rules=rules,
            in_force=in_force,
            politeness=politeness,
            closed_hosts=self.closed_hosts,
            visitor=self.visitor,
            flights=self.flights,
        )
        self.withdrawn = Withdrawn(self.store, in_force)
        self._requeuer = Requeuer(self.store, send)
        self._open = contextlib.AsyncExitStack()
        self._requeuing: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Open the store, then the web; raise `StoreUnavailable` while the database is away."""
        await self.store.start()
        await self._open.enter_async_context(self._client)
        self._requeuing = asyncio.create_task(self._requeuer.run())
        self._requeuing.add_done_callback(self._report_end)

    async def stop(self) -> None:
        """Close all connections and the store."""
        if self._requeuing is not None:
            self._requeuing.cancel()
        await self._open.aclose()
        await self.store.stop()

    def _site_rights(
        self, settings: Settings, politeness: Politeness, robots: RobotsCache
    ) -> SiteRights | None:
        if not settings.fetch_tdmrep or settings.rights_policy == "ignore":
            return None
        files = tdmrep_cache(self.store)
        return SiteRights(politeness, robots, files, self._client, self.frontier)

    @property
    def problem(self) -> str | None:
        """Say so where the store is away."""
        return self.store.problem

    def _report_end(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled():
            self._fail(task.exception() or RuntimeError(f"{task.get_coro()} has returned"))

    async def _save_host(self, record: HostRecord) -> None:
        await self.store.call(hosts.save, Sighting(record, unix()))

    async def show_counts(self) -> None:
        """Keep the gauges right."""
        counted = await self.store.run(counts.count_all, unix())
        states = {
            "active": self.frontier.active_hosts,
            "blocked": len(self.rules.file.blocked_hosts),
            "cooling": counted.cooling,
            "down": counted.down,
        }
        for state, count in states.items():
            metrics.HOSTS.labels(state).set(count)
        metrics.SCHEDULED.set(counted.scheduled)

    async def forget(self) -> None:
        """Drop hosts, files and pages of which nothing was heard for long."""
        now = steady.unix()
        await self.store.run(hosts.forget_before, now - MEMORY_SECONDS)
        await self.store.run(site_files.forget_expired, now)
        await self.store.run(validators.forget_before, now - MEMORY_SECONDS)
        await self.store.run(decisions.forget_before, now - decisions.KEPT_SECONDS)
