"""When a failed URL is tried again."""

import pytest

from schemas.outcomes import Reason
from services.fetch.retries import is_retried, next_attempt

T0 = 1_000_000.0


def test_five_further_tries_follow_over_about_twelve_hours() -> None:
    now, attempt, waits = T0, 1, []
    while (at := next_attempt(attempt, now)) is not None:
        waits.append(at - now)
        now, attempt = at, attempt + 1
    assert waits == [60, 600, 3600, 10_800, 28_800]
    assert attempt == 6
    assert 12 <= (now - T0) / 3600 < 12.5


def test_a_time_that_the_server_names_can_only_make_it_later() -> None:
    assert next_attempt(1, T0, retry_after_seconds=5) == T0 + 60
    assert next_attempt(1, T0, retry_after_seconds=300) == T0 + 300
    assert next_attempt(1, T0, not_before=T0 + 900) == T0 + 900


@pytest.mark.parametrize(
    ("reason", "status", "retried"),
    [
        (Reason.HTTP_4XX, 408, True),
        (Reason.HTTP_429, 429, True),
        (Reason.HTTP_5XX, 500, True),
        (Reason.HTTP_5XX, 522, True),
        (Reason.HTTP_5XX, 501, False),
        (Reason.HTTP_403, 403, False),
        (Reason.HTTP_404, 404, False),
        (Reason.CONNECT_ERROR, None, True),
        (Reason.CONNECT_ERROR, 200, True),
        (Reason.DNS_ERROR, None, True),
        (Reason.TIMEOUT, 200, True),
        (Reason.TLS_ERROR, None, False),
        (Reason.TOO_LARGE, 200, False),
        (Reason.BLOCKED_ADDRESS, None, False),
    ],
)
def test_only_what_another_try_may_change_is_retried(
    reason: Reason, status: int | None, retried: bool
) -> None:
    assert is_retried(reason, status) is retried
