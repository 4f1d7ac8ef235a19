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
        with socket.create_connection((host, port), TIMEOUT_SECONDS) as connection:
            connection.sendall(_request())
            answer = _receive(connection)
    except OSError:
        return False
    return (
        len(answer) >= BROKERS_AT + 4 and int(struct.unpack_from(">i", answer, BROKERS_AT)[0]) > 0
    )


def _request() -> bytes:
    """Write a request for the metadata of no topics (an empty array, not null)."""
    client = b"newsreel"
    header = struct.pack(">hhih", METADATA, VERSION, 1, len(client)) + client
    body = header + struct.pack(">i?", 0, False)
    return struct.pack(">i", len(body)) + body


def _receive(connection: socket.socket) -> bytes:
    size = struct.unpack(">i", _exactly(connection, 4))[0]
    return _exactly(connection, size)


def _exactly(connection: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        chunk = connection.recv(count - len(data))
        if not chunk:
            raise ConnectionError("closed before the answer was complete")
        data += chunk
    return data
