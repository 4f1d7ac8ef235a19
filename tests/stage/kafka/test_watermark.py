"""The watermark: what is committed never passes an event that is still in flight."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.stage.kafka.watermark import Watermark

OFFSETS = st.lists(st.integers(0, 300), unique=True, max_size=40).map(sorted)


def test_nothing_is_committed_while_the_first_event_is_in_flight() -> None:
    watermark = delivered([10, 11, 12])
    assert watermark.advance({11, 12}) is None


def test_the_offset_after_the_last_finished_event_in_a_row_is_committed() -> None:
    watermark = delivered([10, 11, 12, 13])
    assert watermark.advance({10, 11, 13}) == 12


def test_a_hole_in_the_offsets_holds_nothing_up_and_hides_nothing() -> None:
    watermark = delivered([0, 1, 4, 9])
    assert watermark.advance({0, 1}) == 2
    assert watermark.advance({9}) is None
    assert watermark.advance({4, 9}) == 10


def test_the_first_offset_of_a_topic_is_committed_as_one() -> None:
    assert delivered([0]).advance({0}) == 1


def test_finished_offsets_are_taken_out_of_memory() -> None:
    watermark, acked = delivered(range(100)), set(range(100))
    assert watermark.advance(acked) == 100
    assert (len(watermark), acked) == (0, set())


def test_an_event_delivered_twice_counts_as_finished_once_it_is_acked() -> None:
    watermark, acked = delivered([5, 5, 6]), {5}
    assert watermark.advance(acked) == 6
    assert len(watermark) == 1


@given(st.data(), OFFSETS)
def test_no_order_of_acks_commits_past_an_event_in_flight(
    data: st.DataObject, offsets: list[int]
) -> None:
    watermark, acked, finished = Watermark(), set[int](), set[int]()
    committed = -1
    waiting = list(offsets)
    while waiting or finished != set(offsets):
        in_flight = set(offsets) - set(waiting) - finished
        if waiting and (not in_flight or data.draw(st.booleans())):
            watermark.deliver(waiting.pop(0))
        else:
            done = data.draw(st.sampled_from(sorted(in_flight)))
            finished.add(done)
            acked.add(done)
        if data.draw(st.booleans()):
            committed = advanced(watermark, acked, committed)
            assert all(offset in finished for offset in offsets if offset < committed)
    committed = advanced(watermark, acked, committed)
    assert not offsets or committed == offsets[-1] + 1


def advanced(watermark: Watermark, acked: set[int], committed: int) -> int:
    offset = watermark.advance(acked)
    if offset is None:
        return committed
    assert offset > committed, "a commit never goes back"
    return offset


def delivered(offsets: Sequence[int]) -> Watermark:
    watermark = Watermark()
    for offset in offsets:
        watermark.deliver(offset)
    return watermark


@pytest.mark.parametrize("acked", [set(), {1}, {99}])
def test_a_watermark_without_deliveries_commits_nothing(acked: set[int]) -> None:
    assert Watermark().advance(acked) is None
