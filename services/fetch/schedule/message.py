"""A Kafka message as bytes and back, for rows of the schedule."""

from base64 import b64decode, b64encode

import orjson

from schemas.envelope import Message


def pack(message: Message) -> bytes:
    """Turn a message into bytes."""
    return orjson.dumps(
        {
            "key": _text(message.key),
            "value": _text(message.value),
            "headers": [(name, _text(value)) for name, value in message.headers],
        }
    )


def unpack(parcel: bytes) -> Message:
    """Turn the bytes back into the message."""
    data = orjson.loads(parcel)
    return Message(
        _bytes(data["key"]),
        _bytes(data["value"]),
        [(name, _bytes(value) or b"") for name, value in data["headers"]],
    )


def _text(value: bytes | None) -> str | None:
    return None if value is None else b64encode(value).decode()


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else b64decode(text)
