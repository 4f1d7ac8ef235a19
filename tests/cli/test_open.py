"""What `newsreel open` says of what it does not list."""

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from rich.console import Console

from services.cli.look.open_urls import list_open
from services.settings import Settings, read_settings
from services.stage.health.process_registry import PortFile, port_file_path, write_port_file


@dataclass
class Ledger:
    """Answers as the ledger does, of so many open URLs, so many messages behind."""

    settings: Settings
    unanswered: int = 0
    lag: int = 0

    async def open(self, request: web.Request) -> web.Response:
        shown = range(min(self.unanswered, int(request.query["limit"])))
        line = {"url": "https://a.example/1", "submitted_at": 0.0, "answer": None}
        return web.json_response([line | {"submission_id": f"s-{number}"} for number in shown])

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
    for path in ("open", "account", "metrics"):
        app.router.add_get(f"/{path}", getattr(found, path))
    app.router.add_get("/health/ready", found.ready)
    async with TestServer(app) as server:
        note = PortFile("ledger", os.getpid(), server.port or 0)
        write_port_file(port_file_path(tmp_path, "ledger"), note)
        yield found


async def shown(ledger: Ledger, limit: int = 100) -> str:
    console = Console(file=StringIO(), width=100)
    assert await list_open(ledger.settings, limit, False, console) == 0
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
