"""`newsreel sites` says which sites are not as usual, `newsreel site` what came of one."""

import io
import sys
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from rich.console import Console

from services.cli.look.sites import list_sites, show_visits
from services.ledger.sites.routes import described
from services.settings import Settings, read_settings

SINCE = "2026-03-30T00:00:00Z"
FOUND: list[dict[str, Any]] = [
    {"site": "silent.example", "changed_at": SINCE, "states": [
        {"name": "quiet", "since": SINCE, "sign": "articles", "observed": 0, "expected": 41.0}]},
    {"site": "closed.example", "changed_at": SINCE, "states": [
        {"name": "blocked", "since": SINCE, "sign": "http_403", "observed": 0.9, "expected": 0},
        {"name": "worse", "since": SINCE, "sign": "tags", "observed": 0.1, "expected": 0.8}]},
]  # fmt: skip


@pytest.fixture
async def ledger() -> AsyncIterator[Settings]:
    async def sites(_: web.Request) -> web.Response:
        return web.json_response(FOUND)

    app = web.Application()
    app.router.add_get("/sites", sites)
    async with TestServer(app) as server:
        yield read_settings(ledger_url=str(server.make_url("")).rstrip("/"))


async def printed(ledger: Settings, *wanted: str) -> list[str]:
    text = io.StringIO()
    assert await list_sites(ledger, set(wanted), False, Console(file=text, width=200)) == 0
    return text.getvalue().splitlines()


async def test_each_state_is_a_line_with_what_shows_it_and_since_when(ledger: Settings) -> None:
    assert await printed(ledger) == [
        "quiet    silent.example  since 2026-03-30: 0 new articles, 41 expected",
        "blocked  closed.example  since 2026-03-30: http_403 0.90, usual 0.00",
        "worse    closed.example  since 2026-03-30: tags 0.10, usual 0.80",
    ]


async def test_one_state_may_be_asked_for(ledger: Settings) -> None:
    assert await printed(ledger, "worse") == [
        "worse    closed.example  since 2026-03-30: tags 0.10, usual 0.80"
    ]


async def test_where_no_site_is_in_the_state_that_was_asked_for_it_is_named(
    ledger: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "FOUND", FOUND[:1])
    assert await printed(ledger, "worse") == ["no site is worse"]
    assert await printed(ledger, "worse", "blocked") == ["no site is blocked or worse"]


async def test_a_sites_doors_are_shares_of_its_visits() -> None:
    history = {100: {"visits": 8.0, "new": 2.0, "read": 2.0, "confidence": 1.8, "title": 2.0,
                     "paywalled": 6.0}}  # fmt: skip
    visits = described("one.example", history, 101)
    assert visits["doors"] == {"paywalled": 0.75}
    assert visits["shares"]["confidence"] == pytest.approx(0.9)
    text = io.StringIO()
    show_visits(visits, Console(file=text, width=200))
    assert "paywalled           75.0% of the visits" in text.getvalue()
