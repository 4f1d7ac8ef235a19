"""The examples of `schemas/examples/`: one article's way through the topics, a file per topic.

A file shows a message: key, headers and value; headers that hold JSON are objects. The submission
and the page are written by hand; everything else follows from them, and `docs/generate/examples.py`
makes it with the stages' own functions.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import zstandard

from schemas.envelope import Headers, Message
from schemas.pipeline import (
    ACCEPTED,
    ENRICHED,
    EXTRACTED,
    FETCHED,
    MERGED,
    OUTCOMES,
    PUBLISHED,
    RETRACTED,
    SITES,
    SUBMITTED,
)
from schemas.topic import Topic

FOLDER = Path(__file__).with_name("examples")
JOURNEY = (
    SUBMITTED, ACCEPTED, FETCHED, EXTRACTED, ENRICHED, PUBLISHED, OUTCOMES, RETRACTED, MERGED,
    SITES,
)  # fmt: skip
JSON_HEADERS = ("newsreel_passport", "newsreel_data")


def example(topic: Topic) -> dict[str, Any]:
    """Return the file of a topic: key, headers, value; headers that hold JSON are objects."""
    data: dict[str, Any] = json.loads((FOLDER / f"{topic.name}.json").read_text("utf-8"))
    return data


def message(topic: Topic) -> Message:
    """Return the example as bytes on the wire."""
    return as_message(topic, example(topic))


def as_message(topic: Topic, data: dict[str, Any]) -> Message:
    """Return what a file shows as bytes on the wire."""
    headers: Headers = [
        (name, (value if isinstance(value, str) else json.dumps(value)).encode())
        for name, value in data["headers"].items()
    ]
    value = data["value"]
    if topic is FETCHED:
        raw = zstandard.ZstdCompressor().compress(value.encode())
    else:
        raw = json.dumps(value).encode()
    return Message(data["key"].encode() if data["key"] else None, raw, headers)


def shown(topic: Topic, sent: Message) -> dict[str, Any]:
    """Return a message as the example file shows it."""
    assert sent.key is not None
    assert sent.value is not None
    headers: dict[str, Any] = {name: value.decode() for name, value in sent.headers}
    for name in headers.keys() & set(JSON_HEADERS):
        headers[name] = json.loads(headers[name])
    if topic is FETCHED:
        value: Any = zstandard.ZstdDecompressor().decompress(sent.value).decode()
    else:
        value = json.loads(sent.value)
    return {"topic": topic.name, "key": sent.key.decode(), "headers": headers, "value": value}


def write(make: Callable[[Topic], Message]) -> None:
    """Write every example that follows from the one before it, in the order of the flow."""
    for topic in JOURNEY[1:]:
        text = json.dumps(shown(topic, make(topic)), indent=2, ensure_ascii=False)
        (FOLDER / f"{topic.name}.json").write_text(text + "\n", "utf-8")
