"""What an answer does to its host."""

from dataclasses import replace

import pytest

from schemas.outcomes import Reason
from services.fetch.hosts.health import QUIET_SECONDS, Health, HostSignal, next_health
from services.settings import Settings

T0 = 1_000_000.0
SETTINGS = Settings()
OK = HostSignal(status=200)
REFUSED = HostSignal(Reason.CONNECT_ERROR)


def too_many(retry_after_seconds: float | None = None) -> HostSignal:
    return HostSignal(Reason.HTTP_429, 429, retry_after_seconds)


def health_after(*endings: HostSignal, start: Health | None = None) -> Health:
    health = start or Health()
    for ending in endings:
        health = next_health(health, ending, T0, SETTINGS)
    return health


@pytest.mark.parametrize(
    ("ending", "cooling_seconds"),
    [
        (too_many(5), 5),
        (too_many(317_100), 86_400),
        (too_many(-1), 60),
        (too_many(0), 60),
        (too_many(), 60),
        (HostSignal(Reason.HTTP_5XX, 503, 30), 30),
    ],
)
def test_a_busy_host_is_left_alone_for_as_long_as_it_asks(
    ending: HostSignal, cooling_seconds: float
) -> None:
    health = health_after(ending)
    assert health.cooling_until == T0 + cooling_seconds
    assert health.cooling_reason is ending.reason


@pytest.mark.parametrize(
    "ending",
    [
        OK,
        HostSignal(Reason.HTTP_5XX, 503),
        HostSignal(Reason.HTTP_5XX, 500, 30),
        HostSignal(Reason.HTTP_404, 404),
    ],
)
def test_other_answers_cool_nothing(ending: HostSignal) -> None:
    assert health_after(ending).cooling_until == 0


def test_429_without_a_time_doubles_the_pause_up_to_a_day() -> None:
    health, now, pauses = Health(), T0, []
    for _ in range(13):
        health = next_health(health, too_many(), now, SETTINGS)
        pauses.append(health.cooling_until - now)
        now = health.cooling_until + 1
    assert pauses[:4] == [60, 120, 240, 480]
    assert pauses[-1] == 86_400


def test_the_doubling_is_forgotten_after_half_an_hour_of_quiet() -> None:
    twice = next_health(health_after(too_many()), too_many(), T0 + 61, SETTINGS)
    assert twice.cooling_until == T0 + 61 + 120
    later = twice.cooling_until + QUIET_SECONDS + 1
    assert next_health(twice, too_many(), later, SETTINGS).cooling_until == later + 60


def test_answers_in_flight_when_the_cooling_began_do_not_double_it() -> None:
    assert health_after(too_many(), too_many(), too_many()).cooling_until == T0 + 60


def test_a_shorter_retry_after_does_not_cut_a_longer_one() -> None:
    assert health_after(too_many(500), too_many(5)).cooling_until == T0 + 500


def test_a_success_in_flight_does_not_end_a_cooling() -> None:
    assert health_after(too_many(120), OK).cooling_until == T0 + 120


def test_a_host_is_down_after_failures_in_a_row_and_not_after_single_ones() -> None:
    assert health_after(REFUSED, REFUSED, OK, REFUSED, REFUSED).down_until == 0
    down = health_after(REFUSED, REFUSED, HostSignal(Reason.TIMEOUT))
    assert (down.down_until, down.down_reason) == (T0 + 600, Reason.TIMEOUT)


@pytest.mark.parametrize(
    "ending",
    [HostSignal(Reason.TIMEOUT, connected=True), HostSignal(Reason.CONNECT_ERROR, status=200)],
)
def test_a_host_that_lets_us_connect_is_slowed_and_not_down(ending: HostSignal) -> None:
    health = health_after(ending, ending, ending)
    assert (health.down_until, health.failures) == (0, 0)
    assert health.slow_level == 2


def test_a_host_that_was_down_is_down_again_at_the_first_failure() -> None:
    down = health_after(REFUSED, REFUSED, REFUSED)
    assert next_health(down, REFUSED, T0 + 700, SETTINGS).down_until == T0 + 1300


@pytest.mark.parametrize(
    "ending",
    [
        OK,
        HostSignal(Reason.HTTP_5XX, 500),
        HostSignal(Reason.HTTP_404),
        HostSignal(Reason.TOO_LARGE),
    ],
)
def test_any_answer_says_that_a_host_is_up(ending: HostSignal) -> None:
    health = health_after(REFUSED, REFUSED, REFUSED, ending)
    assert (health.down_until, health.failures) == (0, 0)


def test_repeated_errors_double_the_delay_up_to_a_cap_and_successes_halve_it() -> None:
    error = HostSignal(Reason.HTTP_5XX, 500)
    delays = []
    health = Health()
    for _ in range(9):
        health = next_health(health, error, T0, SETTINGS)
        delays.append(health.delay_seconds(1.0))
    assert delays == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    for _ in range(6):
        health = next_health(health, OK, T0, SETTINGS)
    assert health == Health()


def test_slowing_never_makes_a_long_crawl_delay_shorter() -> None:
    assert Health(slow_level=6).delay_seconds(120.0) == 120.0


@pytest.mark.parametrize("reason", [Reason.BLOCKED_ADDRESS, Reason.ROBOTS_DENIED, Reason.TLS_ERROR])
def test_what_was_never_asked_of_the_host_says_nothing_about_it(reason: Reason) -> None:
    slow = replace(Health(), slow_level=3, errors=4, failures=2)
    assert next_health(slow, HostSignal(reason), T0, SETTINGS) is slow
