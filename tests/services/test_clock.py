"""By which time old things are given up: not by one that a machine's clock jumps to."""

from services.clock import BELIEVED_AFTER_SECONDS, SteadyClock

DAY = 86_400.0


class Machine:
    """A machine whose clock is `set_by` seconds ahead of the true time."""

    def __init__(self) -> None:
        self.true = 1_700_000_000.0
        self.set_by = 0.0
        self.clock = SteadyClock(lambda: self.true + self.set_by, lambda: self.true - 1e9)

    def seconds_ahead_after(self, seconds: float, set_by: float) -> float:
        """Let some time pass, set the clock, and return how much the steady one is ahead."""
        self.true += seconds
        self.set_by = set_by
        return self.clock.unix() - self.true


def test_time_goes_on() -> None:
    machine = Machine()
    assert machine.clock.now().timestamp() == machine.clock.unix()
    assert [machine.seconds_ahead_after(seconds, 0) for seconds in (0, 5, 40 * DAY)] == [0, 0, 0]


def test_a_clock_that_is_set_ahead_by_a_month_is_not_believed_at_once() -> None:
    machine = Machine()
    assert machine.seconds_ahead_after(5, 30 * DAY) == 0
    assert machine.seconds_ahead_after(3600, 30 * DAY) == 0
    assert machine.seconds_ahead_after(3600, 0) == 0
    assert machine.seconds_ahead_after(BELIEVED_AFTER_SECONDS, 30 * DAY) == 0


def test_one_that_stays_ahead_for_a_day_was_set_right() -> None:
    machine = Machine()
    machine.seconds_ahead_after(5, 365 * DAY)
    assert machine.seconds_ahead_after(BELIEVED_AFTER_SECONDS + 1, 365 * DAY) == 365 * DAY


def test_a_clock_that_is_slewed_or_set_back_is_followed() -> None:
    machine = Machine()
    assert [machine.seconds_ahead_after(9, by) for by in (3, -2, -5 * DAY, 20 - 5 * DAY)] == [
        3, -2, -5 * DAY, 20 - 5 * DAY,
    ]  # fmt: skip
