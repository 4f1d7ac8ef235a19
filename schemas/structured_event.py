"""A submission in CloudEvents' structured mode: one JSON object around it, with the event's id.

CloudEvents 1.0.2, section 3.1 of the JSON event format; told by its value, since not every client
sets the Content-Type of a Kafka message.
"""

import base64
import binascii
from typing import Any

REQUIRED = frozenset({"specversion", "id", "source", "type"})
"""What every event has, and no submission."""


def is_structured(data: dict[str, Any]) -> bool:
    """Tell an event from a submission."""
    return data.keys() >= REQUIRED


def payload(event: dict[str, Any]) -> object:
    """Return the data of an event, text where it is packed as bytes; None where it has none.

    Raises `ValueError` where what is packed is not UTF-8 in base64.
    """
    packed = event.get("data_base64")
    if packed is None:
        return event.get("data")
    try:
        return base64.b64decode(packed, validate=True).decode()
    except (binascii.Error, TypeError, UnicodeDecodeError):
        raise ValueError("`data_base64` is not UTF-8 in base64") from None
