"""A host asks for a pause, and the fetch process is killed in it: nobody asks before its end."""

import asyncio
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from services.local.tansu import Tansu
from tests.support.fetch_service import FetchService
from tests.support.threaded_host import Reply, serving

PAGE = b"<!doctype html><html><body><p>The harbour was closed.</p></body></html>"
START_SECONDS_MAX = 40
"""What a start may take on a busy machine; a pause holds as many kills as there is time for."""


@dataclass
class BusyHost:
    """Answers its first page with 429, and every later one with a page."""

    pause_seconds: int
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
def host(pause_seconds: int) -> Iterator[BusyHost]:
    busy = BusyHost(pause_seconds)
    with serving(busy.answer) as busy.url:
        yield busy


PAUSE_SECONDS = 120 if os.environ.get("CI") == "true" else 45


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.parametrize("pause_seconds", [PAUSE_SECONDS])
def test_no_request_reaches_a_host_before_its_pause_ends_though_fetch_is_killed_in_it(
    host: BusyHost, pause_seconds: int, tmp_path: Path
) -> None:
    settings = {
        "NEWSREEL_FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
        "NEWSREEL_FETCH_ALLOWED_PORTS": "any",
        "NEWSREEL_FETCH_RETRY_DELAYS_SECONDS": "1,1,1,1,1",  # the pause alone holds it back
    }
    kills = pause_seconds // START_SECONDS_MAX
    with Tansu() as broker:
        service = FetchService(broker.bootstrap, tmp_path, settings)
        asyncio.run(service.make_topics())
        service.submit("first", f"{host.url}/first")
        child = service.start()
        child.wait_until(lambda: len(host.asked) == 2, 60)  # robots.txt, and the page
        refused_at = host.asked[-1][1]
        for number in range(kills):
            time.sleep(2)
            child.kill()
            service.submit(f"kill-{number}", f"{host.url}/kill-{number}")
            child = service.start()
        assert time.monotonic() < refused_at + pause_seconds, "too slow: the kills came too late"
        names = {"first", *(f"kill-{number}" for number in range(kills))}
        ends = service.ends(names, 3 * pause_seconds)
        child.stop()
    later = [(path, at) for path, at in host.asked if at > refused_at]
    assert all(at >= refused_at + pause_seconds - 0.01 for _, at in later), later
    assert {path for path, _ in later} == {f"/{name}" for name in names}
    assert ends == dict.fromkeys(names)
