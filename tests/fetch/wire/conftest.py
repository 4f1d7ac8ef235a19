"""A server that sends one answer, and notes what is asked for after it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from tests.fetch.wire.answers import PAGE, UTF8, answer

ADDRESS = "127.0.0.77"
FIRST = "/page"


@dataclass(slots=True)
class RawServer:
    """Sends `raw` for the first path, and a page for all others; then it closes."""

    raw: bytes = b""
    port: int = 0
    asked: list[str] = field(default_factory=list)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            path = head.split(b" ")[1].decode("latin-1")
            self.asked.append(path)
            writer.write(self.raw if path == FIRST else answer(UTF8, body=PAGE))
            await writer.drain()
            writer.write_eof()
            await reader.read()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@pytest.fixture
async def server() -> AsyncIterator[RawServer]:
    made = RawServer()
    listening = await asyncio.start_server(made.talk, ADDRESS, 0)
    made.port = listening.sockets[0].getsockname()[1]
    yield made
    listening.close()
