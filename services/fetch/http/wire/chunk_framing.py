"""Chunks cost more than their bytes: a body in chunks of one byte takes the loop for seconds."""

from aiohttp import ClientPayloadError

FRAMING_GRACE_BYTES = 65_536
"""Some 13,000 chunks of one byte: 20 ms."""
FRAMING_SHARE = 1 / 64
"""Beyond the grace: chunks of some 400 bytes and more."""
SLICE_BYTES = 16_384
"""How much is parsed before the framing is looked at again."""


class TooMuchFraming(ClientPayloadError):
    """A body comes in more chunks than its length excuses."""


def is_too_much(wire_bytes: int, body_bytes: int) -> bool:
    """Tell whether too much of what came is sizes of chunks, their extensions and line ends."""
    return wire_bytes - body_bytes > FRAMING_GRACE_BYTES + body_bytes * FRAMING_SHARE
