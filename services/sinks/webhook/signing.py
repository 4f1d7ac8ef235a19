"""Bodies, and signatures by which a receiver knows who sent them (Standard Webhooks 1.0, `v1`)."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime

import orjson

from services.settings import BadSettings

SECRET_SETTING = "NEWSREEL_SINK_WEBHOOK_SECRET"
WANTED = "`whsec_` and base64 of 24 to 64 bytes, as of: echo whsec_$(openssl rand -base64 32)"
PREFIX = "whsec_"
SECRET_BYTES = range(24, 65)
"""How long a secret may be."""


def secrets_of(text: str) -> tuple[bytes, ...]:
    """Read `whsec_…` secrets, comma-separated, newest first; raise `BadSettings`.

    Two of them while receivers go over from one to the other: each is signed with.
    """
    found = tuple(_secret(part.strip()) for part in text.split(",") if part.strip())
    if not found:
        raise BadSettings(f"{SECRET_SETTING} is needed: {WANTED}")
    return found


def body_of(event_type: str, at: datetime, value: bytes) -> bytes:
    """Return the body of an event; `value` is its JSON as it stands on the topic."""
    head = {"type": event_type, "timestamp": at, "data": orjson.Fragment(value)}
    return orjson.dumps(head, option=orjson.OPT_UTC_Z)


def signed_headers(
    event_id: str, body: bytes, secrets: Sequence[bytes], at_seconds: int
) -> dict[str, str]:
    """Return the headers of one attempt; `at_seconds` is when it is made, Unix time."""
    text = f"{event_id}.{at_seconds}.".encode() + body
    digests = [hmac.new(secret, text, hashlib.sha256).digest() for secret in secrets]
    return {
        "webhook-id": event_id,
        "webhook-timestamp": str(at_seconds),
        "webhook-signature": " ".join(f"v1,{base64.b64encode(one).decode()}" for one in digests),
        "content-type": "application/json",
    }


def _secret(text: str) -> bytes:
    fault = f"{SECRET_SETTING}: want {WANTED}"
    try:
        secret = base64.b64decode(text.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise BadSettings(fault) from None
    if not text.startswith(PREFIX) or len(secret) not in SECRET_BYTES:
        raise BadSettings(fault)
    return secret
