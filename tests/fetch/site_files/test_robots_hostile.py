"""A robots.txt that is huge, slow, a page, a redirect or broken: asked of a real server."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from schemas.outcomes import Reason
from schemas.url import parse_url
from services.fetch.site_files.robots import Permission
from services.fetch.site_files.robots_cache import RobotsCache
from services.fetch.tables import METADATA
from services.stage.endings import StageError
from services.stage.store.store import Store
from tests.harness.hostile.server import ADDRESS, Site
from tests.harness.hostile.web import SHORT, StaticResolver, client_for, hostile_site, policy_for
from tests.support.fetch_settings import settings_with

AGENT = "newsreel/0.1"
LIMITS = settings_with(SHORT, timeout_seconds=4.0)

ROBOTS: dict[str, Permission] = {
    "missing": "allowed",
    "forbids": "denied",
    "page": "allowed",
    "huge": "denied",
    "huge-later": "allowed",
    "moved": "denied",
    "moved-5-times": "denied",
    "moved-6-times": "allowed",
    "moved-away": "allowed",
    "status-401": "allowed",
    "status-429": "unreachable",
    "status-500": "unreachable",
    "silent": "unreachable",
    "drips": "unreachable",
    "bomb": "allowed",
    "garbage-gzip": "unreachable",
    "nul": "denied",
}
"""What `robots.txt` is, by the host's name, and what it says of `/private/x`."""


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with hostile_site() as site:
        yield site


@pytest.fixture
async def cache(site: Site, tmp_path: Path) -> AsyncIterator[RobotsCache]:
    store = Store(f"sqlite:///{tmp_path}", "fetch", METADATA)
    await store.start()
    names = StaticResolver({f"{how}.robots.test": [ADDRESS] for how in [*ROBOTS, "hangs-up"]})
    async with client_for(site, policy_for(site), LIMITS, names) as client:
        yield RobotsCache(store, client)
    await store.stop()


@pytest.mark.parametrize("how", ROBOTS)
async def test_whatever_robots_txt_is_there_the_url_is_allowed_or_not(
    how: str, cache: RobotsCache, site: Site
) -> None:
    url = parse_url(f"http://{how}.robots.test:{site.http}/private/x")
    rules, _ = await cache.get(url)
    assert rules.permission(url, AGENT) == ROBOTS[how]
    assert cache.files.remembered(url) is rules, "a host is not asked again soon"


async def test_a_host_that_hangs_up_says_nothing_of_its_rules(
    cache: RobotsCache, site: Site
) -> None:
    url = parse_url(f"http://hangs-up.robots.test:{site.http}/private/x")
    with pytest.raises(StageError) as raised:
        await cache.get(url)
    assert raised.value.reason is Reason.CONNECT_ERROR
    assert cache.files.remembered(url) is None
