"""The small HTTP server of every stage: /metrics, /health/live, /health/ready, its own routes."""

import errno
import os
from collections.abc import Awaitable, Callable, Mapping

import orjson
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from services.settings import BadSettings

Route = Callable[[web.Request], Awaitable[web.StreamResponse]]
Probe = Callable[[], list[str]]
"""Returns problems in words; none where all is well."""


def json_response(data: object, status: int = 200) -> web.Response:
    """Answer with JSON."""
    return web.Response(body=orjson.dumps(data), status=status, content_type="application/json")


class HealthServer:
    """Serves as long as the process lives, also while Kafka is away."""

    def __init__(self, live: Probe, ready: Probe) -> None:
        self._live, self._ready = live, ready
        self._routes: dict[str, Route] = {}
        self._runners: list[web.AppRunner] = []
        self.port = 0

    def add(self, path: str, route: Route) -> None:
        """Answer `GET path` too, once it is started."""
        self._routes[path] = route

    async def start(self, host: str, port: int, routes_port: int | None = None) -> None:
        """Listen; port 0 takes a free one, which is then in `port`.

        `routes_port`: of the routes that were added; None: the same. Raises `BadSettings` where it
        cannot listen there.
        """
        routes = {
            "/metrics": _metrics,
            "/health/live": _answer(self._live),
            "/health/ready": _answer(self._ready),
        }
        if routes_port is None:
            routes |= self._routes
        self.port = await self._listen(host, port, routes, "NEWSREEL_HTTP_PORT")
        if routes_port is not None and self._routes:
            await self._listen(host, routes_port, self._routes, "NEWSREEL_LEDGER_PORT")

    async def stop(self) -> None:
        """Close the ports."""
        for runner in self._runners:
            await runner.cleanup()

    async def _listen(self, host: str, port: int, routes: Mapping[str, Route], setting: str) -> int:
        app = web.Application()
        for path, route in routes.items():
            app.router.add_get(path, route)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        self._runners.append(runner)
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise _cannot_listen(error, host, port, setting) from error
        return int(runner.addresses[0][1])


def _answer(probe: Probe) -> Route:
    async def answer(_: web.Request) -> web.StreamResponse:
        problems = probe()
        told = {"ok": not problems, "problems": problems}
        return json_response(told, status=503 if problems else 200)

    return answer


def _cannot_listen(error: OSError, host: str, port: int, setting: str) -> BadSettings:
    is_of_port = error.errno in (errno.EADDRINUSE, errno.EACCES)
    why = os.strerror(error.errno).lower() if is_of_port and error.errno else error.strerror
    return BadSettings(f"{setting if is_of_port else 'NEWSREEL_HTTP_HOST'}: {host}:{port}: {why}")


async def _metrics(_: web.Request) -> web.StreamResponse:
    return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})
