"""The console's HTTP server: the page, its files, a stream of events, questions; and who may."""

import asyncio
import base64
import hashlib
import hmac
import re
from collections.abc import AsyncIterator, Collection
from ipaddress import ip_address
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from services.console.questions import BODY_MAX_BYTES, Questions
from services.console.stream import Stream
from services.console.watch import Watch
from services.settings import Settings
from services.stage.health.server import json_response

PAGE = Path(__file__).with_name("page")
TOKEN_HEADER = "X-Newsreel-Token"
WATCHING = web.AppKey("watching", asyncio.Task[None])
"""What follows topics and stages; it ends only with an error that nobody foresaw."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
TYPES = {".mjs": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


def application(settings: Settings, token: str, given: list[str]) -> web.Application:
    """Build the server; `token` is what writing needs, `given` the stages to ask (`host:port`)."""
    stream = Stream()
    watch = Watch(settings, given, stream)
    guard = _Guard(settings.console_host, settings.console_names, token)
    app = web.Application(middlewares=[guard.check], client_max_size=BODY_MAX_BYTES)
    html = (PAGE / "index.html").read_text("utf-8")
    guard.policy = content_policy(html)

    async def index(_: web.Request) -> web.Response:
        return web.Response(text=html, content_type="text/html")

    async def events(request: web.Request) -> web.StreamResponse:
        return await stream.serve(request, watch.everything)

    async def watching(app: web.Application) -> AsyncIterator[None]:
        app[WATCHING] = task = asyncio.create_task(watch.run())
        yield
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async def close(_: web.Application) -> None:
        stream.close()

    app.router.add_get("/", index)
    app.router.add_get("/events", events)
    app.router.add_get("/files/{name:[a-z/_-]+\\.(?:mjs|css|svg)}", _file)
    Questions(settings, watch).add_to(app)
    app.cleanup_ctx.append(watching)
    app.on_shutdown.append(close)
    return app


def content_policy(html: str) -> str:
    """Return the page's Content-Security-Policy: its own files, its one inline script by hash."""
    (inline,) = re.findall(r'<script type="importmap">(.*?)</script>', html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'self' 'sha256-{digest}'; style-src 'self';"
        " img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'"
    )


async def _file(request: web.Request) -> web.Response:
    path = (PAGE / request.match_info["name"]).resolve()
    if not path.is_relative_to(PAGE) or not path.is_file():
        raise web.HTTPNotFound
    body = await asyncio.to_thread(path.read_bytes)
    return web.Response(body=body, content_type=TYPES[path.suffix], charset="utf-8")


class _Guard:
    """Refuses what another page may have sent, and writing without the token."""

    def __init__(self, host: str, names: Collection[str], token: str) -> None:
        self._names = names
        self._by_any_name = not names and not is_loopback(host)
        self._token = token
        self.policy = ""

    @web.middleware
    async def check(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse, or answer with the headers that keep the page to itself."""
        refusal = self._refusal(request)
        response = refusal if refusal is not None else await handler(request)
        if not response.prepared:
            response.headers.update(HEADERS | {"Content-Security-Policy": self.policy})
        return response

    def _refusal(self, request: web.Request) -> web.Response | None:
        # a name that someone else's DNS points to 127.0.0.1 must not open the console to their page
        host = _host_of(request.host)
        if not (self._by_any_name or is_loopback(host) or host in self._names):
            known = " or ".join(["127.0.0.1", "localhost", *self._names])
            return json_response({"problem": f"ask for {known}"}, status=403)
        if request.method == "POST":
            given = request.headers.get(TOKEN_HEADER, "").encode(errors="surrogateescape")
            if not hmac.compare_digest(given, self._token.encode()):
                return json_response({"problem": "the token is missing or wrong"}, status=403)
        return None


def _host_of(header: str) -> str:
    """Return the host of a Host header, without port and brackets."""
    return re.sub(r":\d+$", "", header).strip("[]")


def is_loopback(host: str) -> bool:
    """Whether a name or an address can only mean this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
