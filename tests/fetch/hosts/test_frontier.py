"""The frontier under a clock that only the test moves."""

from schemas.outcomes import Reason
from services.fetch.hosts.frontier import Frontier
from services.fetch.hosts.health import Health, HostSignal
from services.fetch.hosts.host import HostRecord, Limits, NoTurn, Turn, Why
from tests.support.fetch_settings import new_frontier

T0 = 1_000_000.0
OK = HostSignal(status=200)


def started(frontier: Frontier, now: float) -> list[Turn]:
    return [turn for turn, deferred in frontier.ready(now) if deferred is None]


def queued(frontier: Frontier, host: str, now: float, limits: Limits | None = None) -> Turn:
    turn = frontier.place(host, now, limits)
    assert isinstance(turn, Turn)
    return turn


def deferred(
    frontier: Frontier, host: str, now: float, limits: Limits | None = None, back: bool = False
) -> NoTurn:
    answer = frontier.place(host, now, limits, back)
    assert isinstance(answer, NoTurn)
    return answer


def fetch(
    frontier: Frontier, host: str, now: float, ending: HostSignal, seconds: float = 0.1
) -> None:
    """Let one URL of an idle host be fetched."""
    turn = queued(frontier, host, now)
    assert turn in started(frontier, now)
    frontier.release(turn, now + seconds, ending)


def test_a_url_of_an_idle_host_starts_at_once() -> None:
    frontier = new_frontier()
    turn = queued(frontier, "a.test", T0)
    assert started(frontier, T0) == [turn]


def test_the_next_url_of_a_host_starts_one_delay_after_the_last_start() -> None:
    frontier = new_frontier()
    fetch(frontier, "a.test", T0, OK)
    turn = queued(frontier, "a.test", T0 + 0.2)
    assert turn.at == T0 + 1
    assert started(frontier, T0 + 0.99) == []
    assert started(frontier, T0 + 1) == [turn]


def test_a_slow_answer_holds_the_host_even_after_the_delay() -> None:
    frontier = new_frontier()
    first = queued(frontier, "a.test", T0)
    second = queued(frontier, "a.test", T0)
    assert started(frontier, T0 + 5) == [first]
    assert started(frontier, T0 + 8) == []
    frontier.release(first, T0 + 9, OK)
    assert started(frontier, T0 + 9) == [second]


HOUR = 3600.0


def test_a_pause_of_the_process_does_not_pace_the_hosts_it_was_asking() -> None:
    frontier = new_frontier()
    fetch(frontier, "a.test", T0, OK, seconds=HOUR)
    due = [
        turn.until - (T0 + HOUR)
        for _ in range(60)
        if isinstance(turn := frontier.place("a.test", T0 + HOUR), NoTurn)
    ]
    assert due
    assert max(due) < HOUR


def test_a_host_is_asked_again_a_delay_after_the_clock_was_set_back() -> None:
    frontier = new_frontier()
    fetch(frontier, "a.test", T0, OK)
    assert not frontier.is_closed("a.test", T0 - HOUR)
    turn = queued(frontier, "a.test", T0 - HOUR)
    assert turn.at == T0 - HOUR + 1


def test_a_clock_that_is_set_back_in_a_visit_leaves_the_hosts_pace_as_it_is() -> None:
    frontier = new_frontier()
    fetch(frontier, "a.test", T0, OK, seconds=-HOUR)
    fetch(frontier, "a.test", T0 + 10, OK, seconds=5)
    first, second = (queued(frontier, "a.test", T0 + 20) for _ in range(2))
    assert second.at - first.at > 1


def test_a_host_with_more_concurrency_has_so_many_in_flight() -> None:
    frontier = new_frontier()
    turns = [queued(frontier, "a.test", T0, Limits(0.0, 3)) for _ in range(5)]
    assert started(frontier, T0) == turns[:3]


def test_hosts_do_not_wait_for_each_other() -> None:
    frontier = new_frontier()
    turns = [queued(frontier, f"{n}.test", T0) for n in range(50)]
    assert started(frontier, T0) == turns


def test_who_would_wait_longer_than_the_short_wait_is_deferred_one_pace_apart() -> None:
    frontier = new_frontier(short_wait_seconds=3)
    answers = [frontier.place("a.test", T0) for _ in range(8)]
    assert [type(answer) for answer in answers[:4]] == [Turn] * 4
    assert [answer.until for answer in answers[4:] if isinstance(answer, NoTurn)] == [
        T0 + 4,
        T0 + 5,
        T0 + 6,
        T0 + 7,
    ]
    assert {answer.why for answer in answers[4:] if isinstance(answer, NoTurn)} == {Why.BACKLOG}


def test_a_newcomer_goes_behind_the_scheduled_ones_and_a_returning_url_before_it() -> None:
    frontier = new_frontier(short_wait_seconds=3)
    for _ in range(30):
        frontier.place("a.test", T0)
    for n in range(4):
        [turn] = started(frontier, T0 + n)
        frontier.release(turn, T0 + n + 0.1, OK)
    assert deferred(frontier, "a.test", T0 + 4).until == T0 + 30
    assert isinstance(frontier.place("a.test", T0 + 4, from_schedule=True), Turn)


def test_a_queue_never_grows_beyond_its_bound() -> None:
    frontier = new_frontier(queue_max=5)
    for _ in range(100):
        frontier.place("a.test", T0, Limits(0.0, 1))
    assert frontier.waiting == 5


def test_all_queues_together_never_grow_beyond_their_bound_but_idle_hosts_still_start() -> None:
    frontier = new_frontier(in_flight_max=20)
    for n in range(20):
        fetch(frontier, f"{n}.test", T0, OK)
        frontier.place(f"{n}.test", T0 + 0.2)
    assert frontier.waiting == 10
    assert deferred(frontier, "19.test", T0 + 0.2).why is Why.BACKLOG
    assert queued(frontier, "idle.test", T0 + 0.2) in started(frontier, T0 + 0.2)


def test_a_crawl_delay_above_the_short_wait_goes_through_the_schedule() -> None:
    frontier = new_frontier()
    limits = Limits(120.0)
    first = queued(frontier, "a.test", T0, limits)
    assert started(frontier, T0) == [first]
    assert frontier.must_be_stored("a.test")
    frontier.release(first, T0 + 1, OK)
    one, two = (deferred(frontier, "a.test", T0 + 1, limits) for _ in range(2))
    assert (one.until, one.why) == (T0 + 120, Why.CRAWL_DELAY)
    assert two.until == T0 + 240
    assert started(frontier, T0 + 119) == []
    assert isinstance(frontier.place("a.test", T0 + 120, limits, from_schedule=True), Turn)


def test_a_url_whose_robots_txt_is_unread_leaves_the_crawl_delay_of_its_host_in_force() -> None:
    frontier = new_frontier()
    fetch(frontier, "a.test", T0, OK)
    frontier.observe_crawl_delay("a.test", "https://a.test", 8.0, T0)
    waits = queued(frontier, "a.test", T0 + 1, Limits(1.0))
    assert waits.at == T0 + 8
    queued(frontier, "a.test", T0 + 2, Limits(1.0))
    frontier.observe_crawl_delay("a.test", "http://a.test", None, T0 + 2)
    assert started(frontier, T0 + 7.9) == []
    assert started(frontier, T0 + 8) == [waits]


def test_the_longest_crawl_delay_of_a_hosts_origins_counts_until_its_own_word_changes() -> None:
    frontier = new_frontier()
    fetch(frontier, "a.test", T0, OK)
    for origin, seconds, free_after in [
        ("http://a.test", 8.0, 8),
        ("https://a.test", 3.0, 8),
        ("http://a.test", None, 3),
        ("https://a.test", None, 1),
    ]:
        frontier.observe_crawl_delay("a.test", origin, seconds, T0)
        assert frontier.record("a.test").next_start_at == T0 + free_after


def test_a_robots_txt_that_was_not_read_for_a_day_gives_way_to_one_that_is() -> None:
    frontier = new_frontier()
    fetch(frontier, "a.test", T0, OK)
    frontier.observe_crawl_delay("a.test", "http://a.test", 8.0, T0)
    frontier.observe_crawl_delay("a.test", "https://a.test", 2.0, T0 + 86_400)
    assert frontier.record("a.test").crawl_delay.seconds == 2.0


def test_a_crawl_delay_is_noted_anew_once_an_hour_and_not_with_each_url() -> None:
    frontier = new_frontier()
    fetch(frontier, "a.test", T0, OK)
    stored = [
        second
        for second in range(0, 7_300, 100)
        if frontier.observe_crawl_delay("a.test", "https://a.test", 8.0, T0 + second)
    ]
    assert stored == [0, 3_600, 7_200]
    assert frontier.observe_crawl_delay("b.test", "https://b.test", None, T0) is None


def test_retry_after_keeps_the_whole_host_quiet() -> None:
    frontier = new_frontier()
    cooling = HostSignal(Reason.HTTP_429, 429, retry_after_seconds=120)
    fetch(frontier, "a.test", T0, cooling, seconds=0)
    answer = deferred(frontier, "a.test", T0 + 1)
    assert answer == NoTurn(T0 + 120, Why.COOLING, Reason.HTTP_429)
    assert deferred(frontier, "a.test", T0 + 1).until > T0 + 120


def test_who_waits_when_the_host_starts_to_cool_is_deferred_at_once() -> None:
    frontier = new_frontier()
    first, second = queued(frontier, "a.test", T0), queued(frontier, "a.test", T0)
    assert started(frontier, T0) == [first]
    frontier.release(first, T0 + 0.5, HostSignal(Reason.HTTP_5XX, 503, retry_after_seconds=60))
    [(turn, answer)] = frontier.ready(T0 + 0.5)
    assert turn is second
    assert answer == NoTurn(T0 + 60.5, Why.COOLING, Reason.HTTP_5XX)


def test_who_waits_behind_a_host_that_hangs_is_deferred_after_the_short_wait() -> None:
    frontier = new_frontier()
    hanging, waiting = queued(frontier, "a.test", T0), queued(frontier, "a.test", T0)
    assert started(frontier, T0) == [hanging]
    assert frontier.ready(T0 + 14.9) == []
    [(turn, answer)] = frontier.ready(T0 + 15)
    assert turn is waiting
    assert answer is not None
    assert frontier.waiting == 0


def test_a_host_that_is_down_turns_its_urls_away_with_the_reason() -> None:
    frontier = new_frontier(down_after_failures=1)
    fetch(frontier, "a.test", T0, HostSignal(Reason.DNS_ERROR), seconds=0)
    assert deferred(frontier, "a.test", T0 + 1) == NoTurn(T0 + 600, Why.DOWN, Reason.DNS_ERROR)
    assert frontier.active_hosts == 0


def test_a_backlog_is_paced_by_how_fast_the_host_answers() -> None:
    frontier = new_frontier(short_wait_seconds=3)
    fetch(frontier, "slow.test", T0, OK, seconds=10)
    answers = [frontier.place("slow.test", T0 + 10) for _ in range(4)]
    dues = [answer.until for answer in answers if isinstance(answer, NoTurn)]
    assert dues == [T0 + 20, T0 + 30, T0 + 40]


def test_a_withdrawn_turn_leaves_its_place_to_the_next() -> None:
    frontier = new_frontier()
    first, second, third = (queued(frontier, "a.test", T0) for _ in range(3))
    assert started(frontier, T0) == [first]
    frontier.release(second, T0)
    frontier.release(first, T0 + 0.1, OK)
    assert started(frontier, T0 + 1) == [third]
    assert frontier.waiting == 0


def test_idle_hosts_are_forgotten_and_busy_ones_kept() -> None:
    frontier = new_frontier(hosts_max=10)
    held = queued(frontier, "held.test", T0)
    frontier.ready(T0)
    for n in range(1000):
        fetch(frontier, f"{n}.test", T0 + n, OK)
    assert frontier.knows("held.test")
    assert not frontier.knows("5.test")
    assert sum(frontier.knows(f"{n}.test") for n in range(1000)) <= 11
    frontier.release(held, T0 + 2000, OK)


def test_a_host_is_not_forgotten_before_its_delay_has_passed() -> None:
    frontier = new_frontier(hosts_max=1)
    fetch(frontier, "a.test", T0, OK)
    queued(frontier, "b.test", T0 + 0.2)
    again = queued(frontier, "a.test", T0 + 0.3)
    assert again not in started(frontier, T0 + 0.99)
    assert again in started(frontier, T0 + 1)


def test_what_the_store_knows_of_a_host_counts_from_the_first_url_on() -> None:
    frontier = new_frontier()
    source = new_frontier()
    fetch(source, "a.test", T0, HostSignal(Reason.HTTP_429, 429, 120), seconds=0)
    frontier.learn(source.record("a.test"), T0 + 1)
    assert deferred(frontier, "a.test", T0 + 1).until == T0 + 120


def test_after_a_rebalance_the_store_knows_better_than_the_memory() -> None:
    frontier = new_frontier()
    fetch(frontier, "idle.test", T0 - 60, OK)
    busy = queued(frontier, "busy.test", T0)
    assert started(frontier, T0) == [busy]
    frontier.invalidate(T0)
    assert not frontier.knows("idle.test")
    assert not frontier.knows("busy.test")
    cooling = Health(cooling_until=T0 + 120, cooling_reason=Reason.HTTP_429)
    frontier.learn(HostRecord("busy.test", cooling), T0)
    assert frontier.knows("busy.test")
    assert deferred(frontier, "busy.test", T0).until == T0 + 120
    frontier.release(busy, T0 + 1, OK)


def test_a_stored_backlog_keeps_its_order_after_a_restart() -> None:
    frontier = new_frontier()
    frontier.learn(HostRecord("a.test", tail_at=T0 + 5000), T0)
    assert deferred(frontier, "a.test", T0).until == T0 + 5000
    assert deferred(frontier, "a.test", T0).until == T0 + 5001
