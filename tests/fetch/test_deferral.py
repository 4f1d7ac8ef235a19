"""When a failed URL is tried again."""

from schemas.outcomes import Reason
from services.fetch.deferral import Deferred, deferred_by_error
from services.settings import Settings
from services.stage.endings import TransientError

T0 = 1_000_000.0
DELAYS_SECONDS = Settings().fetch_retry_delays_seconds


def test_five_further_tries_follow_over_about_twelve_hours() -> None:
    now, attempt, waits = T0, 1, []
    error = TransientError(Reason.TIMEOUT)
    while isinstance(again := deferred_by_error(error, attempt, DELAYS_SECONDS, now), Deferred):
        waits.append(again.due_at - now)
        now, attempt = again.due_at, again.attempt
    assert waits == [60, 600, 3600, 10_800, 28_800]
    assert attempt == 6
    assert 12 <= (now - T0) / 3600 < 12.5


def test_a_time_that_the_server_names_can_only_make_it_later() -> None:
    for named, waits in ((5, 60), (300, 300)):
        error = TransientError(Reason.HTTP_5XX, retry_after_seconds=named)
        again = deferred_by_error(error, 1, DELAYS_SECONDS, T0)
        assert isinstance(again, Deferred)
        assert again.due_at == T0 + waits
