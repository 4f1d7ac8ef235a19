"""Default, rule and Crawl-delay together."""

import math

import pytest

from services.fetch.hosts.crawl_delays import sane
from services.fetch.hosts.host import limits_for


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
    assert limits_for(1.0, rule).delay_beside(sane(crawl_delay)) == expected


def test_there_is_always_room_for_one() -> None:
    assert limits_for(concurrency=0).concurrency == 1
