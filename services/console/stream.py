"""Server-sent events: what is told to every page that is open."""

import asyncio
import contextlib
from collections.abc import Callable, Iterable

import orjson
from aiohttp import web

WAITING_MAX = 100
"""Messages that wait for a slow page; one that reads none of them is cut off, and comes again."""
PING_SECONDS = 15.0


class Stream:
    """The open pages."""

    def __init__(self) -> None:
        self._pages: set[asyncio.Queue[bytes | None]] = set()

    def tell(self, event: str, data: object) -> None:
        """Tell every page."""
        message = _message(event, data)
        for page in list(self._pages):
            if page.full():
                self._pages.discard(page)
                page.get_nowait()
                page.put_nowait(None)
            else:
                page.put_nowait(message)

    @property
    def watched(self) -> bool:
        """Whether any page is open."""
        return bool(self._pages)

    async def serve(
        self, request: web.Request, first: Callable[[], Iterable[tuple[str, object]]]
    ) -> web.StreamResponse:
        """Tell one page what is known, and then what comes, until it goes."""
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        page: asyncio.Queue[bytes | None] = asyncio.Queue(WAITING_MAX)
        self._pages.add(page)
        try:
            with contextlib.suppress(ConnectionError):
                for event, data in first():
                    await response.write(_message(event, data))
                await _pump(response, page)
        finally:
            self._pages.discard(page)
        return response

    def close(self) -> None:
        """Let all pages go."""
        for page in self._pages:
            with contextlib.suppress(asyncio.QueueFull):
                page.put_nowait(None)


async def _pump(response: web.StreamResponse, page: "asyncio.Queue[bytes | None]") -> None:
    while True:
        try:
            async with asyncio.timeout(PING_SECONDS):
                message = await page.get()
        except TimeoutError:
            message = b": still there\n\n"
        if message is None:
            return
        await response.write(message)


def _message(event: str, data: object) -> bytes:
    return b"event: " + event.encode() + b"\ndata: " + orjson.dumps(data) + b"\n\n"
