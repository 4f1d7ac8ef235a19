"""What `newsreel open` says of what it does not list."""

import json
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from rich.console import Console

from services.cli.errors import Problem
from services.cli.input.hosts import host_named
from services.cli.look.open_urls import list_open
from services.cli.look.trace import trace
from services.settings import Settings, read_settings
from services.stage.health.process_registry import PortFile, port_file_path, write_port_file


@dataclass
class Ledger:
    """Answers as the ledger does, of so many open URLs, so many messages behind."""

    settings: Settings
    unanswered: int = 0
    lag: int = 0

    async def open(self, request: web.Request) -> web.Response:
        count = 0 if request.query.get("host", "a.example") != "a.example" else self.unanswered
        shown = range(min(count, int(request.query["limit"])))
        line = {"url": "https://a.example/1", "submitted_at": 0.0, "answer": None}
        return web.json_response([line | {"submission_id": f"s-{number}"} for number in shown])

    async def trace(self, request: web.Request) -> web.Response:
        known = {"https://a.example/1": "s-1", "http://a.example/2": "s-2"}
        found = known.get(request.query["of"])
        line = {"url": request.query["of"], "submission_id": found, "submitted_at": 0.0}
        return web.json_response([line | {"trace_id": None, "answer": None}] if found else [])

    async def account(self, _: web.Request) -> web.Response:
        return web.json_response({"unaccounted": self.unanswered})

    async def metrics(self, _: web.Request) -> web.Response:
        return web.Response(text=f"newsreel_consumer_lag_messages {self.lag}\n")

    async def ready(self, _: web.Request) -> web.Response:
        return web.json_response({"problems": []})


@pytest.fixture
async def ledger(tmp_path: Path) -> AsyncIterator[Ledger]:
    settings = read_settings(run_dir=tmp_path, kafka="127.0.0.1:1", store=f"sqlite:///{tmp_path}/s")
    found = Ledger(settings)
    app = web.Application()
    for path in ("open", "account", "metrics", "trace"):
        app.router.add_get(f"/{path}", getattr(found, path))
    app.router.add_get("/health/ready", found.ready)
    async with TestServer(app) as server:
        note = PortFile("ledger", os.getpid(), server.port or 0)
        write_port_file(port_file_path(tmp_path, "ledger"), note)
        yield found


async def shown(ledger: Ledger, limit: int = 100, host: str | None = None) -> str:
    console = Console(file=StringIO(), width=100)
    assert await list_open(ledger.settings, limit, False, console, host) == 0
    return str(console.file.getvalue())  # type: ignore[attr-defined]


async def test_all_are_answered_only_where_the_ledger_has_read_all(ledger: Ledger) -> None:
    assert "every URL that was submitted has its answer\n" in await shown(ledger)
    ledger.lag = 3
    said = await shown(ledger)
    assert "every URL that the ledger has read has its answer; it is 3 messages behind\n" in said


async def test_how_many_more_are_open_is_said(ledger: Ledger) -> None:
    ledger.unanswered = 3
    assert "more" not in await shown(ledger)
    ledger.unanswered = 2_000
    assert "… and 1,997 more\n" in await shown(ledger, limit=3)


async def test_those_of_a_host_are_shown_by_its_name_or_a_url_of_it(ledger: Ledger) -> None:
    ledger.unanswered = 3
    for host in ("a.example", "https://A.example/1"):
        assert (await shown(ledger, host=host_named(host))).count("https://a.example/1") == 3
    assert "… perhaps more: see --limit\n" in await shown(ledger, limit=3, host="a.example")
    assert "no URL of b.example is without an answer\n" in await shown(ledger, host="b.example")


@pytest.mark.parametrize(
    ("query", "found"),
    [("a.example/1", "s-1"), ("a.example/2", "s-2"), ("https://a.example/1", "s-1")],
)
async def test_a_url_is_traced_as_a_browser_shows_it_without_its_scheme(
    ledger: Ledger, query: str, found: str, capsys: pytest.CaptureFixture[str]
) -> None:
    console = Console(file=StringIO(), width=100)
    assert await trace(ledger.settings, query, True, console) == 0
    assert json.loads(capsys.readouterr().out)["submission_id"] == found
    with pytest.raises(Problem, match=r"nothing is known of 'a\.example/3'"):
        await trace(ledger.settings, "a.example/3", True, console)
