"""The parts' limits are as the settings and the operator's rules say."""

import math

import pytest

from services.fetch.from_settings import client_limits, frontier_bounds, host_limits, trouble_policy
from services.fetch.hosts.crawl_delays import clamp
from services.settings import Settings

CLIENT = {
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
HOST = {
    "fetch_delay_seconds": ("delay_seconds", 2.5),
    "fetch_concurrency_per_host": ("concurrency", 3),
}
SETTINGS = [
    *((client_limits, setting, *CLIENT[setting]) for setting in CLIENT),
    *((frontier_bounds, setting, *WAITS[setting]) for setting in WAITS),
    *((trouble_policy, setting, *TROUBLE[setting]) for setting in TROUBLE),
    *((host_limits, setting, *HOST[setting]) for setting in HOST),
]


@pytest.mark.parametrize(("limits", "setting", "name", "value"), SETTINGS)
def test_a_setting_is_the_limit_of_its_part(
    limits: object, setting: str, name: str, value: object
) -> None:
    assert callable(limits)
    given = str(value[0]) if isinstance(value, tuple) else value
    assert getattr(limits(Settings.model_validate({setting: given})), name) == value
    assert getattr(limits(Settings()), name) != value


def test_at_most_half_of_what_is_in_flight_waits_in_memory() -> None:
    assert frontier_bounds(Settings(fetch_in_flight_max=30)).waiting_max == 15


@pytest.mark.parametrize(
    ("rule", "crawl_delay", "expected"),
    [
        (None, None, 1.0),
        (None, 9.0, 9.0),
        (None, 0.5, 0.5),
        (None, 300.0, 300.0),
        (3.0, None, 3.0),
        (0.0, None, 0.0),
        (3.0, 9.0, 9.0),
        (9.0, 3.0, 9.0),
        (None, 0.0, 1.0),
        (None, -5.0, 1.0),
        (None, math.nan, 1.0),
        (None, math.inf, 86_400.0),
    ],
)
def test_crawl_delay_wins_over_the_default_and_the_longer_of_it_and_a_rule_counts(
    rule: float | None, crawl_delay: float | None, expected: float
) -> None:
    limits = host_limits(Settings(fetch_delay_seconds=1.0), rule)
    assert limits.delay_beside(clamp(crawl_delay)) == expected


def test_a_rules_concurrency_wins_over_the_default() -> None:
    assert host_limits(Settings(fetch_concurrency_per_host=2)).concurrency == 2
    assert host_limits(Settings(fetch_concurrency_per_host=2), None, 5).concurrency == 5
