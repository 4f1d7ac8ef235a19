"""A host asks for a pause, and the fetch process is killed in it: nobody asks before its end."""

import asyncio
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from services.local.tansu import Tansu
from tests.support.fetch_service import FetchService
from tests.support.threaded_host import Reply, serving

PAGE = b"<!doctype html><html><body><p>The harbour was closed.</p></body></html>"
KILLS = 3
KILL_AFTER_SECONDS = 2
PAUSE_SECONDS_MAX = 150
"""On a machine that is so busy that three starts take no less."""


@dataclass
class BusyHost:
    """Answers its first page with 429, and every later one with a page."""

    pause_seconds: int = 0
    url: str = ""
    asked: list[tuple[str, float]] = field(default_factory=list)
    """Path and instant (monotonic, seconds) of each request, robots.txt included."""

    def answer(self, path: str, _: Mapping[str, str]) -> Reply:
        first = all(before == "/robots.txt" for before, _ in self.asked)
        self.asked.append((path, time.monotonic()))
        if path == "/robots.txt":
            return Reply(404, {}, PAGE)
        if first:
            return Reply(429, {"Retry-After": str(self.pause_seconds)}, PAGE)
        return Reply(200, {}, PAGE)


@pytest.fixture
def host() -> Iterator[BusyHost]:
    busy = BusyHost()
    with serving(busy.answer) as busy.url:
        yield busy


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_no_request_reaches_a_host_before_its_pause_ends_though_fetch_is_killed_in_it(
    host: BusyHost, tmp_path: Path
) -> None:
    settings = {
        "NEWSREEL_FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
        "NEWSREEL_FETCH_ALLOWED_PORTS": "any",
        "NEWSREEL_FETCH_RETRY_DELAYS_SECONDS": "1,1,1,1,1",  # the pause alone holds it back
    }
    with Tansu() as broker:
        service = FetchService(broker.bootstrap, tmp_path, settings)
        asyncio.run(service.make_topics())
        began = time.monotonic()
        child = service.start()
        host.pause_seconds = pause_for(time.monotonic() - began)
        service.submit("first", f"{host.url}/first")
        child.wait_until(lambda: len(host.asked) == 2, 60)  # robots.txt, and the page
        refused_at = host.asked[-1][1]
        for number in range(KILLS):
            time.sleep(KILL_AFTER_SECONDS)
            child.kill()
            service.submit(f"kill-{number}", f"{host.url}/kill-{number}")
            child = service.start()
        assert time.monotonic() < refused_at + host.pause_seconds, "too slow: a kill came too late"
        names = {"first", *(f"kill-{number}" for number in range(KILLS))}
        ends = service.ends(names, 3 * host.pause_seconds)
        child.stop()
    later = [(path, at) for path, at in host.asked if at > refused_at]
    assert all(at >= refused_at + host.pause_seconds - 0.01 for _, at in later), later
    assert {path for path, _ in later} == {f"/{name}" for name in names}
    assert ends == dict.fromkeys(names)


def pause_for(start_seconds: float) -> int:
    """Give a pause that three kills fit into, though starts become twice as slow; whole seconds."""
    return min(int(KILLS * (KILL_AFTER_SECONDS + 2 * start_seconds)) + 10, PAUSE_SECONDS_MAX)
