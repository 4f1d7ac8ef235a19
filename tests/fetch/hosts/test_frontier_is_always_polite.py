"""Whatever happens in whatever order, no host is asked more than it allows."""

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.outcomes import Reason
from services.fetch.hosts.health import HostSignal
from services.fetch.hosts.host import HostRecord, Limits, Turn
from tests.support.fetch_settings import new_frontier

HOSTS = {"a.test": Limits(1.0, 1), "b.test": Limits(0.0, 2), "c.test": Limits(40.0, 1)}
ORIGINS = ["http", "https"]
CRAWL_DELAYS = [None, 0.5, 5.0, 40.0]
SHORT_WAIT_SECONDS = 15.0
ENDINGS = [
    HostSignal(status=200),
    HostSignal(Reason.HTTP_429, 429, 7.0),
    HostSignal(Reason.HTTP_429, 429),
    HostSignal(Reason.HTTP_5XX, 500),
    HostSignal(Reason.CONNECT_ERROR),
    None,
]

steps = st.lists(
    st.one_of(
        st.tuples(
            st.just("place"),
            st.sampled_from(sorted(HOSTS)),
            st.tuples(st.booleans(), st.sampled_from(ORIGINS)),
        ),
        st.tuples(st.just("wait"), st.floats(0.0, 30.0), st.just(None)),
        st.tuples(st.just("end"), st.integers(0, 50), st.sampled_from(ENDINGS)),
        st.tuples(st.just("withdraw"), st.integers(0, 50), st.just(None)),
        st.tuples(st.just("robots"), st.sampled_from(sorted(HOSTS)), st.sampled_from(CRAWL_DELAYS)),
        st.tuples(st.just("restart"), st.just(None), st.just(None)),
    ),
    min_size=20,
    max_size=120,
)


class Watched:
    """A frontier with a clock, and a memory of its own to judge it by."""

    def __init__(self) -> None:
        self.now = 1_000_000.0
        self.robots: dict[str, float | None] = {"a.test": 5.0, "b.test": 3.0}
        """Host → Crawl-delay in its robots.txt for https; the one for http states none."""
        self.read: dict[str, float | None] = {}
        """What its last visit by https has found there."""
        self.last_start: dict[str, float] = {}
        self.open_at: dict[str, float] = {}
        self.stored: dict[str, HostRecord] = {}
        self.restart()

    def restart(self) -> None:
        self.frontier = new_frontier(
            short_wait_seconds=SHORT_WAIT_SECONDS, queue_max=4, in_flight_max=12, hosts_max=2
        )
        self.in_flight: list[Turn] = []
        self.waiting: list[Turn] = []
        for host in list(self.last_start):
            if self.least_delay_seconds(host) <= SHORT_WAIT_SECONDS:
                del self.last_start[host]  # a short one passes while a process starts

    def least_delay_seconds(self, host: str) -> float:
        delay = self.read.get(host)
        return HOSTS[host].delay_seconds if delay is None else delay

    def place(self, host: str, from_schedule: bool, origin: str) -> None:
        """Place a URL whose robots.txt is not in memory."""
        if not self.frontier.knows(host):
            self.frontier.learn(self.stored.get(host, HostRecord(host)), self.now)
        answer = self.frontier.place(host, self.now, HOSTS[host], from_schedule, origin)
        if isinstance(answer, Turn):
            self.waiting.append(answer)
        else:
            assert answer.until >= self.now

    def end(self, n: int, ending: HostSignal | None) -> None:
        if self.in_flight:
            turn = self.in_flight.pop(n % len(self.in_flight))
            if changed := self.frontier.release(turn, self.now, ending):
                self.stored[turn.group] = changed
            self.open_at[turn.group] = self.frontier.record(turn.group).health.open_at

    def withdraw(self, n: int) -> None:
        if self.waiting:
            self.frontier.release(self.waiting.pop(n % len(self.waiting)), self.now)

    def look(self) -> None:
        ready = self.frontier.ready(self.now)
        for turn, deferred in ready:
            self.waiting.remove(turn)
            if deferred is None:
                self.judge(turn)
                self.in_flight.append(turn)
        for turn, deferred in ready:  # two that start together have both not read robots.txt yet
            if deferred is None:
                self.ask(turn.group, str(turn.token))

    def ask(self, host: str, origin: str) -> None:
        """Read robots.txt in the turn, as a visit does."""
        if self.frontier.must_be_stored(host):
            self.stored[host] = self.frontier.record(host)
        said = self.robots.get(host) if origin == "https" else None
        if origin == "https":
            self.read[host] = said
        if news := self.frontier.observe_crawl_delay(host, origin, said, self.now):
            self.stored[host] = news

    def judge(self, turn: Turn) -> None:
        at_once = sum(each.group == turn.group for each in self.in_flight)
        assert at_once < HOSTS[turn.group].concurrency
        since = self.now - self.last_start.get(turn.group, float("-inf"))
        assert since >= self.least_delay_seconds(turn.group) - 1e-6
        self.last_start[turn.group] = self.now

    def check(self) -> None:
        assert self.frontier.waiting == len(self.waiting) <= 6
        assert all(self.now <= turn.deadline for turn in self.waiting)
        wake_at = self.frontier.wake_at()
        assert not self.waiting or (wake_at is not None and wake_at <= self.waiting[0].deadline)


@settings(max_examples=400)
@given(steps)
def test_no_host_has_more_in_flight_or_closer_starts_than_it_allows(
    story: list[tuple[str, object, object]],
) -> None:
    watched = Watched()
    for verb, first, second in story:
        if verb == "wait":
            watched.now += first  # type: ignore[operator]
        elif verb == "place":
            watched.place(first, *second)  # type: ignore[arg-type, misc]
        elif verb == "end":
            watched.end(first, second)  # type: ignore[arg-type]
        elif verb == "robots":
            watched.robots[first] = second  # type: ignore[index, assignment]
        elif verb == "restart":
            watched.restart()
        else:
            watched.withdraw(first)  # type: ignore[arg-type]
        watched.look()
        watched.check()


@settings(max_examples=200)
@given(steps)
def test_a_host_is_never_asked_while_it_cools(story: list[tuple[str, object, object]]) -> None:
    watched = Watched()
    cooling = HostSignal(Reason.HTTP_429, 429, 20.0)
    for verb, first, second in story:
        if verb == "wait":
            watched.now += first  # type: ignore[operator]
        elif verb == "place":
            watched.place(first, *second)  # type: ignore[arg-type, misc]
        elif verb == "end":
            watched.end(first, cooling)  # type: ignore[arg-type]
        before = {turn.group for turn in watched.in_flight}
        watched.look()
        for turn in watched.in_flight:
            if turn.started_at == watched.now and turn.group not in before:
                assert watched.open_at.get(turn.group, 0.0) <= watched.now
