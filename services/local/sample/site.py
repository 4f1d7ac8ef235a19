"""Serve the sample site on loopback."""

import asyncio
from dataclasses import dataclass

from aiohttp import web

from services.local.sample.catalogue import respond, sample_urls

SERVER = "Newsreel-sample-site"


@dataclass(frozen=True, slots=True)
class RunningSite:
    """The site while it listens."""

    base_url: str
    runner: web.AppRunner

    def urls(self) -> list[str]:
        """Return the URLs to feed, in order."""
        return sample_urls(self.base_url)

    async def stop(self) -> None:
        """Close the socket and every connection."""
        await self.runner.cleanup()


async def serve(host: str = "127.0.0.1", port: int = 0) -> RunningSite:
    """Start the site; port 0 takes a free one. Raises `OSError` where the port is taken."""
    app = web.Application()
    app.router.add_get("/{tail:.*}", _handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError:
        await runner.cleanup()
        raise
    bound_port = runner.addresses[0][1]
    return RunningSite(f"http://{host}:{bound_port}", runner)


async def _handle(request: web.Request) -> web.Response:
    page = respond(request.raw_path, f"http://{request.host}")
    if page.delay_seconds:
        await asyncio.sleep(page.delay_seconds)
    return web.Response(
        status=page.status,
        body=page.body,
        headers={**page.headers, "Content-Type": page.content_type, "Server": SERVER},
    )
