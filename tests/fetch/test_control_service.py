"""Commands take hold of a running fetch service, live and at its start; garbage is counted."""

import asyncio
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from schemas.control import Control
from schemas.pipeline import CONTROL
from services.cli.steer.control import command
from services.local.child import Child
from services.local.tansu import Tansu
from services.stage.health.process_registry import read_port_files
from tests.support.fetch_service import FetchService
from tests.support.stack import ForeignClient
from tests.support.threaded_host import Reply, serving

PAGE = b"<!doctype html><html><body><p>The harbour was closed.</p></body></html>"
SETTINGS = {
    "NEWSREEL_FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
    "NEWSREEL_FETCH_ALLOWED_PORTS": "any",
    "NEWSREEL_FETCH_DELAY_SECONDS": "0",
}


@dataclass
class Host:
    """Answers `/busy…` with a pause of an hour, everything else with a page."""

    url: str = ""
    asked: list[str] = field(default_factory=list)

    def answer(self, path: str, _: Mapping[str, str]) -> Reply:
        self.asked.append(path)
        if path.startswith("/busy"):
            return Reply(429, {"Retry-After": "3600"}, PAGE)
        return Reply(404 if path == "/robots.txt" else 200, {}, PAGE)


@dataclass
class Running:
    """A fetch service, its host, and who gives the commands."""

    service: FetchService
    child: Child
    host: Host
    client: ForeignClient
    folder: Path

    def say(self, control: Control) -> None:
        self.client.send(CONTROL.name, control.value, control.key.encode())

    def metric(self, line: str) -> float:
        """Value of a series by its name and labels."""
        (note,) = read_port_files(self.folder / "run")
        with urllib.request.urlopen(f"http://127.0.0.1:{note.port}/metrics") as response:
            text = response.read().decode()
        return float(next(each for each in text.splitlines() if each.startswith(line)).split()[-1])

    def wait_for(self, line: str, value: float, seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while self.metric(line) != value:
            assert time.monotonic() < deadline, (line, self.metric(line))
            time.sleep(0.1)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder, host = tmp_path_factory.mktemp("fetch"), Host()
    with serving(host.answer) as host.url, Tansu() as broker:
        service = FetchService(broker.bootstrap, folder, SETTINGS)
        asyncio.run(service.make_topics())
        client = ForeignClient(broker.bootstrap)
        early = command("cancel", "early", "before it was submitted", "mina")
        client.send(CONTROL.name, early.value, early.key.encode())
        child = service.start()
        yield Running(service, child, host, client, folder)
        child.stop()


def test_what_was_said_before_the_start_is_in_force_from_the_first_event_on(
    running: Running,
) -> None:
    running.service.submit("early", f"{running.host.url}/early")
    outcome = running.service.ends({"early"}, 60)["early"]
    assert outcome is not None
    assert (outcome["outcome"], outcome["reason"]) == ("cancelled", "cancelled")
    assert outcome["detail"] == "withdrawn by mina: before it was submitted"
    assert "/early" not in running.host.asked


def test_a_paused_stage_begins_nothing_stays_ready_and_goes_on_when_resumed(
    running: Running,
) -> None:
    running.say(command("pause", "fetch", "a test", "mina"))
    running.wait_for('newsreel_paused{stage="fetch"}', 1)
    running.service.submit("paused", f"{running.host.url}/paused")
    time.sleep(3)
    assert "/paused" not in running.host.asked
    assert running.metric('newsreel_ready{stage="fetch"}') == 1
    running.say(command("resume", "fetch", "a test", "mina"))
    assert running.service.ends({"paused"}, 60) == {"paused": None}


def test_a_url_that_waits_for_an_hour_is_answered_at_once_when_it_is_withdrawn(
    running: Running,
) -> None:
    url = f"{running.host.url}/busy"
    running.service.submit("waiting", url)
    running.wait_for("newsreel_scheduled_urls", 1)
    running.say(command("cancel", "waiting", "not wanted any more", "mina", url=url))
    outcome = running.service.ends({"waiting"}, 60)["waiting"]
    assert outcome is not None
    assert outcome["reason"] == "cancelled"
    assert running.host.asked.count("/busy") == 1


def test_a_blocked_host_is_not_asked_and_its_urls_say_by_whom_and_why(running: Running) -> None:
    running.say(command("block", "127.0.0.1", "a test", "mina"))
    running.wait_for('newsreel_controls_total{result="taken",stage="fetch"}', 5)
    running.service.submit("blocked", f"{running.host.url}/blocked")
    outcome = running.service.ends({"blocked"}, 60)["blocked"]
    assert outcome is not None
    assert outcome["reason"] == "host_blocked"
    assert outcome["detail"] == "blocked host 127.0.0.1 by mina: a test"
    assert "/blocked" not in running.host.asked


def test_what_is_not_a_command_is_ignored_and_counted(running: Running) -> None:
    running.client.send(CONTROL.name, b"\xff", b"stage:fetch")
    running.client.send(CONTROL.name, None, b"stage:fetch")
    running.wait_for('newsreel_controls_total{result="ignored",stage="fetch"}', 2)
    assert running.child.running
