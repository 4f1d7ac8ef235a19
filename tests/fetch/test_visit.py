"""A visit waits its host's turn, obeys robots.txt, and comes again after what may pass."""

import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web

from schemas.events import PageFetched, UrlAccepted
from schemas.outcomes import Reason
from schemas.url import parse_url
from services.fetch.equipment import Equipment
from services.fetch.schedule import Row
from services.fetch.visit import Later, Visitor
from services.stage.endings import Rejected
from services.stage.settings import Settings

PAGE = "<!doctype html><html><head><title>t</title></head><body><p>text</p></body></html>"


@dataclass
class Site:
    """A server whose answers a test sets by path."""

    base: str = ""
    robots: str = ""
    robots_status: int = 200
    answers: dict[str, web.Response] = field(default_factory=dict)
    asked: list[tuple[str, float]] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.Response:
        self.asked.append((request.path, time.monotonic()))
        if request.path == "/robots.txt":
            return web.Response(text=self.robots, status=self.robots_status)
        answer = self.answers.get(request.path)
        if answer is None:
            return web.Response(text=PAGE, content_type="text/html")
        return web.Response(status=answer.status, headers=answer.headers, body=answer.body)

    def accepted(self, path: str, attempt: int = 1) -> UrlAccepted:
        url = parse_url(self.base + path)
        return UrlAccepted(url=url.href, host=url.host, site=url.site, attempt=attempt)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    site = Site()
    app = web.Application()
    app.router.add_get("/{path:.*}", site.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    await web.TCPSite(runner, "127.0.0.2", port).start()
    site.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield site
    await runner.cleanup()


async def never_emitted(row: Row) -> None:
    raise AssertionError(f"{row} is not due")


def never_crashed(error: BaseException) -> None:
    raise AssertionError("a task of the equipment has ended") from error


Start = Callable[..., Awaitable[Visitor]]


@pytest.fixture
async def start(tmp_path: Path) -> AsyncIterator[Start]:
    """Start the fetch service's equipment on one folder; a second start is a restart."""
    running: list[Equipment] = []

    async def start(**settings: object) -> Visitor:
        for each in running:
            await each.stop()
        running.clear()
        values: dict[str, object] = {
            "store": f"sqlite:///{tmp_path}",
            "fetch_allowed_networks": "127.0.0.0/8",
            "fetch_allowed_ports": "any",
            "fetch_delay_seconds": 0.0,
        }
        config = Settings.model_validate({**values, **settings})
        equipment = Equipment(config, never_emitted, never_crashed)
        await equipment.start()
        running.append(equipment)
        return equipment.visitor

    yield start
    for each in running:
        await each.stop()


async def test_a_page_comes_back_with_what_robots_txt_said(site: Site, start: Start) -> None:
    visit = await (await start()).visit(site.accepted("/a"))
    assert isinstance(visit.result, PageFetched)
    assert visit.result.rights.robots == "allowed"
    assert visit.requests == 1


async def test_a_denied_path_is_not_asked_for(site: Site, start: Start) -> None:
    site.robots = "User-agent: *\nDisallow: /private"
    visit = await (await start()).visit(site.accepted("/private/x"))
    assert visit.result == Rejected(Reason.ROBOTS_DENIED)
    assert [path for path, _ in site.asked] == ["/robots.txt"]


async def test_robots_txt_that_cannot_be_read_forbids_for_now(site: Site, start: Start) -> None:
    site.robots_status = 503
    visit = await (await start()).visit(site.accepted("/a"))
    assert isinstance(visit.result, Later)
    assert [path for path, _ in site.asked] == ["/robots.txt"]


async def test_robots_txt_that_can_never_be_read_denies_at_last(site: Site, start: Start) -> None:
    site.robots_status = 503
    visitor = await start(fetch_retry_delays_seconds="1")
    visit = await visitor.visit(site.accepted("/a", attempt=2))
    assert isinstance(visit.result, Rejected)
    assert visit.result.reason is Reason.ROBOTS_DENIED


async def test_a_crawl_delay_holds_the_next_request_back(site: Site, start: Start) -> None:
    site.robots = "User-agent: *\nCrawl-delay: 1"
    visitor = await start()
    for path in ("/a", "/b"):
        await visitor.visit(site.accepted(path))
    first, second = [at for path, at in site.asked if path != "/robots.txt"]
    assert second - first >= 0.99


async def test_a_server_error_is_tried_again_and_at_last_is_the_answer(
    site: Site, start: Start
) -> None:
    site.answers["/a"] = web.Response(status=500)
    visitor = await start(fetch_retry_delays_seconds="60")
    visit = await visitor.visit(site.accepted("/a"))
    assert isinstance(visit.result, Later)
    assert (visit.result.attempt, visit.result.why) == (2, "http_5xx")
    last = await visitor.visit(site.accepted("/a", attempt=2))
    assert isinstance(last.result, Rejected)
    assert last.result.reason is Reason.HTTP_5XX


async def test_a_cooldown_outlives_a_restart(site: Site, start: Start) -> None:
    site.answers["/a"] = web.Response(status=429, headers={"Retry-After": "120"})
    await (await start()).visit(site.accepted("/a"))
    asked = len(site.asked)
    before = time.time()
    visit = await (await start()).visit(site.accepted("/b"))
    assert isinstance(visit.result, Later)
    assert visit.result.due_at >= before + 110
    assert len(site.asked) == asked


async def test_a_redirect_to_a_denied_path_is_not_followed(site: Site, start: Start) -> None:
    site.robots = "User-agent: *\nDisallow: /private"
    site.answers["/a"] = web.Response(status=302, headers={"Location": "/private/x"})
    visit = await (await start()).visit(site.accepted("/a"))
    assert isinstance(visit.result, Rejected)
    assert visit.result.reason is Reason.ROBOTS_DENIED
    assert "/private/x" not in [path for path, _ in site.asked]


def moved(target: str) -> web.Response:
    return web.Response(status=302, headers={"Location": target})


def times(site: Site, path: str) -> list[float]:
    return [at for asked, at in site.asked if asked == path]


async def test_a_redirect_to_another_host_waits_for_a_turn_there(site: Site, start: Start) -> None:
    elsewhere = site.base.replace("127.0.0.1", "127.0.0.2")
    site.answers["/a"] = moved(f"{elsewhere}/b")
    site.robots = "User-agent: *\nCrawl-delay: 2"
    visitor = await start()
    other = parse_url(f"{elsewhere}/first")
    accepted = UrlAccepted(url=other.href, host=other.host, site=other.site)
    await visitor.visit(accepted)
    visit = await visitor.visit(site.accepted("/a"))
    assert isinstance(visit.result, PageFetched)
    assert visit.result.final_url == f"{elsewhere}/b"
    assert visit.waited_seconds > 1
    assert times(site, "/b")[0] - times(site, "/first")[0] >= 1.99


async def test_a_redirect_to_a_cooling_host_goes_on_by_the_schedule(
    site: Site, start: Start
) -> None:
    elsewhere = site.base.replace("127.0.0.1", "127.0.0.2")
    site.answers["/a"] = moved(f"{elsewhere}/b")
    site.answers["/busy"] = web.Response(status=429, headers={"Retry-After": "120"})
    visitor = await start()
    busy = parse_url(f"{elsewhere}/busy")
    await visitor.visit(UrlAccepted(url=busy.href, host=busy.host, site=busy.site))
    before = time.time()
    visit = await visitor.visit(site.accepted("/a"))
    assert isinstance(visit.result, Later)
    assert visit.result.due_at >= before + 110
    assert visit.group == "127.0.0.2"
    assert times(site, "/b") == []


async def test_trouble_after_a_redirect_is_the_trouble_of_the_host_that_has_it(
    site: Site, start: Start
) -> None:
    elsewhere = site.base.replace("127.0.0.1", "127.0.0.2")
    site.answers["/a"] = moved(f"{elsewhere}/b")
    site.answers["/b"] = web.Response(status=429, headers={"Retry-After": "120"})
    visitor = await start()
    assert isinstance((await visitor.visit(site.accepted("/a"))).result, Later)
    assert isinstance((await visitor.visit(site.accepted("/c"))).result, PageFetched)


async def test_a_ring_of_redirects_between_hosts_gives_every_turn_back(
    site: Site, start: Start
) -> None:
    elsewhere = site.base.replace("127.0.0.1", "127.0.0.2")
    site.answers["/a"] = moved(f"{elsewhere}/b")
    site.answers["/b"] = moved(f"{site.base}/a")
    visitor = await start()
    visit = await visitor.visit(site.accepted("/a"))
    assert visit.result.reason is Reason.TOO_MANY_REDIRECTS  # type: ignore[union-attr]
    assert visitor.courtesy.turns.frontier.states(time.time())["active"] == 0


async def test_a_host_that_is_not_there_is_no_robots_txt_that_forbids(
    site: Site, start: Start
) -> None:
    visitor = await start(fetch_down_after_failures=2)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = parse_url(f"http://127.0.0.1:{closed.getsockname()[1]}/a")
        accepted = UrlAccepted(url=url.href, host=url.host, site=url.site)
        ends = [(await visitor.visit(accepted)).result for _ in range(3)]
    assert [end.why for end in ends if isinstance(end, Later)] == [
        "connect_error", "connect_error", "down",
    ]  # fmt: skip


async def test_a_name_that_does_not_exist_is_answered_at_once(site: Site, start: Start) -> None:
    visit = await (await start(fetch_dns_servers="127.0.0.1:1")).visit(
        UrlAccepted(url="http://no-such-name.invalid/", host="x", site="x", attempt=6)
    )
    assert isinstance(visit.result, Rejected)
    assert visit.result.reason is Reason.DNS_ERROR
