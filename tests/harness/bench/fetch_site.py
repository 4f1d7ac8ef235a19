"""A fast local site of many hosts, in a process of its own.

    python -m tests.harness.bench.fetch_site N

Hosts are addresses 127.0.1.1 and up, so that every contender sees many hosts without any DNS.
Paths: `/page/<n>` at once, `/slow/<n>` after one second, `/held/<n>` after twelve; below `/close`
they close the connection.
There is no robots.txt.
"""

import asyncio
import gzip
import json
import random
import resource
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

HOSTS = 200
SECONDS_OF = {b"slow": 1.0, b"held": 12.0}
"""What a path's answer takes; any other comes at once."""


def addresses(count: int = HOSTS) -> list[str]:
    """Give the addresses of the hosts."""
    return [f"127.0.{1 + i // 250}.{1 + i % 250}" for i in range(count)]


def page(words: int = 9_000) -> bytes:
    """Give an HTML page of about 60 kB that packs about as well as news do."""
    dice = random.Random(4)
    lexicon = ["".join(dice.choices("etaoinshrdlu", k=dice.randint(2, 9))) for _ in range(2500)]
    text = " ".join(dice.choices(lexicon, k=words))
    body = "".join(f"<p>{text[i : i + 600]}</p>\n" for i in range(0, len(text), 600))
    return f"<!doctype html><html><body><article>{body}</article></body></html>".encode()


def answers() -> dict[bytes, bytes]:
    """Give the whole answers, by whether the connection stays open."""
    packed = gzip.compress(page(), 6)
    head = (
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nServer: bench\r\n"
        f"Content-Encoding: gzip\r\nContent-Length: {len(packed)}\r\nCache-Control: max-age=60\r\n"
        'ETag: "e1"\r\nLast-Modified: Mon, 02 Mar 2026 10:00:00 GMT\r\nVary: Accept-Encoding\r\n'
    )
    return {
        b"open": f"{head}\r\n".encode() + packed,
        b"close": f"{head}Connection: close\r\n\r\n".encode() + packed,
        b"missing": b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
    }


@contextmanager
def running_site(hosts: int = HOSTS) -> Iterator[int]:
    """Run the site in a process of its own; gives its port."""
    command = [sys.executable, "-m", "tests.harness.bench.fetch_site", str(hosts)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as site:
        assert site.stdout is not None
        try:
            yield json.loads(site.stdout.readline())["port"]
        finally:
            site.kill()


class _Host(asyncio.Protocol):
    """Answers each request with the same bytes."""

    def __init__(self, answer: dict[bytes, bytes]) -> None:
        self._answer = answer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        for request in data.split(b"\r\n\r\n")[:-1]:
            target = request.split(b" ", 2)[1]
            closing = target.startswith(b"/close")
            if target == b"/robots.txt":
                self._transport.write(self._answer[b"missing"])
            elif seconds := SECONDS_OF.get(target.split(b"/")[-2]):
                asyncio.get_running_loop().call_later(seconds, self._send, closing)
            else:
                self._send(closing)

    def _send(self, closing: bool) -> None:
        self._transport.write(self._answer[b"close" if closing else b"open"])
        if closing:
            self._transport.close()


async def _main() -> None:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    loop = asyncio.get_running_loop()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    make = partial(_Host, answers())
    server = await loop.create_server(make, addresses(int(sys.argv[1])), port, backlog=4096)
    print(json.dumps({"port": port}), flush=True)
    async with server:
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_main())
