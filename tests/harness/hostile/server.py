"""A server that misbehaves at the byte level. Run alone: `python -m tests.harness.hostile.server`.

It prints one JSON line with its ports and the file of its certificate authority, and ends when its
standard input closes.
"""

import asyncio
import contextlib
import json
import re
import ssl
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import trustme

from tests.harness.hostile.tricks.answers import TRICKS, Request
from tests.harness.hostile.tricks.packed import BOMBS, bomb_of, empty_members_packed

ADDRESS = "127.0.0.77"
"""Not 127.0.0.1, so that a client may allow this one and must refuse the rest of the loopback."""


TLS_HANDSHAKE = b"\x16"


@dataclass(frozen=True, slots=True)
class Site:
    """Where the server listens, all on `ADDRESS`."""

    http: int
    https: int
    expired: int
    self_signed: int
    wrong_host: int
    ca_file: str


async def serve(folder: Path) -> tuple[Site, list[asyncio.Server]]:
    """Listen on ephemeral ports; certificates go to `folder`."""
    authority, stranger = trustme.CA(), trustme.CA()
    past = datetime(2020, 1, 1, tzinfo=UTC)
    certificates = {
        "https": authority.issue_cert("good.test", ADDRESS),
        "expired": authority.issue_cert("good.test", not_after=past),
        "self_signed": stranger.issue_cert("good.test"),
        "wrong_host": authority.issue_cert("elsewhere.test"),
    }
    ca_file = folder / "ca.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    servers = [await asyncio.start_server(_talk, ADDRESS, 0, backlog=4096)]
    ports = {"http": _port(servers[0])}
    for name, certificate in certificates.items():
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        servers.append(await asyncio.start_server(_talk, ADDRESS, 0, ssl=context))
        ports[name] = _port(servers[-1])
    return Site(ca_file=str(ca_file), **ports), servers


async def _talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer requests on one connection until either side closes it."""
    with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        for number in count(1):
            start = await reader.readexactly(1)
            if start == TLS_HANDSHAKE:
                writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                break
            head = (start + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            request = _request(head, number)
            name = re.split(r"[/?]", request.target.lstrip("/"))[0]
            keep = await TRICKS[name](request, writer)
            await writer.drain()
            if not keep:
                break
    if writer.transport is not None and not writer.transport.is_closing():
        writer.close()


def _request(head: str, number: int) -> Request:
    first, *lines = head.split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
    return Request(target=first.split(" ")[1], headers=headers, number=number)


def _port(server: asyncio.Server) -> int:
    port: int = server.sockets[0].getsockname()[1]
    return port


async def _main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for encoding in BOMBS:
            bomb_of(encoding)
        empty_members_packed()
        site, _servers = await serve(Path(folder))
        print(json.dumps({slot: getattr(site, slot) for slot in site.__slots__}), flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_main())
