"""What the fetch service needs running: store, HTTP client, frontier, re-emitter."""

import asyncio
import time
from collections.abc import Callable

from schemas.url import site_of
from services import metrics
from services.fetch import decided
from services.fetch.hosts import table as hosts
from services.fetch.hosts.counts import Census, census
from services.fetch.hosts.frontier import Bounds, Frontier
from services.fetch.hosts.health import Policy
from services.fetch.hosts.host import HostRecord
from services.fetch.hosts.table import Sighting
from services.fetch.hosts.turns import Turns
from services.fetch.http.client import Client
from services.fetch.http.types import ClientLimits, HostOptions
from services.fetch.page import validators
from services.fetch.politeness import Courtesy
from services.fetch.robots_redirects import OtherHosts
from services.fetch.schedule.requeue import Emit, ReEmitter
from services.fetch.site_files import table as site_files
from services.fetch.site_files.robots_cache import RobotsKeeper
from services.fetch.site_files.tdmrep_cache import TdmrepKeeper
from services.fetch.tables import METADATA
from services.fetch.visit import Visitor
from services.policy.address_policy import address_policy
from services.policy.rules import Rules
from services.settings import Settings
from services.stage.store.store import store_of

Crash = Callable[[BaseException], None]

GAUGE_EVERY_SECONDS = 5.0
FORGET_EVERY_SECONDS = 3600.0
MEMORY_SECONDS = 30 * 86_400.0


class Equipment:
    """A part of the stage: started before the first event, stopped after the last."""

    visitor: Visitor

    def __init__(self, settings: Settings, emit: Emit, crash: Crash) -> None:
        """Read the rules, or raise `BadRules`.

        `crash` is told what ended a task that must not end: without it URLs wait for ever.
        """
        self._crash = crash
        self._settings = settings
        self._rules = Rules.load(settings.rules_file)
        self.store = store_of(settings, "fetch", METADATA)
        self._re_emitter = ReEmitter(self.store, emit)
        self._client: Client | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Open the store, then the web; raise `StoreUnavailable` while the database is away."""
        await self.store.start()
        settings = self._settings
        rules = self._rules
        client = Client(
            client_limits(settings),
            address_policy(settings),
            contact=settings.fetch_contact,
            proxy=settings.fetch_proxy,
            host_options=lambda host: host_options(rules, host),
        )
        self._client = await client.__aenter__()
        self._turns = Turns(frontier(settings), self._load_host, self._save_host)
        elsewhere = OtherHosts(settings, rules, self._turns.frontier)
        robots = RobotsKeeper(self.store, client, elsewhere.allow)
        tdmrep = TdmrepKeeper(self.store, client)
        courtesy = Courtesy(settings, rules, robots, tdmrep, self._turns, client.user_agent)
        self.visitor = Visitor(settings, client, courtesy)
        self._tasks = [asyncio.create_task(self._re_emitter.run())]
        for task in self._tasks:
            task.add_done_callback(self._ended)

    async def stop(self) -> None:
        """Close all connections and the store."""
        for task in self._tasks:
            task.cancel()
        if self._client is not None:
            await self._client.__aexit__(None, None, None)
        await self.store.stop()

    @property
    def problem(self) -> str | None:
        """Say so where the store is away."""
        return self.store.problem

    def doubt(self) -> None:
        """Forget what memory holds of hosts, once there is a frontier."""
        if self._client is not None:
            self._turns.doubt()

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled():
            self._crash(task.exception() or RuntimeError(f"{task.get_coro()} has returned"))

    async def _load_host(self, host: str) -> HostRecord:
        return await self.store.call(hosts.load, host)

    async def _save_host(self, record: HostRecord) -> None:
        await self.store.call(hosts.save, Sighting(record, time.time()))

    async def show_counts(self) -> None:
        """Keep the gauges right."""
        self._show(await self.store.call(census, time.time()))

    async def forget(self) -> None:
        """Drop hosts, files and pages of which nothing was heard for long."""
        now = time.time()
        await self.store.call(hosts.forget_before, now - MEMORY_SECONDS)
        await self.store.call(site_files.forget_expired, now)
        await self.store.call(validators.forget_before, now - MEMORY_SECONDS)
        await self.store.call(decided.forget_before, now - decided.KEPT_SECONDS)

    def _show(self, counts: Census) -> None:
        active = self._turns.frontier.active_hosts
        blocked = len(self._rules.blocked_hosts)
        states = {"cooling": counts.cooling, "down": counts.down}
        for state, count in {"active": active, "blocked": blocked, **states}.items():
            metrics.HOSTS.labels(state).set(count)
        metrics.SCHEDULED.set(counts.scheduled)


def host_options(rules: Rules, host: str) -> HostOptions:
    """What the operator's rules say of the connection to a host."""
    rule = rules.for_host(host, site_of(host))
    return HostOptions(verify_tls=rule.verify_tls is not False, user_agent=rule.user_agent)


def client_limits(settings: Settings) -> ClientLimits:
    """The operator's limits of one fetch."""
    return ClientLimits(
        connect_timeout_seconds=settings.fetch_connect_timeout_seconds,
        first_byte_timeout_seconds=settings.fetch_first_byte_timeout_seconds,
        total_timeout_seconds=settings.fetch_timeout_seconds,
        body_max_bytes=settings.fetch_body_max_bytes,
        redirects_max=settings.fetch_redirects_max,
        least_rate_bytes_per_second=settings.fetch_least_rate_bytes_per_second,
        rate_grace_seconds=settings.fetch_rate_grace_seconds,
        large_bodies_max=settings.fetch_large_bodies_max,
        header_max_bytes=settings.fetch_header_max_bytes,
        headers_max=settings.fetch_headers_max,
        connections_max=settings.fetch_connections_max,
        keepalive_seconds=settings.fetch_keepalive_seconds,
        dns_servers=settings.fetch_dns_servers,
        dns_cache_seconds=settings.fetch_dns_cache_seconds,
    )


def frontier(settings: Settings) -> Frontier:
    """The operator's limits of waiting in memory, and of patience with hosts in trouble."""
    bounds = Bounds(
        short_wait_max_seconds=settings.fetch_short_wait_seconds,
        queue_max=settings.fetch_queue_max,
        waiting_max=max(1, settings.fetch_in_flight_max // 2),
        hosts_max=settings.fetch_hosts_max,
    )
    policy = Policy(
        cooling_seconds=settings.fetch_cooling_seconds,
        down_seconds=settings.fetch_down_seconds,
        down_after_failures=settings.fetch_down_after_failures,
    )
    return Frontier(bounds, policy)
