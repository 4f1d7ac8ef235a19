"""What the gauges tell of hosts and of the schedule, also after a restart."""

from pathlib import Path

from schemas.outcomes import Reason
from services import metrics
from services.fetch.hosts import table as hosts
from services.fetch.hosts.counts import Counts, count_all
from services.fetch.hosts.health import Health
from services.fetch.hosts.host import HostRecord
from services.fetch.hosts.table import Sighting
from services.fetch.schedule import table as schedule
from services.fetch.schedule.table import Row
from services.stage.store.store import Store
from tests.support.visits import Site, Start

T0 = 1_700_000_000.25


async def test_an_empty_store_counts_nothing(store: Store) -> None:
    assert await store.run(count_all, T0) == Counts(0, 0, 0)


async def test_hosts_that_rest_and_urls_that_wait_are_counted(store: Store) -> None:
    for name, health in {
        "cools.test": Health(cooling_until=T0 + 1, cooling_reason=Reason.HTTP_429),
        "cools-too.test": Health(cooling_until=T0 + 9, cooling_reason=Reason.HTTP_429),
        "down.test": Health(down_until=T0 + 1, down_reason=Reason.DNS_ERROR),
        "well-again.test": Health(cooling_until=T0, down_until=T0),
    }.items():
        await store.call(hosts.save, Sighting(HostRecord(name, health), T0))
    rows = [Row(str(n), T0 - 50 + n, "a.test", b"x", "backlog") for n in range(3)]
    await store.call_many(schedule.put, rows)
    assert await store.run(count_all, T0) == Counts(scheduled=3, cooling=2, down=1)


def shown(state: str) -> float | None:
    return metrics.HOSTS.labels(state)._value.get()  # type: ignore[no-any-return]


async def test_a_cooling_host_is_shown_after_a_restart_and_a_blocked_one_always(
    site: Site, start: Start, tmp_path: Path
) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text('blocked_hosts = ["one.test", "two.test"]')
    site.answer("/a", status=429, headers={"Retry-After": "120"})
    await (await start()).visitor.visit(site.accepted("/a"))
    for state in ("cooling", "blocked", "active", "down"):
        metrics.HOSTS.labels(state).set(-1)
    await (await start(rules_file=rules)).show_counts()
    assert [shown(state) for state in ("cooling", "blocked", "active", "down")] == [1, 2, 0, 0]
