"""What is read again after the broker was away is not counted again."""

from services.console.places import Places


def test_a_record_that_is_read_again_is_not_new() -> None:
    places = Places()
    assert [places.is_new("a", 0, offset, 1000 + offset) for offset in (0, 1, 2)] == [True] * 3
    assert [places.is_new("a", 0, offset, 1000 + offset) for offset in (0, 1, 2)] == [False] * 3
    assert places.is_new("a", 0, 3, 1003)
    assert places.is_new("a", 1, 0, 1000)


def test_a_topic_that_was_made_anew_is_read_from_its_beginning() -> None:
    places = Places()
    assert places.is_new("a", 0, 7, 1000)
    assert places.is_new("a", 0, 0, 2000)
    assert places.is_new("a", 0, 1, 2000)
