"""Progress: alive while a committed offset moves, or while there is nothing to do."""

from aiokafka import TopicPartition

from services.stage.health.progress import IN_WORK_SECONDS, TURN_SECONDS, Progress

ONE, TWO = TopicPartition("urls", 0), TopicPartition("urls", 1)


class Clock:
    """Seconds that pass when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def watched() -> tuple[Progress, Clock]:
    clock = Clock()
    return Progress(clock), clock


def test_the_lag_of_a_topic_is_the_sum_of_its_partitions() -> None:
    progress, _ = watched()
    assert progress.observe({ONE: 3}, {ONE: 10, TWO: 5}) == {"urls": 12}


def test_an_end_behind_the_committed_offset_is_no_lag() -> None:
    progress, _ = watched()
    assert progress.observe({ONE: 9}, {ONE: 7}) == {"urls": 0}


def test_a_consumer_with_lag_whose_offsets_rest_is_stalled() -> None:
    progress, clock = watched()
    progress.observe({ONE: 3}, {ONE: 10})
    clock.now += 30
    progress.observe({ONE: 3}, {ONE: 11})
    assert progress.stalled_seconds == 30


def test_a_consumer_that_moves_is_not_stalled_however_far_behind() -> None:
    progress, clock = watched()
    for committed in (3, 4, 5):
        clock.now += 60
        progress.observe({ONE: committed}, {ONE: 1_000_000})
    assert progress.stalled_seconds == 0


def test_a_consumer_without_anything_to_do_is_not_stalled() -> None:
    progress, clock = watched()
    for _ in range(3):
        clock.now += 600
        progress.observe({ONE: 7}, {ONE: 7})
    assert progress.stalled_seconds == 0


def test_a_consumer_without_partitions_is_not_stalled() -> None:
    progress, clock = watched()
    progress.observe({ONE: 3}, {ONE: 10})
    clock.now += 600
    progress.observe({}, {})
    assert progress.stalled_seconds == 0


def test_partitions_that_change_hands_start_the_wait_anew() -> None:
    progress, clock = watched()
    progress.observe({ONE: 3}, {ONE: 10})
    clock.now += 600
    progress.observe({TWO: 0}, {TWO: 10})
    assert progress.stalled_seconds == 0


def test_a_partition_that_rests_while_others_move_waits_its_turn_but_not_for_ever() -> None:
    progress, clock = watched()
    for committed in range(3, 23):
        progress.observe({ONE: committed, TWO: 1}, {ONE: 100, TWO: 9})
        assert progress.stalled_seconds == max(0.0, clock.now - 100 - TURN_SECONDS)
        clock.now += 30
    assert progress.stalled_seconds == 20 * 30 - TURN_SECONDS


def test_when_nothing_moves_any_more_a_turn_is_no_excuse() -> None:
    progress, clock = watched()
    for committed in (3, 4, 4, 4):
        progress.observe({ONE: committed, TWO: 1}, {ONE: 100, TWO: 9})
        clock.now += 30
    assert progress.stalled_seconds == 90


def test_a_partition_with_events_in_work_is_given_longer() -> None:
    progress, clock = watched()
    for _ in range(2):
        progress.observe({ONE: 3}, {ONE: 10}, {ONE: 7})
        clock.now += IN_WORK_SECONDS
    assert progress.stalled_seconds == IN_WORK_SECONDS


def test_a_partition_that_waits_for_a_place_is_not_stalled_while_others_move() -> None:
    progress, clock = watched()
    for committed in (3, 4, 5):
        clock.now += 600
        progress.observe({ONE: committed, TWO: 1}, {ONE: 100, TWO: 9}, {ONE: 7}, saturated=True)
    assert progress.stalled_seconds == 0
