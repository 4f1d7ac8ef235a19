"""What the tricks are made of: what was asked, a page, an honest answer."""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

PAGE = (
    b"<!doctype html><html lang=en><head><title>A storm</title></head><body><article><h1>A storm"
    b"</h1>" + b"<p>The storm reached the coast at night, and the harbour was closed.</p>" * 40
    + b"</article></body></html>"
)  # fmt: skip
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked."""

    target: str
    headers: dict[str, str]
    number: int = 1
    """Which request it is on its connection."""

    @property
    def rest(self) -> str:
        """The path after the trick's name."""
        return self.target.lstrip("/").partition("/")[2]


Trick = Callable[[Request, asyncio.StreamWriter], Awaitable[bool]]
TRICKS: dict[str, Trick] = {}


def trick(function: Trick) -> Trick:
    """Offer a trick under its name."""
    TRICKS[function.__name__] = function
    return function


def head(status: int | str = 200, **headers: object) -> bytes:
    """Give a status line and headers; underscores in names become hyphens."""
    lines = [f"HTTP/1.1 {status} Whatever" if isinstance(status, int) else status]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def whole(body: bytes = PAGE, status: int = 200, **headers: object) -> bytes:
    """Give an honest answer."""
    headers = {"Content_Type": HTML, "Content_Length": len(body), **headers}
    return head(status, **headers) + body


async def drip(writer: asyncio.StreamWriter, data: bytes) -> bool:
    """Send a byte a second, then close."""
    for byte in data:
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(1)
    return False


counts: dict[str, int] = {}
"""What a trick counts, for a test to ask for."""


def reset(writer: asyncio.StreamWriter) -> None:
    """Close with RST instead of FIN."""
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
