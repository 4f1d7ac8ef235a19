"""At what pace fetch asks a host, and what holds it back: for `newsreel site` and `trace`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from schemas.control import Control
from schemas.url.hosts import site_of
from services.cli.clients.in_force import HELD_SECONDS, UNREAD, as_data, in_force, in_words
from services.cli.clients.store import read_if_answered
from services.cli.output.times import from_unix
from services.clock import unix
from services.fetch.hosts.host import HostRecord, Limits
from services.fetch.hosts.table import HOSTS, load
from services.fetch.politeness import Politeness
from services.fetch.schedule.table import SCHEDULE
from services.policy.live_rules import LiveRules
from services.policy.rules_file import read_rules
from services.settings import Settings
from services.stage.control.in_force import InForce


@dataclass(frozen=True, slots=True)
class Pace:
    """How fetch treats a host now."""

    limits: Limits
    record: HostRecord
    """What is remembered of it; of a host that fetch has not asked, nothing."""
    waiting: int
    """URLs in the schedule."""
    blocked: str | None
    """By what rule or command it is blocked."""
    commands: list[Control] | None
    """That set its pace; None where they could not be read."""

    @property
    def is_special(self) -> bool:
        """Whether there is more to tell than what the settings say of all hosts."""
        is_remembered = self.record != HostRecord(self.record.group)
        return is_remembered or any((self.waiting, self.blocked, self.commands))

    @property
    def delay_seconds(self) -> float:
        """Least time between two requests, with Crawl-delay and slowdown."""
        return self.record.delay_seconds(self.limits)

    @property
    def words(self) -> Iterator[str]:
        """Say it for people, a line for each thing."""
        between = f"{self.delay_seconds:g} s between requests"
        yield f"pace        {between}, {self.limits.concurrency} at once"
        yield from host_words(self.record, self.record.group)
        if self.waiting:
            yield f"waiting     {self.waiting:,} in the schedule of fetch"
        if self.blocked:
            yield self.blocked
        if self.commands is None:
            yield UNREAD
        yield from (f"in force: {in_words(each)}" for each in self.commands or ())

    @property
    def data(self) -> dict[str, Any]:
        """Return it as plain data, for JSON."""
        return {
            "delay_seconds": self.delay_seconds,
            "concurrency": self.limits.concurrency,
            "waiting": self.waiting,
            "blocked": self.blocked,
            "in_force": self.commands and as_data(self.commands),
            **host_data(self.record),
        }


async def pace_of(settings: Settings, host: str) -> Pace:
    """Find out how a host is treated, as far as fetch's store and Kafka answer."""
    commands = await in_force(settings, HELD_SECONDS)
    rules = LiveRules(read_rules(settings.rules_file), commands or InForce())
    group = Politeness(settings, rules).group_of(host, site_of(host))
    found = read_if_answered(settings, "fetch", HOSTS, lambda each: _read(each, group))
    record, waiting = found or (HostRecord(group), 0)
    block = rules.block(host)
    return Pace(
        Limits.of(settings, rules.for_host(host)),
        record,
        waiting,
        block.detail if block else None,
        None if commands is None else commands.paces_of(host),
    )


def _read(connection: Connection, group: str) -> tuple[HostRecord, int]:
    (record,) = load(connection, [group])
    scheduled = select(func.count()).where(SCHEDULE.c.host == group)
    return record, connection.execute(scheduled).scalar_one()


def host_words(record: HostRecord, host: str) -> Iterator[str]:
    """Say what keeps fetch from a host now, and what its robots.txt asks for."""
    health, now = record.health, unix()
    if health.cooling_until > now:
        yield f"host        {host} cools until {from_unix(health.cooling_until)}"
    if health.down_until > now:
        yield f"host        {host} is left alone until {from_unix(health.down_until)}"
    if record.crawl_delay.seconds is not None:
        yield f"crawl-delay {record.crawl_delay.seconds:g} s, by its robots.txt"


def host_data(record: HostRecord) -> dict[str, Any]:
    """Return the same as plain data; instants are Unix times."""
    return {
        "cooling_until": record.health.cooling_until or None,
        "down_until": record.health.down_until or None,
        "crawl_delay_seconds": record.crawl_delay.seconds,
    }
