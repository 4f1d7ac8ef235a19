"""Whatever happens in whatever order, no host is asked more than it allows."""

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.outcomes import Reason
from services.fetch.cooldown import Ending
from services.fetch.frontier import Bounds, Frontier
from services.fetch.host_state import HostRecord, Limits, Turn

HOSTS = {"a.test": Limits(1.0, 1), "b.test": Limits(0.0, 2), "c.test": Limits(40.0, 1)}
ENDINGS = [
    Ending(status=200),
    Ending(Reason.HTTP_429, 429, 7.0),
    Ending(Reason.HTTP_429, 429),
    Ending(Reason.HTTP_5XX, 500),
    Ending(Reason.CONNECT_ERROR),
    None,
]

steps = st.lists(
    st.one_of(
        st.tuples(st.just("place"), st.sampled_from(sorted(HOSTS)), st.booleans()),
        st.tuples(st.just("wait"), st.floats(0.0, 30.0), st.just(None)),
        st.tuples(st.just("end"), st.integers(0, 50), st.sampled_from(ENDINGS)),
        st.tuples(st.just("withdraw"), st.integers(0, 50), st.just(None)),
    ),
    max_size=120,
)


class Watched:
    """A frontier with a clock, and a memory of its own to judge it by."""

    def __init__(self) -> None:
        self.now = 1_000_000.0
        self.frontier = Frontier(Bounds(queue_max=4, waiting_max=6, hosts_max=2))
        self.in_flight: list[Turn] = []
        self.waiting: list[Turn] = []
        self.last_start: dict[str, float] = {}
        self.open_at: dict[str, float] = {}
        self.stored: dict[str, HostRecord] = {}

    def place(self, host: str, returning: bool) -> None:
        if not self.frontier.knows(host):
            self.frontier.learn(self.stored.get(host, HostRecord(host)), self.now)
        answer = self.frontier.place(host, self.now, HOSTS[host], returning)
        if isinstance(answer, Turn):
            self.waiting.append(answer)
        else:
            assert answer.until >= self.now

    def end(self, n: int, ending: Ending | None) -> None:
        if self.in_flight:
            turn = self.in_flight.pop(n % len(self.in_flight))
            if changed := self.frontier.release(turn, self.now, ending):
                self.stored[turn.host] = changed
            self.open_at[turn.host] = self.frontier.record(turn.host).health.open_at

    def withdraw(self, n: int) -> None:
        if self.waiting:
            self.frontier.release(self.waiting.pop(n % len(self.waiting)), self.now)

    def look(self) -> None:
        for turn, deferred in self.frontier.ready(self.now):
            self.waiting.remove(turn)
            if deferred is None:
                self.judge(turn)
                self.in_flight.append(turn)

    def judge(self, turn: Turn) -> None:
        limits = HOSTS[turn.host]
        at_once = sum(each.host == turn.host for each in self.in_flight)
        assert at_once < limits.concurrency
        since = self.now - self.last_start.get(turn.host, float("-inf"))
        assert since >= limits.delay_seconds - 1e-6
        self.last_start[turn.host] = self.now

    def check(self) -> None:
        assert self.frontier.waiting == len(self.waiting) <= 6
        assert all(self.now <= turn.deadline for turn in self.waiting)
        wake_at = self.frontier.wake_at()
        assert not self.waiting or (wake_at is not None and wake_at <= self.waiting[0].deadline)


@settings(max_examples=400, deadline=None)
@given(steps)
def test_no_host_has_more_in_flight_or_closer_starts_than_it_allows(
    story: list[tuple[str, object, object]],
) -> None:
    watched = Watched()
    for verb, first, second in story:
        if verb == "wait":
            watched.now += first  # type: ignore[operator]
        elif verb == "place":
            watched.place(first, second)  # type: ignore[arg-type]
        elif verb == "end":
            watched.end(first, second)  # type: ignore[arg-type]
        else:
            watched.withdraw(first)  # type: ignore[arg-type]
        watched.look()
        watched.check()


@settings(max_examples=200, deadline=None)
@given(steps)
def test_a_host_is_never_asked_while_it_cools(story: list[tuple[str, object, object]]) -> None:
    watched = Watched()
    cooling = Ending(Reason.HTTP_429, 429, 20.0)
    for verb, first, second in story:
        if verb == "wait":
            watched.now += first  # type: ignore[operator]
        elif verb == "place":
            watched.place(first, second)  # type: ignore[arg-type]
        elif verb == "end":
            watched.end(first, cooling)  # type: ignore[arg-type]
        before = {turn.host for turn in watched.in_flight}
        watched.look()
        for turn in watched.in_flight:
            if turn.started_at == watched.now and turn.host not in before:
                assert watched.open_at.get(turn.host, 0.0) <= watched.now
