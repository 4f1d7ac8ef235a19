"""A robots.txt that lies with another host is asked for only where that host may be asked now."""

from pathlib import Path

import pytest

from schemas.events import PageFetched
from schemas.outcomes import Reason
from services.fetch.deferral import Deferred
from services.fetch.hosts.health import Health
from tests.support.visits import ELSEWHERE, HERE, Site, Start, url_accepted

FILE = "/for-crawlers.txt"


@pytest.fixture
def site(site: Site) -> Site:
    """A site whose robots.txt lies with the other host, and allows."""
    site.answer("/robots.txt", status=301, headers={"Location": site.elsewhere + FILE})
    site.answer(FILE, text="User-agent: *\nDisallow: /private")
    return site


def hosts_asked(site: Site) -> set[str]:
    return {asked.host for asked in site.asked}


async def test_its_rules_count_as_the_hosts_own(site: Site, start: Start) -> None:
    visitor = (await start()).visitor
    assert isinstance((await visitor.visit(site.accepted("/a"))).result, PageFetched)
    refused = (await visitor.visit(site.accepted("/private/x"))).result
    assert refused.reason is Reason.ROBOTS_DENIED  # type: ignore[union-attr]
    assert site.paths == ["/robots.txt", FILE, "/a"]


async def test_a_blocked_host_is_not_asked_and_the_page_has_to_wait(
    site: Site, start: Start, tmp_path: Path
) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(f'blocked_hosts = ["{ELSEWHERE}"]')
    visit = await (await start(rules_file=rules)).visitor.visit(site.accepted("/a"))
    assert isinstance(visit.result, Deferred)
    assert visit.result.why == Reason.ROBOTS_DENIED
    assert hosts_asked(site) == {HERE}


async def test_a_cooling_host_is_not_asked_and_the_page_has_to_wait(
    site: Site, start: Start
) -> None:
    site.answer("/busy", status=429, headers={"Retry-After": "9"})
    visitor = (await start()).visitor
    await visitor.visit(url_accepted(f"{site.elsewhere}/busy"))
    del site.asked[:]
    visit = await visitor.visit(site.accepted("/a"))
    assert isinstance(visit.result, Deferred)
    assert hosts_asked(site) == {HERE}


@pytest.mark.parametrize("way", ["no connection", "no TLS"])
async def test_that_nobody_is_there_is_no_word_about_who_leads_there(
    way: str, site: Site, start: Start
) -> None:
    away = f"http://{ELSEWHERE}:1" if way == "no connection" else f"https{site.elsewhere[4:]}"
    site.answer("/robots.txt", status=301, headers={"Location": away + FILE})
    runtime = await start()
    for path in ("/a", "/b", "/c"):
        visit = await runtime.visitor.visit(site.accepted(path))
        assert isinstance(visit.result, Deferred)
        assert visit.result.why == Reason.ROBOTS_DENIED
    assert site.paths == ["/robots.txt"], "that it cannot be read is kept"
    assert runtime.frontier.record(HERE).health == Health()
