"""One contender of the fetch benchmark, in a process of its own; prints its figures as JSON.

`python -m tests.harness.bench.fetch_contenders NAME PORT PATH PAGES CONCURRENCY`
"""

import asyncio
import json
import resource
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from ipaddress import ip_network

from tests.harness.bench.fetch_site import addresses

Figures = dict[str, float]
Fetch = Callable[[str], Awaitable[int]]
"""Fetches a URL; returns the length of the page."""


class Meter:
    """CPU and wall time from its start to its end, of this process."""

    def __init__(self) -> None:
        self._usage = resource.getrusage(resource.RUSAGE_SELF)
        self._started = time.perf_counter()

    def figures(self, sizes: list[int]) -> Figures:
        seconds = time.perf_counter() - self._started
        usage = resource.getrusage(resource.RUSAGE_SELF)
        cpu = usage.ru_utime + usage.ru_stime - self._usage.ru_utime - self._usage.ru_stime
        return {
            "pages": len(sizes), "bytes": sum(sizes), "seconds": seconds,
            "cpu_ms": 1000 * cpu / len(sizes), "memory_mb": usage.ru_maxrss / 1024,
        }  # fmt: skip


async def pooled(fetch: Fetch, urls: Iterator[str], concurrency: int) -> Figures:
    """Warm up with a page, then fetch all URLs with so many workers."""
    sizes: list[int] = []
    await fetch(next(urls))
    meter = Meter()

    async def work() -> None:
        for url in urls:
            sizes.append(await fetch(url))

    await asyncio.gather(*(work() for _ in range(concurrency)))
    return meter.figures(sizes)


async def bare_aiohttp(urls: Iterator[str], concurrency: int) -> Figures:
    """No limits, no guard, no answer object: what the library costs by itself."""
    import aiohttp

    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def fetch(url: str) -> int:
            async with session.get(url) as response:
                return len(await response.read())

        return await pooled(fetch, urls, concurrency)


async def our_client(urls: Iterator[str], concurrency: int) -> Figures:
    """Our client alone."""
    from services.fetch.http.types import Response

    async with _client() as client:

        async def fetch(url: str) -> int:
            answer = await client.get(url)
            assert isinstance(answer, Response), answer
            return len(answer.body)

        return await pooled(fetch, urls, concurrency)


async def our_fetch(urls: Iterator[str], concurrency: int) -> Figures:
    """The whole verb: client, sniffing, rights, event."""
    from schemas.events import PageFetched, UrlAccepted
    from tests.harness.hostile.web import fetch_page

    async with _client() as client:

        async def one(url: str) -> int:
            accepted = UrlAccepted(url=url, host="127.0.1.1", site="127.0.1.1")
            page = await fetch_page(client, accepted)
            assert isinstance(page, PageFetched), page
            return len(page.body)

        return await pooled(one, urls, concurrency)


def _client():  # type: ignore[no-untyped-def]
    from services.fetch.http.client import Client
    from services.policy.addresses import AddressPolicy
    from tests.support.fetch_settings import settings_with

    limits = settings_with(  # 5,000 connections at once on a busy machine
        connect_timeout_seconds=60, first_byte_timeout_seconds=60, timeout_seconds=120
    )
    return Client(limits, AddressPolicy((ip_network("127.0.0.0/16"),), None))


def scrapy(urls: Iterator[str], concurrency: int) -> Figures:
    """Scrapy with everything off that costs and that we do not do either."""
    from scrapy import Request, Spider
    from scrapy.crawler import CrawlerProcess

    sizes: list[int] = []

    class Bench(Spider):
        name = "bench"

        async def start(self):  # type: ignore[no-untyped-def]
            for url in urls:
                yield Request(url, self.parse, dont_filter=True)

        def parse(self, response):  # type: ignore[no-untyped-def]
            sizes.append(len(response.body))

    process = CrawlerProcess(
        {
            "LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False, "ROBOTSTXT_OBEY": False,
            "CONCURRENT_REQUESTS": concurrency, "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency,
            "DOWNLOAD_DELAY": 0, "COOKIES_ENABLED": False, "RETRY_ENABLED": False,
            "STATS_DUMP": False,
        }
    )  # fmt: skip
    process.crawl(Bench)
    meter = Meter()
    process.start()
    return meter.figures(sizes)


CONTENDERS = {"bare aiohttp": bare_aiohttp, "our client": our_client, "our fetch": our_fetch}


def main() -> None:
    """Run one contender and print what it took."""
    name, port, path, pages, concurrency = sys.argv[1:]
    hosts = addresses()
    urls = iter([f"http://{hosts[i % len(hosts)]}:{port}/{path}/{i}" for i in range(int(pages))])
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if name == "scrapy":
        figures = scrapy(urls, int(concurrency))
    else:
        figures = asyncio.run(CONTENDERS[name](urls, int(concurrency)))
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
