"""The fetch service's parts: made as the settings say, and missed when they end."""

import asyncio
from pathlib import Path

import pytest

from services.fetch.bootstrap import Equipment, client_limits, frontier
from services.fetch.hosts.frontier import Bounds
from services.fetch.http.types import ClientLimits
from services.fetch.schedule import table as schedule
from services.fetch.schedule.table import Row
from services.settings import Settings

LIMITS = {
    "fetch_connect_timeout_seconds": ("connect_timeout_seconds", 3.0),
    "fetch_first_byte_timeout_seconds": ("first_byte_timeout_seconds", 4.0),
    "fetch_timeout_seconds": ("total_timeout_seconds", 5.0),
    "fetch_least_rate_bytes_per_second": ("least_rate_bytes_per_second", 6.0),
    "fetch_rate_grace_seconds": ("rate_grace_seconds", 7.0),
    "fetch_body_max_bytes": ("body_max_bytes", 8_000),
    "fetch_large_bodies_max": ("large_bodies_max", 9),
    "fetch_redirects_max": ("redirects_max", 4),
    "fetch_header_max_bytes": ("header_max_bytes", 2_000),
    "fetch_headers_max": ("headers_max", 20),
    "fetch_keepalive_seconds": ("keepalive_seconds", 11.0),
    "fetch_connections_max": ("connections_max", 12),
    "fetch_dns_servers": ("dns_servers", ("127.0.0.53:5353",)),
    "fetch_dns_cache_seconds": ("dns_cache_seconds", 13),
}
WAITS = {
    "fetch_short_wait_seconds": ("short_wait_max_seconds", 3.0),
    "fetch_queue_max": ("queue_max", 4),
    "fetch_hosts_max": ("hosts_max", 5),
}
TROUBLE = {
    "fetch_cooling_seconds": ("cooling_seconds", 3.0),
    "fetch_down_after_failures": ("down_after_failures", 4),
    "fetch_down_seconds": ("down_seconds", 5.0),
}


async def nowhere(row: Row) -> None:
    raise AssertionError(f"{row} is not due")


@pytest.mark.parametrize("setting", LIMITS)
def test_a_setting_is_the_clients_limit(setting: str) -> None:
    name, value = LIMITS[setting]
    limits = client_limits(Settings.model_validate({setting: value}))
    assert getattr(limits, name) == value
    assert getattr(ClientLimits(), name) != value


def test_the_settings_begin_with_the_clients_own_limits() -> None:
    assert client_limits(Settings()) == ClientLimits()


@pytest.mark.parametrize("setting", [*WAITS, *TROUBLE])
def test_a_setting_is_the_frontiers_limit(setting: str) -> None:
    name, value = (WAITS | TROUBLE)[setting]
    made = frontier(Settings.model_validate({setting: value}))
    assert getattr(made.bounds if setting in WAITS else made.policy, name) == value
    assert getattr(frontier(Settings()).bounds if setting in WAITS else made.policy, name)


def test_at_most_half_of_what_is_in_flight_waits_in_memory() -> None:
    assert frontier(Settings(fetch_in_flight_max=30)).bounds == Bounds(waiting_max=15)


class Bug(BaseException):
    """What no part expects."""


async def faulty(row: Row) -> None:
    raise Bug


async def test_a_re_emitter_that_ends_unexpectedly_is_reported(tmp_path: Path) -> None:
    crashes: asyncio.Queue[BaseException] = asyncio.Queue()
    equipment = Equipment(Settings(store=f"sqlite:///{tmp_path}"), faulty, crashes.put_nowait)
    await equipment.start()
    try:
        await equipment.store.call(schedule.put, Row("1", 0.0, "a.test", b"", "retry"))
        error = await asyncio.wait_for(crashes.get(), 20)
    finally:
        await equipment.stop()
    assert isinstance(error, Bug)
    assert crashes.empty(), "what is stopped is no crash"
