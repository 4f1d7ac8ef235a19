"""The small HTTP server of every stage: /metrics, /health/live, /health/ready."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import orjson
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

Route = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Health:
    """An answer to a probe: `problems` is empty where all is well."""

    problems: list[str]

    def response(self) -> web.Response:
        """200 or 503, with the problems in words."""
        return json_response(
            {"ok": not self.problems, "problems": self.problems},
            status=503 if self.problems else 200,
        )


def json_response(data: object, status: int = 200) -> web.Response:
    """Answer with JSON."""
    return web.Response(body=orjson.dumps(data), status=status, content_type="application/json")


class HealthServer:
    """Serves as long as the process lives, also while Kafka is away."""

    def __init__(self, live: Callable[[], Health], ready: Callable[[], Health]) -> None:
        self._live, self._ready = live, ready
        self._routes: dict[str, Route] = {}
        self._runner: web.AppRunner | None = None
        self.port = 0

    def add(self, path: str, route: Route) -> None:
        """Answer `GET path` too, once it is started."""
        self._routes[path] = route

    async def start(self, host: str, port: int) -> None:
        """Listen; port 0 takes a free one, which is then in `port`."""
        app = web.Application()
        app.router.add_get("/metrics", _metrics)
        app.router.add_get("/health/live", self._answer(lambda: self._live()))
        app.router.add_get("/health/ready", self._answer(lambda: self._ready()))
        for path, route in self._routes.items():
            app.router.add_get(path, route)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Close the port."""
        if self._runner is not None:
            await self._runner.cleanup()

    @staticmethod
    def _answer(probe: Callable[[], Health]) -> Route:
        async def answer(_: web.Request) -> web.StreamResponse:
            return probe().response()

        return answer


async def _metrics(_: web.Request) -> web.Response:
    return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})
