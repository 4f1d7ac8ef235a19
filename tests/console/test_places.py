"""What is read again after the broker was away is not counted again."""

from services.console.places import Places


def test_a_record_that_is_read_again_is_not_new() -> None:
    places = Places()
    places.reconnect({"a": "id"})
    assert [places.is_new("a", 0, offset) for offset in (0, 1, 2)] == [True] * 3
    places.reconnect({"a": "id"})
    assert [places.is_new("a", 0, offset) for offset in (0, 1, 2)] == [False] * 3
    assert places.is_new("a", 0, 3)
    assert places.is_new("a", 1, 0)


def test_a_topic_that_was_made_anew_is_read_from_its_beginning() -> None:
    places = Places()
    places.reconnect({"a": "id", "b": "id"})
    assert places.is_new("a", 0, 7)
    assert places.is_new("b", 0, 7)
    places.reconnect({"a": "another", "b": "id"})
    assert places.is_new("a", 0, 0)
    assert places.is_new("a", 0, 1)
    assert not places.is_new("b", 0, 0)


def test_where_no_broker_tells_ids_every_place_is_kept() -> None:
    places = Places()
    for known in ({"a": "id"}, {}, {"a": "id"}):
        places.reconnect(known)
        places.is_new("a", 0, 7)
        assert not places.is_new("a", 0, 7)
