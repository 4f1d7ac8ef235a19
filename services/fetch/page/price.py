"""What a 402 asks for, as it states it: for people to read, never to be paid by a machine."""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

_HEADERS = ("crawler-price", "crawler-charged", "x-price", "price")
"""Pay per crawl names its price in the first; the others are met beside it."""
_X402 = "payment-required"
"""x402 v2: base64 of JSON with `accepts`; v1 has the same JSON as its body."""


def stated_price(headers: Mapping[str, str], body: bytes) -> str | None:
    """Give the price in the words of the response, at most 200 characters."""
    for name in _HEADERS:
        if value := headers.get(name):
            return f"{name}: {value}"[:200]
    offer = _offer(_unpacked(headers.get(_X402, ""))) or _offer(body)
    return offer[:200] if offer else None


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
    names = ("amount", "maxAmountRequired", "asset", "network")
    return "x402: " + ", ".join(f"{name} {first[name]}" for name in names if name in first)
