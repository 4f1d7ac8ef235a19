"""Many hosts on loopback that serve the pages, packed as real sites pack them."""

import gzip
import multiprocessing as mp
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from services.local.child import free_port

HOSTS = 200


def url_of(port: int, number: int, copy: str, page: str) -> str:
    """Return the address of a page's copy on one of the hosts."""
    host = f"127.1.{number % HOSTS // 100}.{1 + number % 100}"
    return f"http://{host}:{port}/{copy}-{number}/{page}"


@contextmanager
def running_site(pages: Mapping[str, bytes]) -> Iterator[tuple[int, int]]:
    """Serve in a process of its own; give its port and its process id."""
    with serving(_serve, dict(pages)) as where:
        yield where


@contextmanager
def serving(serve: Callable[..., None], *told: Any) -> Iterator[tuple[int, int]]:
    """Call `serve(port, *told)` in a process of its own; give its port and its process id."""
    port = free_port()
    process = mp.get_context("spawn").Process(target=serve, args=(port, *told), daemon=True)
    process.start()
    try:
        yield port, process.pid or 0
    finally:
        process.terminate()
        process.join()


def _serve(port: int, pages: dict[str, bytes]) -> None:
    from aiohttp import web

    packed = {name: gzip.compress(page, 6) for name, page in pages.items()}
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}

    async def page(request: web.Request) -> web.Response:
        body = packed.get(request.match_info["page"])
        return (
            web.Response(status=404) if body is None else web.Response(body=body, headers=headers)
        )

    app = web.Application()
    app.router.add_get("/{copy}/{page}", page)
    web.run_app(app, host="0.0.0.0", port=port, print=None, access_log=None)
