"""The sample site as a process: `python -m tests.harness.chaos.site --port P --seed S`."""

import argparse
import asyncio
import resource
from collections import Counter

from aiohttp import web

from tests.harness.chaos.pages import (
    GOOD_HOSTS,
    TROUBLE_HOSTS,
    Kind,
    Site,
    good_host,
    page_number,
    trouble_host,
)

OPEN_FILES = 16_384
SITE = web.AppKey("site", Site)
TRIES = web.AppKey("tries", Counter)


def application(site: Site) -> web.Application:
    """Return the web application of the site."""
    app = web.Application()
    app[SITE] = site
    app[TRIES] = Counter()
    app.router.add_get("/robots.txt", robots)
    app.router.add_get("/_stats", stats)
    app.router.add_get("/news/{number}", news)
    app.router.add_get("/story/{number}", story)
    return app


async def robots(_: web.Request) -> web.Response:
    """Allow everything."""
    return web.Response(text="User-agent: *\nAllow: /\n")


async def stats(request: web.Request) -> web.Response:
    """Tell how often pages were asked for."""
    tries = request.app[TRIES]
    return web.json_response(
        {
            "pages_asked_for": len(tries),
            "requests": sum(tries.values()),
            "asked_for_times": dict(sorted(Counter(tries.values()).items())),
        }
    )


async def news(request: web.Request) -> web.StreamResponse:
    """Answer for a page as its kind wants it."""
    site, number = request.app[SITE], page_number(request.path)
    if number is None:
        raise web.HTTPNotFound
    request.app[TRIES][number] += 1
    kind = site.kind(number)
    if kind is Kind.FLAPPING and request.app[TRIES][number] <= site.failures(number):
        return web.Response(status=500, text="come back later")
    return await ANSWERS.get(kind, _article)(request, number)


async def story(request: web.Request) -> web.Response:
    """Answer for the target of a redirect."""
    number = page_number(request.path)
    if number is None or request.app[SITE].kind(number) is not Kind.MOVED:
        raise web.HTTPNotFound
    return await _article(request, number)


async def _article(request: web.Request, number: int) -> web.Response:
    return web.Response(text=request.app[SITE].html(number), content_type="text/html")


async def _changing(request: web.Request, number: int) -> web.Response:
    html = request.app[SITE].html(number, request.app[TRIES][number])
    return web.Response(text=html, content_type="text/html")


async def _slow(request: web.Request, number: int) -> web.Response:
    await asyncio.sleep(request.app[SITE].delay_seconds(number))
    return await _article(request, number)


async def _moved(request: web.Request, number: int) -> web.Response:
    raise web.HTTPFound(f"/story/{number}")


async def _error(request: web.Request, number: int) -> web.Response:
    return web.Response(status=500, text="out of order")


async def _reset(request: web.Request, number: int) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _missing(request: web.Request, number: int) -> web.Response:
    raise web.HTTPNotFound


async def _binary(request: web.Request, number: int) -> web.Response:
    return web.Response(body=b"%PDF-1.7\n" + bytes(1000), content_type="application/pdf")


ANSWERS = {
    Kind.SLOW: _slow,
    Kind.CHANGING: _changing,
    Kind.MOVED: _moved,
    Kind.ERROR: _error,
    Kind.RESET: _reset,
    Kind.MISSING: _missing,
    Kind.BINARY: _binary,
}


async def serve(site: Site) -> None:
    """Listen on every address of the site until cancelled."""
    runner = web.AppRunner(application(site), access_log=None)
    await runner.setup()
    hosts = ["127.0.0.1", *map(good_host, range(GOOD_HOSTS))]
    hosts += map(trouble_host, range(TROUBLE_HOSTS))
    for host in hosts:
        await web.TCPSite(runner, host, site.port).start()
    print(f"ready: {len(hosts)} hosts on port {site.port}", flush=True)
    await asyncio.Event().wait()


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser(prog="python -m tests.harness.chaos.site", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    limit = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
    asyncio.run(serve(Site(given.seed, given.port)))


if __name__ == "__main__":
    main()
