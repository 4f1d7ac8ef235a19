"""`newsreel site` says at what pace fetch asks a host, and what holds it back."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from schemas.outcomes import Reason
from services.cli.errors import Problem
from services.cli.look import pace
from services.cli.look.pace import pace_of
from services.cli.look.site import site
from services.cli.steer.control import command
from services.fetch.hosts import table as hosts
from services.fetch.hosts.crawl_delays import CrawlDelay
from services.fetch.hosts.health import Health
from services.fetch.hosts.host import HostRecord
from services.fetch.tables import METADATA
from services.settings import Settings, read_settings
from services.stage.control.in_force import InForce
from tests.support.stores import running

FAR = datetime(2100, 1, 1, tzinfo=UTC).timestamp()
RULES = """
blocked_hosts = ["closed.example"]

[hosts."ruled.example"]
delay_seconds = 3
concurrency = 2
"""


@pytest.fixture
async def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    rules = tmp_path / "rules.toml"
    rules.write_text(RULES)
    down = Health(down_until=FAR, down_reason=Reason.DNS_ERROR, slow_level=2)
    asked = CrawlDelay(9.0, "https://asks.example", 1.0)
    async with running(f"sqlite:///{tmp_path}", "fetch", METADATA) as store:
        known = HostRecord("down.example", down), HostRecord("asks.example", crawl_delay=asked)
        for record in known:
            await store.call(hosts.save, hosts.Sighting(record, 1.0))

    async def read(*_: object) -> InForce:
        state = InForce()
        state.take(command("pace", "ruled.example", "they asked", "ann", delay_seconds=7.0))
        state.take(command("block", "ads.example", "only ads", "ann"))
        return state

    monkeypatch.setattr(pace, "in_force", read)
    return read_settings(
        store=f"sqlite:///{tmp_path}", rules_file=rules, run_dir=tmp_path, ledger_url=None
    )


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("down.example", ["pace        4 s between requests, 1 at once",
                          "host        down.example is left alone until 2100-01-01 00:00:00 UTC"]),
        ("asks.example", ["pace        9 s between requests, 1 at once",
                          "crawl-delay 9 s, by its robots.txt"]),
        ("closed.example", ["pace        1 s between requests, 1 at once",
                            "blocked host closed.example"]),
        ("new.example", ["pace        1 s between requests, 1 at once"]),
        ("::1", ["pace        1 s between requests, 1 at once"]),
    ],
)  # fmt: skip
async def test_a_pace_is_told_with_what_makes_it(
    config: Settings, host: str, said: list[str]
) -> None:
    assert list((await pace_of(config, host)).words) == said


async def test_commands_count_before_the_rules_and_are_named(config: Settings) -> None:
    paced, force = (await pace_of(config, "www.ruled.example")).words
    assert paced == "pace        7 s between requests, 2 at once"
    assert force.startswith("in force: pace ruled.example: 7 s between requests (by ann, ")
    _, blocked = (await pace_of(config, "www.ads.example")).words
    assert blocked.startswith("blocked host ads.example by ann")


async def test_the_pace_of_a_host_that_nobody_has_visited_is_shown_where_it_is_special(
    config: Settings,
) -> None:
    text = io.StringIO()
    assert await site(config, "asks.example", False, Console(file=text, width=200)) == 0
    assert text.getvalue().splitlines()[:2] == [
        "asks.example", "  pace        9 s between requests, 1 at once",
    ]  # fmt: skip
    with pytest.raises(Problem, match="no ledger runs here"):
        await site(config, "new.example", False, Console(file=text))
