"""A site's tdmrep.json speaks for pages that state no TDMRep themselves, where switched on."""

import asyncio
import gzip
from functools import partial

import orjson
import pytest

from schemas.events import PageFetched, UrlAccepted
from schemas.outcomes import Reason
from services.fetch.bootstrap import Runtime
from services.fetch.site_files import table as site_files
from services.fetch.site_files.tdmrep import TDMREP_MAX_BYTES, TDMREP_PATH
from services.settings import Settings
from services.stage.endings import Ended
from tests.support.visits import ELSEWHERE, HERE, PAGE, Site, Start

POLICY = "https://policies.example/tdm"
RESERVED = orjson.dumps([{"location": "/", "tdm-reservation": 1, "tdm-policy": POLICY}])
GRANTED = orjson.dumps([{"location": "/", "tdm-reservation": 0}])
HOUR, DAY = 3_600, 86_400


@pytest.fixture
def start(start: Start) -> Start:
    return partial(start, fetch_tdmrep=True)


def state(site: Site, body: bytes = RESERVED, **answer: object) -> None:
    """Set the site's statement."""
    site.answer(TDMREP_PATH, body=body, **answer)


def set_page(site: Site, **answer: object) -> None:
    """Set the answer of `/a`."""
    site.answer("/a", **({"text": PAGE, "content_type": "text/html"} | answer))


def files_asked(site: Site) -> list[str]:
    """Name the hosts that were asked for the file."""
    return [asked.host for asked in site.asked if asked.path == TDMREP_PATH]


async def visited(runtime: Runtime, accepted: UrlAccepted) -> PageFetched:
    page = (await runtime.visitor.visit(accepted)).result
    assert isinstance(page, PageFetched)
    return page


def meta(reservation: int) -> str:
    return PAGE.replace("<title>", f'<meta name="tdm-reservation" content="{reservation}"><title>')


async def test_a_page_that_states_nothing_has_what_its_site_states(
    site: Site, start: Start
) -> None:
    state(site, RESERVED)
    page = await visited(await start(), site.accepted("/a"))
    assert (page.rights.tdm_reserved, page.rights.tdm_policy) == (True, POLICY)
    assert page.rights.robots == "allowed"


async def test_the_file_is_not_asked_for_unless_switched_on(site: Site, start: Start) -> None:
    state(site, RESERVED)
    page = await visited(await start(fetch_tdmrep=Settings().fetch_tdmrep), site.accepted("/a"))
    assert page.rights.tdm_reserved is None
    assert files_asked(site) == []


@pytest.mark.parametrize("stated", [0, 1])
@pytest.mark.parametrize("where", ["header", "meta"])
async def test_a_page_speaks_over_its_sites_file(
    where: str, stated: int, site: Site, start: Start
) -> None:
    state(site, GRANTED if stated else RESERVED)
    if where == "header":
        set_page(site, headers={"TDM-Reservation": str(stated)})
    else:
        set_page(site, text=meta(stated))
    page = await visited(await start(), site.accepted("/a"))
    assert (page.rights.tdm_reserved, page.rights.tdm_policy) == (bool(stated), None)


@pytest.mark.parametrize(
    ("policy", "reserved"), [("obey", "refused"), ("flag", True), ("ignore", None)]
)
async def test_the_rights_policy_counts_what_the_site_reserves(
    policy: str, reserved: object, site: Site, start: Start
) -> None:
    state(site, RESERVED)
    visitor = (await start(rights_policy=policy)).visitor
    end = (await visitor.visit(site.accepted("/a"))).result
    if isinstance(end, PageFetched):
        assert end.rights.tdm_reserved is reserved
    else:
        said = f"for ai-input: tdm-reservation: 1, policy {POLICY} (tdmrep.json)"
        assert end == Ended(Reason.RIGHTS_RESERVED, said)
        assert reserved == "refused"
    assert len(files_asked(site)) == (0 if policy == "ignore" else 1)


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
    state(site, **answer)  # type: ignore[arg-type]
    runtime = await start(fetch_first_byte_timeout_seconds=0.5)
    for path in ("/a", "/b"):
        page = await visited(runtime, site.accepted(path))
        assert page.rights.tdm_reserved is None
    assert len(files_asked(site)) == 1
    file = await runtime.store.call(site_files.load, site.base + TDMREP_PATH)
    assert file is not None
    assert file.expires_at - file.fetched_at == pytest.approx(kept_seconds, abs=1)


async def test_many_urls_ask_for_one_file(site: Site, start: Start) -> None:
    state(site, RESERVED)
    runtime = await start(fetch_concurrency_per_host=5)
    pages = await asyncio.gather(
        *(visited(runtime, site.accepted(f"/a/{number}")) for number in range(20))
    )
    assert all(page.rights.tdm_reserved for page in pages)
    assert files_asked(site) == [HERE]


async def test_a_restart_does_not_ask_again(site: Site, start: Start) -> None:
    state(site, RESERVED)
    for _ in range(2):
        page = await visited(await start(), site.accepted("/a"))
        assert page.rights.tdm_policy == POLICY
    assert len(files_asked(site)) == 1


async def test_a_page_after_a_redirect_is_spoken_for_by_the_host_that_has_it(
    site: Site, start: Start
) -> None:
    state(site, RESERVED)
    site.move("/a", f"{site.elsewhere}/b")
    page = await visited(await start(), site.accepted("/a"))
    assert page.final_url == f"{site.elsewhere}/b"
    assert page.rights.tdm_reserved is True
    assert files_asked(site) == [ELSEWHERE]


async def test_a_file_that_has_moved_on_its_host_is_read(site: Site, start: Start) -> None:
    state(site, b"", status=301, headers={"Location": "/tdm/statement.json"})
    site.answer("/tdm/statement.json", body=RESERVED)
    page = await visited(await start(), site.accepted("/a"))
    assert page.rights.tdm_reserved is True


async def test_a_file_on_another_host_is_not_asked_for(site: Site, start: Start) -> None:
    state(site, b"", status=302, headers={"Location": f"{site.elsewhere}/statement.json"})
    site.answer("/statement.json", body=RESERVED)
    page = await visited(await start(), site.accepted("/a"))
    assert page.rights.tdm_reserved is None
    assert not [asked for asked in site.asked if asked.host == ELSEWHERE]


@pytest.mark.parametrize(
    "target", ["http://a..test/", "http://a;b.test/", f"http://{'a' * 64}.test/", "http://[::1"]
)
async def test_a_file_that_has_moved_to_no_host_says_nothing(
    target: str, site: Site, start: Start
) -> None:
    state(site, b"", status=302, headers={"Location": target})
    page = await visited(await start(), site.accepted("/a"))
    assert page.rights.tdm_reserved is None


@pytest.mark.parametrize(("obeyed", "files"), [(True, 0), (False, 1)])
async def test_robots_txt_decides_about_the_file_too(
    obeyed: bool, files: int, site: Site, start: Start
) -> None:
    state(site, RESERVED)
    site.robots("Disallow: /.well-known/")
    await visited(await start(fetch_obey_robots=obeyed), site.accepted("/a"))
    assert len(files_asked(site)) == files


async def test_the_next_page_waits_its_delay_after_the_file(site: Site, start: Start) -> None:
    state(site, RESERVED)
    set_page(site, seconds=0.4)
    runtime = await start(fetch_delay_seconds=0.6)
    await asyncio.gather(*(visited(runtime, site.accepted(path)) for path in ("/a", "/b")))
    # counted from the page before it, 0.2 s would be left
    assert site.times("/b")[0] - site.times(TDMREP_PATH)[0] > 0.4


async def test_a_file_of_a_thousand_hard_patterns_is_still_read(site: Site, start: Start) -> None:
    hard = [{"location": "/" + "a*" * 200 + "b$", "tdm-reservation": 0}] * 999
    state(site, orjson.dumps([*hard, {"location": "/", "tdm-reservation": 1}]))
    page = await visited(await start(), site.accepted("/" + "a" * 1900))
    assert page.rights.tdm_reserved is True
