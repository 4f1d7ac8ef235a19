"""What a 402 asks for, as it states it: for people to read, never to be paid by a machine."""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from services.fetch.http.one_line import one_line

PRICE_MAX_CHARS = 200

_HEADERS = ("crawler-price", "crawler-charged", "x-price", "price")
"""Pay per crawl names its price in the first; the others are met beside it."""
_X402 = "payment-required"
"""x402 v2: base64 of JSON with `accepts`; v1 has the same JSON as its body."""

_OFFERED = ("amount", "maxAmountRequired", "asset", "network")


def stated_price(headers: Mapping[str, str], body: bytes) -> str | None:
    """Give the price in the words of the response, at most `PRICE_MAX_CHARS` on one line."""
    for name in _HEADERS:
        if value := headers.get(name):
            return one_line(f"{name}: {value}", PRICE_MAX_CHARS)
    offer = _offer(_unpacked(headers.get(_X402, ""))) or _offer(body)
    return one_line(offer, PRICE_MAX_CHARS) if offer else None


def _unpacked(value: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _offer(data: bytes) -> str | None:
    if not data.lstrip().startswith(b"{"):
        return None
    try:
        accepts: Any = json.loads(data).get("accepts")
    except (ValueError, RecursionError):
        return None
    first = accepts[0] if isinstance(accepts, list) and accepts else None
    if not isinstance(first, dict):
        return None
    stated = ((name, first.get(name)) for name in _OFFERED)
    return "x402: " + ", ".join(
        f"{name} {value}" for name, value in stated if isinstance(value, str | int | float)
    )
