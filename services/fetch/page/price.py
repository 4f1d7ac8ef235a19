"""What a 402 asks for, as it states it: for people to read, never to be paid by a machine."""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from typing import Any

from services.fetch.http.one_line import one_line
from services.fetch.page.wall_text import wall_text

PRICE_MAX_CHARS = 200

_HEADERS = ("crawler-price", "crawler-charged", "x-price", "price")
"""Pay per crawl names its price in the first; the others are met beside it."""
_X402 = "payment-required"
"""x402 v2: base64 of JSON with `accepts`; v1 has the same JSON as its body."""

_OFFERED = ("amount", "maxAmountRequired", "asset", "network")
_PRICED = ("price", "amount", "value", "currency", "unit")
"""What JSON of no known form calls it, at its top or under `price`."""
_INVOICE = re.compile(r"\b(?:L402|LSAT|X402|Payment)\b.*", re.IGNORECASE)
"""Schemes of WWW-Authenticate that carry an invoice."""
_IN_WORDS = re.compile(
    r"(?:[$€£¥₹]|\b(?:USD|EUR|GBP|JPY|INR)) ?\d[\d.,]*(?: ?(?:/|per|pro|par|por) ?\w+)?"
    r"|\b\d[\d.,]* ?(?:€|USD|EUR|GBP|USDC)(?: ?(?:/|per|pro|par|por) ?\w+)?"
)


def stated_price(headers: Mapping[str, str], body: bytes) -> str | None:
    """Give the price in the words of the response, at most `PRICE_MAX_CHARS` on one line."""
    for name in _HEADERS:
        if value := headers.get(name):
            return one_line(f"{name}: {value}", PRICE_MAX_CHARS)
    price = (
        _offer(_json(_unpacked(headers.get(_X402, ""))))
        or _of_json(_json(body))
        or _invoice(headers.get("WWW-Authenticate", ""))
        or _in_words(body)
    )
    return one_line(price, PRICE_MAX_CHARS) if price else None


def _unpacked(value: str) -> bytes:
    """Decode base64 of either alphabet, with its padding or without."""
    try:
        padded = value.strip().rstrip("=").replace("-", "+").replace("_", "/")
        return base64.b64decode(padded + "=" * (-len(padded) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _json(data: bytes) -> dict[str, Any]:
    if not data.lstrip().startswith(b"{"):
        return {}
    try:
        return dict(json.loads(data))
    except (ValueError, RecursionError):
        return {}


def _of_json(data: dict[str, Any]) -> str | None:
    return _offer(data) or _price(data.get("price")) or _price(data)


def _offer(data: dict[str, Any]) -> str | None:
    accepts = data.get("accepts")
    first = accepts[0] if isinstance(accepts, list) and accepts else None
    return f"x402: {_joined(first, _OFFERED)}" if isinstance(first, dict) else None


def _price(stated: object) -> str | None:
    if not isinstance(stated, dict):
        return None
    priced = any(_is_plain(stated.get(name)) for name in _PRICED[:3])
    return _joined(stated, _PRICED) if priced else None


def _joined(stated: dict[str, Any], names: tuple[str, ...]) -> str:
    values = ((name, stated.get(name)) for name in names)
    return ", ".join(f"{name} {value}" for name, value in values if _is_plain(value))


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float)


def _invoice(challenge: str) -> str | None:
    found = _INVOICE.search(challenge)
    return found[0] if found else None


def _in_words(body: bytes) -> str | None:
    text = wall_text(body)
    found = _IN_WORDS.search(text.words) if text else None
    return found[0] if found else None
