"""Deterministic identifiers: the same cause always gets the same id.

So a redelivered event is a visible duplicate, and every later step can be idempotent.
"""

import uuid
from hashlib import blake2b, sha1

NAMESPACE = uuid.UUID("8f2d6c1e-5f0b-5d9a-9a57-6e6577737265")
"""The root of all ids of Newsreel; the last octets spell "newsre"."""
_ROOT = sha1(NAMESPACE.bytes, usedforsecurity=False)


MADE = "~"
"""First character of the ids that Newsreel gives to submissions; none of a client's starts so."""


def submission_id(topic: str, partition: int, offset: int, at_ms: int) -> str:
    """Make the id of a submission that brought none, from its position and Kafka's timestamp.

    A topic that is made anew counts from 0 again, but never at the same millisecond.
    """
    return made_id(f"{topic}/{partition}/{offset}/{at_ms}")


def made_id(name: str) -> str:
    """Make the id of a submission that no client has named."""
    return MADE + _uuid5(name)


def event_id(cause_id: str, event_type: str) -> str:
    """Make the id of the event of `event_type` that `cause_id` gave rise to."""
    return _uuid5(f"{cause_id}/{event_type}")


def outcome_id(submission: str, supersedes: str | None = None) -> str:
    """Make the id of a submission's final answer; another one where it replaces an earlier one."""
    name = f"{supersedes} {submission}" if supersedes else submission  # no id has a blank
    return event_id(name, "urls.outcomes.v1")


def article_id(address: str) -> str:
    """Make the id of an article: 128 bits of BLAKE2b over its address (`story_url`), in hex."""
    return blake2b(address.encode(), digest_size=16).hexdigest()


def url_hash(url: str) -> bytes:
    """Hash a URL to 16 bytes, for tables that only compare URLs."""
    return blake2b(url.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _uuid5(name: str) -> str:
    """Return `str(uuid.uuid5(NAMESPACE, name))` in a third of the time: events need several.

    RFC 9562, section 5.5: SHA-1, with the version in octet 6 and the variant in octet 8.
    """
    digest = _ROOT.copy()
    digest.update(name.encode())
    octets = bytearray(digest.digest()[:16])
    octets[6] = octets[6] & 0x0F | 0x50
    octets[8] = octets[8] & 0x3F | 0x80
    text = octets.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
