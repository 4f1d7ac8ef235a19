"""When a failed URL is tried again."""

from services.fetch.deferral import retry_at
from services.settings import Settings

T0 = 1_000_000.0
DELAYS_SECONDS = Settings().fetch_retry_delays_seconds


def test_five_further_tries_follow_over_about_twelve_hours() -> None:
    now, attempt, waits = T0, 1, []
    while (at := retry_at(attempt, now, DELAYS_SECONDS)) is not None:
        waits.append(at - now)
        now, attempt = at, attempt + 1
    assert waits == [60, 600, 3600, 10_800, 28_800]
    assert attempt == 6
    assert 12 <= (now - T0) / 3600 < 12.5


def test_a_time_that_the_server_names_can_only_make_it_later() -> None:
    assert retry_at(1, T0, DELAYS_SECONDS, retry_after_seconds=5) == T0 + 60
    assert retry_at(1, T0, DELAYS_SECONDS, retry_after_seconds=300) == T0 + 300
