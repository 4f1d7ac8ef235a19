"""What the console takes from the topics."""

from types import SimpleNamespace

import orjson

from schemas.pipeline import PUBLISHED
from services.console.stream import Stream
from services.console.watch import Watch
from services.settings import read_settings


def record(offset: int, value: bytes | None) -> SimpleNamespace:
    return SimpleNamespace(
        topic=PUBLISHED.name, partition=0, offset=offset, timestamp=1, key=b"a", value=value
    )


def test_an_article_that_is_taken_down_is_not_readable_any_more() -> None:
    watch = Watch(read_settings(), [], Stream())
    value = orjson.dumps({"article_id": "a", "title": "Taken down"})
    watch._take(record(1, value), 0)
    assert watch.tally.article("a") == value
    watch._take(record(2, None), 0)
    assert watch.tally.article("a") is None
    told = [event for event, data in watch.everything() if data == ["a"]]
    assert told == ["gone"]
