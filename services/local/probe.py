"""Ask a Kafka broker for its metadata with nothing but a socket.

Sources: the Kafka protocol guide, request header v1, `Metadata` v4.
"""

import socket
import struct

METADATA = 3
VERSION = 4
TIMEOUT_SECONDS = 2.0
BROKERS_AT = 8
"""Offset of the number of brokers: after the correlation id and the throttle time."""


def broker_answers(host: str, port: int) -> bool:
    """Tell whether a plain listener answers a metadata request and names at least one broker."""
    try:
        with (
            socket.create_connection((host, port), TIMEOUT_SECONDS) as connection,
            connection.makefile("rb") as answers,
        ):
            connection.sendall(_request())
            (size,) = struct.unpack(">i", answers.read(4))
            (brokers,) = struct.unpack_from(">i", answers.read(size), BROKERS_AT)
    except (OSError, struct.error):  # nobody, or closed before the answer was complete
        return False
    return bool(brokers > 0)


def _request() -> bytes:
    """Write a request for the metadata of no topics (an empty array, not null)."""
    client = b"newsreel"
    header = struct.pack(">hhih", METADATA, VERSION, 1, len(client)) + client
    body = header + struct.pack(">i?", 0, False)
    return struct.pack(">i", len(body)) + body
