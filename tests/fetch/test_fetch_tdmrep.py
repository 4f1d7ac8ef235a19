"""A site's tdmrep.json speaks for pages that state no TDMRep themselves, where switched on."""

import asyncio
import gzip
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import orjson
import pytest
from aiohttp import web

from schemas.events import PageFetched, UrlAccepted
from schemas.outcomes import Reason
from schemas.url import parse_url
from services.fetch.equipment import Equipment
from services.fetch.hosts import load_robots
from services.fetch.schedule import Row
from services.fetch.tdmrep import TDMREP_MAX_BYTES, TDMREP_PATH
from services.stage.endings import Rejected
from services.stage.settings import Settings

POLICY = "https://policies.example/tdm"
PLAIN = "<!doctype html><html><head><title>t</title></head><body><p>text</p></body></html>"
RESERVED = orjson.dumps([{"location": "/", "tdm-reservation": 1, "tdm-policy": POLICY}])
GRANTED = orjson.dumps([{"location": "/", "tdm-reservation": 0}])
HOUR, DAY = 3_600, 86_400


@dataclass
class Site:
    """A server at two addresses whose answers a test sets by path."""

    base: str = ""
    answers: dict[str, dict[str, object]] = field(default_factory=dict)
    """Path → arguments of `web.Response`, and `seconds` to wait before it."""
    asked: list[tuple[str, float]] = field(default_factory=list)
    """Host with path, and when."""

    async def handle(self, request: web.Request) -> web.Response:
        self.asked.append((request.url.host + request.path, time.monotonic()))
        default: dict[str, object] = {"text": PLAIN, "content_type": "text/html"}
        if request.path in ("/robots.txt", TDMREP_PATH):
            default = {"status": 404}
        given = dict(self.answers.get(request.path, default))
        await asyncio.sleep(given.pop("seconds", 0))
        return web.Response(**given)

    def page(self, **answer: object) -> None:
        """Set the answer of `/a`."""
        self.answers["/a"] = {"text": PLAIN, "content_type": "text/html"} | answer

    def file(self, body: bytes = RESERVED, **answer: object) -> None:
        """Set the site's statement."""
        self.answers[TDMREP_PATH] = {"body": body} | answer

    def accepted(self, path: str) -> UrlAccepted:
        url = parse_url(self.base + path)
        return UrlAccepted(url=url.href, host=url.host, site=url.site)

    def files_asked(self) -> list[str]:
        """Name the hosts that were asked for the file."""
        return [at.removesuffix(TDMREP_PATH) for at, _ in self.asked if at.endswith(TDMREP_PATH)]


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
    site.base = f"http://127.0.0.1:{port}"
    yield site
    await runner.cleanup()


async def never_emitted(row: Row) -> None:
    raise AssertionError(f"{row} is not due")


def never_crashed(error: BaseException) -> None:
    raise AssertionError("a task of the equipment has ended") from error


Start = Callable[..., Awaitable[Equipment]]


@pytest.fixture
async def start(tmp_path: Path) -> AsyncIterator[Start]:
    """Start the fetch service's equipment on one folder; a second start is a restart."""
    running: list[Equipment] = []

    async def start(**settings: object) -> Equipment:
        for each in running:
            await each.stop()
        running.clear()
        values: dict[str, object] = {
            "store": f"sqlite:///{tmp_path}",
            "fetch_allowed_networks": "127.0.0.0/8",
            "fetch_allowed_ports": "any",
            "fetch_delay_seconds": 0.0,
            "fetch_tdmrep": True,
        }
        equipment = Equipment(
            Settings.model_validate({**values, **settings}), never_emitted, never_crashed
        )
        await equipment.start()
        running.append(equipment)
        return equipment

    yield start
    for each in running:
        await each.stop()


async def visited(equipment: Equipment, accepted: UrlAccepted) -> PageFetched:
    page = (await equipment.visitor.visit(accepted)).result
    assert isinstance(page, PageFetched)
    return page


def meta(reservation: int) -> str:
    return PLAIN.replace("<title>", f'<meta name="tdm-reservation" content="{reservation}"><title>')


async def test_a_page_that_states_nothing_has_what_its_site_states(
    site: Site, start: Start
) -> None:
    site.file(RESERVED)
    page = await visited(await start(), site.accepted("/a"))
    assert (page.rights.tdm_reserved, page.rights.tdm_policy) == (True, POLICY)
    assert page.rights.robots == "allowed"


async def test_the_file_is_not_asked_for_unless_switched_on(site: Site, start: Start) -> None:
    site.file(RESERVED)
    page = await visited(await start(fetch_tdmrep=Settings().fetch_tdmrep), site.accepted("/a"))
    assert page.rights.tdm_reserved is None
    assert site.files_asked() == []


@pytest.mark.parametrize("stated", [0, 1])
@pytest.mark.parametrize("where", ["header", "meta"])
async def test_a_page_speaks_over_its_sites_file(
    where: str, stated: int, site: Site, start: Start
) -> None:
    site.file(GRANTED if stated else RESERVED)
    if where == "header":
        site.page(headers={"TDM-Reservation": str(stated)})
    else:
        site.page(text=meta(stated))
    page = await visited(await start(), site.accepted("/a"))
    assert (page.rights.tdm_reserved, page.rights.tdm_policy) == (bool(stated), None)


@pytest.mark.parametrize(
    ("policy", "reserved"), [("obey", "refused"), ("flag", True), ("ignore", None)]
)
async def test_the_rights_policy_counts_what_the_site_reserves(
    policy: str, reserved: object, site: Site, start: Start
) -> None:
    site.file(RESERVED)
    visitor = (await start(rights_policy=policy)).visitor
    end = (await visitor.visit(site.accepted("/a"))).result
    if isinstance(end, PageFetched):
        assert end.rights.tdm_reserved is reserved
    else:
        assert end == Rejected(Reason.RIGHTS_RESERVED, "tdm-reservation")
        assert reserved == "refused"
    assert len(site.files_asked()) == (0 if policy == "ignore" else 1)


@pytest.mark.parametrize(
    ("answer", "kept_seconds"),
    [
        ({"status": 404, "body": b""}, DAY),
        ({"status": 403}, DAY),
        ({"body": b"<!doctype html><p>not here"}, DAY),
        ({"body": RESERVED + b" " * TDMREP_MAX_BYTES}, DAY),
        ({"body": gzip.compress(bytes(5_000_000)), "headers": {"Content-Encoding": "gzip"}}, DAY),
        (
            {"body": b"\x1f\x8b\x08\x00" + b"\xff" * 40, "headers": {"Content-Encoding": "gzip"}},
            HOUR,
        ),
        ({"status": 302, "headers": {"Location": TDMREP_PATH}}, DAY),
        ({"status": 429, "headers": {"Retry-After": "9"}}, HOUR),
        ({"status": 503}, HOUR),
        ({"seconds": 1.5}, HOUR),
    ],
    ids=["missing", "forbidden", "page", "huge", "bomb", "broken", "loop", "busy", "down", "slow"],
)
async def test_a_file_that_is_none_says_nothing_and_is_not_asked_for_again_soon(
    answer: dict[str, object], kept_seconds: int, site: Site, start: Start
) -> None:
    site.file(**answer)  # type: ignore[arg-type]
    equipment = await start(fetch_first_byte_timeout_seconds=0.5)
    for path in ("/a", "/b"):
        page = await visited(equipment, site.accepted(path))
        assert page.rights.tdm_reserved is None
    assert len(site.files_asked()) == 1
    record = await equipment.store.call(load_robots, site.base + TDMREP_PATH)
    assert record is not None
    assert record.expires_at - record.fetched_at == pytest.approx(kept_seconds, abs=1)


async def test_many_urls_ask_for_one_file(site: Site, start: Start) -> None:
    site.file(RESERVED)
    equipment = await start(fetch_concurrency_per_host=5)
    pages = await asyncio.gather(
        *(visited(equipment, site.accepted(f"/a/{number}")) for number in range(20))
    )
    assert all(page.rights.tdm_reserved for page in pages)
    assert site.files_asked() == ["127.0.0.1"]


async def test_a_restart_does_not_ask_again(site: Site, start: Start) -> None:
    site.file(RESERVED)
    for _ in range(2):
        page = await visited(await start(), site.accepted("/a"))
        assert page.rights.tdm_policy == POLICY
    assert len(site.files_asked()) == 1


async def test_a_page_after_a_redirect_is_spoken_for_by_the_host_that_has_it(
    site: Site, start: Start
) -> None:
    site.file(RESERVED)
    elsewhere = site.base.replace("127.0.0.1", "127.0.0.2")
    site.page(status=302, headers={"Location": f"{elsewhere}/b"})
    page = await visited(await start(), site.accepted("/a"))
    assert page.final_url == f"{elsewhere}/b"
    assert page.rights.tdm_reserved is True
    assert site.files_asked() == ["127.0.0.2"]


async def test_a_file_that_has_moved_on_its_host_is_read(site: Site, start: Start) -> None:
    site.file(b"", status=301, headers={"Location": "/tdm/statement.json"})
    site.answers["/tdm/statement.json"] = {"body": RESERVED}
    page = await visited(await start(), site.accepted("/a"))
    assert page.rights.tdm_reserved is True


async def test_a_file_on_another_host_is_not_asked_for(site: Site, start: Start) -> None:
    elsewhere = site.base.replace("127.0.0.1", "127.0.0.2")
    site.file(b"", status=302, headers={"Location": f"{elsewhere}/statement.json"})
    site.answers["/statement.json"] = {"body": RESERVED}
    page = await visited(await start(), site.accepted("/a"))
    assert page.rights.tdm_reserved is None
    assert not [at for at, _ in site.asked if at.startswith("127.0.0.2")]


@pytest.mark.parametrize(("obeyed", "files"), [(True, 0), (False, 1)])
async def test_robots_txt_decides_about_the_file_too(
    obeyed: bool, files: int, site: Site, start: Start
) -> None:
    site.file(RESERVED)
    site.answers["/robots.txt"] = {"text": "User-agent: *\nDisallow: /.well-known/"}
    await visited(await start(fetch_obey_robots=obeyed), site.accepted("/a"))
    assert len(site.files_asked()) == files


async def test_the_next_page_waits_its_delay_after_the_file(site: Site, start: Start) -> None:
    site.file(RESERVED)
    site.page(seconds=0.4)
    equipment = await start(fetch_delay_seconds=0.6)
    await asyncio.gather(*(visited(equipment, site.accepted(path)) for path in ("/a", "/b")))
    at = dict(site.asked)
    assert at["127.0.0.1/b"] - at["127.0.0.1" + TDMREP_PATH] >= 0.59


async def test_a_file_of_a_thousand_hard_patterns_is_still_read(site: Site, start: Start) -> None:
    hard = [{"location": "/" + "a*" * 200 + "b$", "tdm-reservation": 0}] * 999
    site.file(orjson.dumps([*hard, {"location": "/", "tdm-reservation": 1}]))
    page = await visited(await start(), site.accepted("/" + "a" * 1900))
    assert page.rights.tdm_reserved is True
