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


def unpack(packed: bytes) -> Message:
    """Turn the bytes back into the message."""
    data = orjson.loads(packed)
    return Message(
        _bytes(data["key"]),
        _bytes(data["value"]),
        [(name, _bytes(value) or b"") for name, value in data["headers"]],
    )


def submission_in(payload: bytes) -> str:
    """Return the id of the submission that a row belongs to; nothing else of it is read."""
    passport = unpack(payload).header["newsreel_passport"]
    id_: str = orjson.loads(passport)["submission_id"]
    return id_


def _text(value: bytes | None) -> str | None:
    return None if value is None else b64encode(value).decode()


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else b64decode(text)
