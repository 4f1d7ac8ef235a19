"""What is parsed of robots.txt and its like stays within a budget of memory."""

import gc
import tracemalloc
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path

import orjson
import pytest
from aiohttp import web

from schemas.url import Url, parse_url
from services.fetch.http.client import Client
from services.fetch.site_files.cache import ENTRY_BYTES, MEMORY_BYTES, Weighed
from services.fetch.site_files.robots import ROBOTS_MAX_BYTES, RobotsRules, parse_robots
from services.fetch.site_files.robots_cache import RobotsCache
from services.fetch.site_files.tdmrep import parse_tdmrep
from services.fetch.tables import METADATA
from services.policy.addresses import AddressPolicy
from services.stage.store.store import Store
from tests.harness.hostile.web import StaticResolver
from tests.support.fetch_settings import settings_with

AGENT = "newsreel/0.1"
HERE = AddressPolicy((ip_network("127.0.0.0/8"),), None)
URL = parse_url("https://a.test/section/1/archive/x?y=1")

LINES: dict[str, Callable[[int], bytes]] = {
    "plain": lambda n: b"Disallow: /section/%d/archive/\n" % n,
    "short": lambda n: b"allow:/%x\n" % n,
    "old line ends": lambda n: b"allow:/%x\r" % n,
    "stars": lambda n: b"allow /*%x\n" % n,
    "many stars": lambda n: b"allow:/" + b"*a" * 20 + b"%x\n" % n,
    "anchors": lambda n: b"allow %x$\n" % n,
    "stars and anchors": lambda n: b"allow *%x$\n" % n,
    "start pages": lambda n: b"allow /%x/index.html\n" % n,
    "letters": lambda n: b"allow /\xe9\xe9\xe9\xe9%x\n" % n,
    "many letters": lambda n: b"allow /" + b"\xe9" * 900 + b"%x\n" % n,
    "to be quoted": lambda n: b"allow /" + b'"<>{}|^`' * 100 + b"%x\n" % n,
    "two groups": lambda n: b"user-agent:newsreel\nallow /%x\nuser-agent:*\nallow /%x\n" % (n, n),
    "sitemaps": lambda n: b"sitemap:%x\n" % n,
    "usage": lambda n: b"content-usage: /%x ai=n\n" % n,
    "of others": lambda n: b"user-agent: bot%d\nDisallow: /a%d\n" % (n, n),
}


def robots(kind: str, length: int) -> bytes:
    """Fill a file with lines of a kind."""
    text = b"User-agent: *\n"
    number = 0
    while len(text) < length:
        text += b"".join(LINES[kind](number + n) for n in range(100))
        number += 100
    return text[: text.rindex(b"\r" if b"\r" in text else b"\n", 0, length) + 1]


def asked_about(body: bytes) -> RobotsRules:
    rules = RobotsRules(200, bytes(bytearray(body)))  # a copy, to be weighed too
    rules.permission(URL, AGENT)
    rules.rights_for(URL, AGENT)
    return rules


def measured(make: Callable[[], Weighed]) -> Iterator[tuple[int, int]]:
    """Weigh the thing three times: how many bytes it takes, and how many it says.

    Other threads of the process allocate, too: one time that it takes no more is enough.
    """
    make()  # the first of all fills caches of the libraries, too
    for _ in range(3):
        yield _measured(make)


def _measured(make: Callable[[], Weighed]) -> tuple[int, int]:
    gc.collect()
    tracemalloc.start()
    try:
        made = make()
        gc.collect()
        return tracemalloc.get_traced_memory()[0], made.memory_bytes
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("length", [60, 1_500, 40_000])
@pytest.mark.parametrize("kind", LINES)
def test_a_robots_txt_weighs_no_less_than_it_takes(kind: str, length: int) -> None:
    body = robots(kind, length)
    weighed = measured(lambda: asked_about(body))
    assert any(takes <= says + ENTRY_BYTES for takes, says in weighed)


def test_a_plain_robots_txt_weighs_not_much_more_than_it_takes() -> None:
    body = robots("plain", 40_000)
    weighed = measured(lambda: asked_about(body))
    assert all(says < 3 * takes for takes, says in weighed)


@pytest.mark.parametrize("location", ["/a", "/" + "é" * 400, "/*" * 200])
def test_a_tdmrep_json_weighs_no_less_than_it_takes(location: str) -> None:
    policy = "https://policies.example/" + "p" * 100
    entry = {"location": location, "tdm-reservation": 1, "tdm-policy": policy}
    body = orjson.dumps([{**entry, "tdm-policy": f"{policy}{n}"} for n in range(900)])
    weighed = measured(lambda: parse_tdmrep(200, body))
    assert any(takes <= says + ENTRY_BYTES for takes, says in weighed)


def test_the_heaviest_file_of_all_finds_room() -> None:
    assert parse_robots(200, robots("plain", ROBOTS_MAX_BYTES)).memory_bytes < MEMORY_BYTES


@dataclass
class Hosts:
    """Hosts at one address, each with a robots.txt of 500 KiB."""

    port: int = 0
    file: bytes = field(default_factory=lambda: robots("plain", ROBOTS_MAX_BYTES))
    asked: list[str] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.Response:
        self.asked.append(request.url.host or "")
        return web.Response(body=self.file)

    def url(self, number: int) -> Url:
        return parse_url(f"http://h{number}.test:{self.port}/section/3/archive/x")


NUMBERS = range(10)
BUDGET_BYTES = 25_000_000


@pytest.fixture
async def hosts() -> AsyncIterator[Hosts]:
    hosts = Hosts()
    app = web.Application()
    app.router.add_get("/robots.txt", hosts.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hosts.port = runner.addresses[0][1]
    yield hosts
    await runner.cleanup()


@pytest.fixture
async def cache(hosts: Hosts, tmp_path: Path) -> AsyncIterator[RobotsCache]:
    store = Store(f"sqlite:///{tmp_path}", "fetch", METADATA)
    await store.start()
    names = StaticResolver({f"h{number}.test": ["127.0.0.1"] for number in NUMBERS})
    async with Client(settings_with(), HERE, resolver=names) as client:
        yield RobotsCache(store, client, memory_bytes=BUDGET_BYTES)
    await store.stop()


async def test_many_huge_files_take_no_more_than_the_budget(
    hosts: Hosts, cache: RobotsCache
) -> None:
    gc.collect()
    tracemalloc.start()
    try:
        for number in NUMBERS:
            url = hosts.url(number)
            assert (await cache.get(url))[0].permission(url, AGENT) == "denied"
        gc.collect()
        kept_bytes = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert kept_bytes < BUDGET_BYTES  # without one: 50 MB
    assert cache.files.remembered(hosts.url(NUMBERS[-1])) is not None


async def test_what_had_to_leave_memory_is_not_asked_for_again(
    hosts: Hosts, cache: RobotsCache
) -> None:
    for number in (0, 1, 0, 2, 3, 0):
        await cache.get(hosts.url(number))
    assert len(hosts.asked) == 4
    assert [cache.files.remembered(hosts.url(number)) is None for number in range(4)] == [
        False, True, True, False,
    ], "the one unused for longest goes first"  # fmt: skip
