"""A site at two addresses, and the fetch service's runtime that visits it."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from aiohttp import web

from schemas.events import UrlAccepted
from schemas.url import parse_url
from services.fetch.bootstrap import Runtime
from services.fetch.schedule.table import Row
from services.fetch.site_files.tdmrep import TDMREP_PATH
from services.settings import Settings

HERE, ELSEWHERE = "127.0.0.1", "127.0.0.2"
PAGE = "<!doctype html><html><head><title>t</title></head><body><p>text</p></body></html>"

Start = Callable[..., Awaitable[Runtime]]
"""Starts the runtime with these settings; a second start is a restart."""


class Asked(NamedTuple):
    """A request that has come."""

    host: str
    path: str
    at: float
    """Monotonic."""


@dataclass
class Site:
    """A server whose answers a test sets by path: any other is a page, and no file is there."""

    base: str = ""
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Path → arguments of `web.Response`, and `seconds` to wait before it."""
    asked: list[Asked] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.Response:
        self.asked.append(Asked(request.url.host or "", request.path, time.monotonic()))
        is_file = request.path in ("/robots.txt", TDMREP_PATH)
        default = {"status": 404} if is_file else {"text": PAGE, "content_type": "text/html"}
        given = dict(self.answers.get(request.path, default))
        await asyncio.sleep(given.pop("seconds", 0))
        return web.Response(**given)

    def answer(self, path: str, **answer: object) -> None:
        """Set the answer of a path."""
        self.answers[path] = answer

    def move(self, path: str, target: str) -> None:
        """Redirect a path."""
        self.answer(path, status=302, headers={"Location": target})

    def robots(self, *lines: str) -> None:
        """Set the lines of robots.txt for everybody."""
        self.answer("/robots.txt", text="\n".join(["User-agent: *", *lines]))

    def accepted(self, path: str, attempt: int = 1) -> UrlAccepted:
        return url_accepted(self.base + path, attempt)

    @property
    def elsewhere(self) -> str:
        """The same site as another host."""
        return self.base.replace(HERE, ELSEWHERE)

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [asked.path for asked in self.asked]

    def times(self, path: str) -> list[float]:
        """When a path was asked for."""
        return [asked.at for asked in self.asked if asked.path == path]


def url_accepted(url: str, attempt: int = 1) -> UrlAccepted:
    """Give the event that brings a URL to the fetch service."""
    parsed = parse_url(url)
    return UrlAccepted(url=parsed.href, host=parsed.host, site=parsed.site, attempt=attempt)


@asynccontextmanager
async def running_site() -> AsyncIterator[Site]:
    """Serve a site at both addresses."""
    site = Site()
    app = web.Application()
    app.router.add_get("/{path:.*}", site.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, HERE, 0).start()
        port = runner.addresses[0][1]
        await web.TCPSite(runner, ELSEWHERE, port).start()
        site.base = f"http://{HERE}:{port}"
        yield site
    finally:
        await runner.cleanup()


@asynccontextmanager
async def starting(folder: Path) -> AsyncIterator[Start]:
    """Give what starts the runtime on the folder; stop what runs at the end."""
    running: list[Runtime] = []
    crashes: list[BaseException] = []
    given = {
        "store": f"sqlite:///{folder}",
        "fetch_allowed_networks": "127.0.0.0/8",
        "fetch_allowed_ports": "any",
        "fetch_delay_seconds": 0.0,
    }

    async def stop() -> None:
        while running:
            await running.pop().stop()

    async def start(**settings: object) -> Runtime:
        await stop()
        config = Settings.model_validate({**given, **settings})
        runtime = Runtime(config, never_sent, crashes.append)
        await runtime.start()
        running.append(runtime)
        return runtime

    try:
        yield start
    finally:
        await stop()
    assert not crashes, "a task of the runtime has ended"


async def never_sent(row: Row) -> None:
    raise AssertionError(f"{row} is not due")
