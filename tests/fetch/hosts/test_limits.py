"""How the operator lets a host be used: the settings, a rule for it, and its Crawl-delay."""

import math

import pytest

from services.fetch.hosts.crawl_delays import clamp
from services.fetch.hosts.host import Limits
from services.policy.rules import HostRule
from services.settings import Settings


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
    limits = Limits.of(Settings(fetch_delay_seconds=1.0), HostRule(delay_seconds=rule))
    assert limits.delay_beside(clamp(crawl_delay)) == expected


def test_a_rules_concurrency_wins_over_the_default() -> None:
    assert Limits.of(Settings(fetch_concurrency_per_host=2)).concurrency == 2
    assert (
        Limits.of(Settings(fetch_concurrency_per_host=2), HostRule(concurrency=5)).concurrency == 5
    )
