"""Hosts as the console lists them: what fetch remembers, and the doors of their sites."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from schemas.events import SiteHealth, SiteState
from schemas.outcomes import Reason
from services.cli.clients.store import connected
from services.cli.steer.control import command
from services.console.hosts import hosts
from services.fetch.hosts.table import HOSTS
from services.fetch.tables import METADATA as FETCH
from services.ledger.sites.states import restore_states
from services.ledger.tables import METADATA as LEDGER
from services.settings import Settings, read_settings
from services.stage.control.in_force import InForce
from tests.console.conftest import answer
from tests.support.stores import DATABASES, running, store_url

NOW = datetime.now(UTC)


@pytest.fixture(params=DATABASES)
async def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """A store with the tables of fetch and ledger, empty."""
    url = store_url(request.param, tmp_path, request)
    for service, metadata in (("fetch", FETCH), ("ledger", LEDGER)):
        async with running(url, service, metadata):
            pass
    return read_settings(store=url)


def remember(settings: Settings, host: str) -> None:
    """Let fetch remember that a host cools."""
    row: dict[str, Any] = {"host": host, "cooling_until": time.time() + 60}
    row |= {"cooling_reason": "http_429", "updated_at": time.time()}
    with connected(settings, "fetch") as connection:
        defaults = {
            column.name: 0 if column.type.python_type in (int, float) else ""
            for column in HOSTS.columns
            if not column.nullable
        }
        connection.execute(insert(HOSTS).values(defaults | row))


async def test_a_host_shows_the_doors_of_its_site_as_shares_of_the_visits(
    settings: Settings,
) -> None:
    remember(settings, "www.example.com")
    answer(settings, "news.example.com", *[Reason.PAYWALLED] * 3, Reason.SAME_CONTENT)
    (found,) = hosts(settings, InForce())
    assert (found.host, found.reason) == ("www.example.com", "http_429")
    assert (found.site.visits, found.site.doors) == (4, {"paywalled": 0.75})


async def test_a_host_shows_the_pace_that_a_command_has_set(settings: Settings) -> None:
    remember(settings, "www.example.com")
    in_force = InForce()
    in_force.take(command("pace", "example.com", "it asked", "me", delay_seconds=7.0))
    (as_set,), (slowed,) = hosts(settings, InForce()), hosts(settings, in_force)
    assert (as_set.delay_seconds, as_set.concurrency) == (1.0, 1)
    assert (slowed.delay_seconds, slowed.concurrency) == (7.0, 1)


async def test_a_site_of_which_fetch_remembers_nothing_stands_by_its_own_name(
    settings: Settings,
) -> None:
    answer(settings, "www.example.net", Reason.BOT_CHALLENGE, Reason.LOGIN_REQUIRED)
    (found,) = hosts(settings, InForce())
    assert (found.host, found.waiting) == ("example.net", 0)
    assert found.site.doors == {"bot_challenge": 0.5, "login_required": 0.5}


async def test_a_site_with_open_doors_only_is_not_listed(settings: Settings) -> None:
    answer(settings, "open.example", Reason.SAME_CONTENT, Reason.TOO_SHORT)
    assert hosts(settings, InForce()) == []


async def test_a_door_that_was_closed_more_than_four_weeks_ago_counts_no_more(
    settings: Settings,
) -> None:
    answer(settings, "once.example", Reason.PAYWALLED, days_ago=28)
    assert hosts(settings, InForce()) == []


async def test_what_is_not_as_usual_at_a_site_is_told_with_it(settings: Settings) -> None:
    state = SiteState(name="quiet", since=NOW, sign="articles", observed=0, expected=9)
    usual = SiteHealth(site="usual.example", states=[], changed_at=NOW)
    health = SiteHealth(site="silent.example", states=[state], changed_at=NOW)
    with connected(settings, "ledger") as connection:
        restore_states(connection, [health, usual])
    (found,) = hosts(settings, InForce())
    assert (found.host, found.site.doors) == ("silent.example", {})
    assert [each["name"] for each in found.site.states] == ["quiet"]


async def test_the_site_most_often_closed_comes_first_where_nothing_waits(
    settings: Settings,
) -> None:
    answer(settings, "ajar.example", Reason.HTTP_403, Reason.SAME_CONTENT)
    answer(settings, "shut.example", Reason.HTTP_403)
    assert [each.host for each in hosts(settings, InForce())] == ["shut.example", "ajar.example"]


async def test_without_any_tables_there_are_no_hosts(tmp_path: Path) -> None:
    assert hosts(read_settings(store=f"sqlite:///{tmp_path}"), InForce()) == []
