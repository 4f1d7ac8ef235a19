"""The table of `newsreel status`: all of it at 80 columns, each URL counted once."""

import asyncio
import os
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from rich.console import Console

from schemas.control import Control
from schemas.pipeline import PIPELINE
from services.cli.clients.stages import NO_STAGE, StageView, look, processes
from services.cli.look.status import (
    Picture,
    _as_data,
    _open_letters,
    _picture,
    _show,
    _table,
    absent,
    exit_code,
    figures,
)
from services.settings import read_settings
from services.stage.health.process_registry import PortFile, port_file_path, write_port_file


def view(stage: str, port: int, passed: float, followed: float) -> StageView:
    counts = [({"outcome": "passed"}, passed), ({"outcome": "done"}, followed)]
    samples: dict[str, list[tuple[dict[str, str], float]]] = {
        "newsreel_events_total": counts,
        "newsreel_consumer_lag_messages": [({}, 123456.0)],
    }
    return StageView(stage, f"127.0.0.1:{port}", [], samples)


@pytest.fixture
def shown() -> str:
    views = [view(s.stage, 45100 + n, 1_234_567, 8) for n, s in enumerate(PIPELINE)]
    console = Console(file=StringIO(), width=80)
    console.print(_table(views, views))
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def test_each_row_is_whole_at_80_columns(shown: str) -> None:
    assert "…" not in shown
    assert len(shown.splitlines()) == len(PIPELINE) + 2
    for port in range(45100, 45106):
        assert str(port) in shown


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_a_narrow_terminal_cuts_off_no_number_and_no_name(columns: int) -> None:
    far = replace(view("extract", 1, 1_234_567, 0), address="newsreel-extract-1.news.svc:8080")
    console = Console(file=StringIO(), width=columns)
    _show(picture(far, in_force=[]), console)
    table = console.file.getvalue()  # type: ignore[attr-defined]
    assert "extract  newsreel-extract-1.news.svc:8080" in table
    assert "1,234,567" in table
    assert "…" not in table


def test_what_retention_deleted_unread_is_told_once_for_each_topic() -> None:
    one, other = view("fetch", 45101, 5, 0), view("fetch", 45102, 5, 0)
    for process, unread in ((one, 40.0), (other, 20.0)):
        process.samples["newsreel_expired_messages_total"] = [
            ({"topic": "urls.accepted.v1"}, unread),
            ({"topic": "urls.outcomes.v1"}, 0.0),
        ]
    console = Console(file=StringIO(), width=80)
    both = [one, other]
    _show(replace(picture(one, in_force=[]), before=both, after=both), console)
    said = console.file.getvalue()  # type: ignore[attr-defined]
    assert "retention of urls.accepted.v1 deleted 60 messages before they were read" in said
    assert said.count("retention") == 1


def test_outcomes_that_a_stage_only_follows_are_not_counted(shown: str) -> None:
    rows = {line.split()[0]: line.split()[5] for line in shown.splitlines()[2:]}
    assert rows["fetch"] == rows["intake"] == "1,234,567"
    assert rows["ledger"] == "1,234,575"


def test_what_is_so_now_is_told_from_what_was_since_the_start(shown: str) -> None:
    groups, names = (line for line in shown.splitlines()[:2])
    assert groups.split() == ["now", "since", "start"]
    assert names.split("/s")[1].split() == [
        "lag", "in", "work", "done", "failed", "dead", "retries",
    ]  # fmt: skip
    assert groups.index("now") < names.index("lag") < groups.index("since") < names.index("done")


def test_a_paused_stage_is_marked_in_its_row() -> None:
    paused = view("fetch", 45101, 5, 0)
    paused.samples["newsreel_paused"] = [({"stage": "fetch"}, 1.0)]
    console = Console(file=StringIO(), width=80)
    console.print(_table([paused], [paused]))
    assert console.file.getvalue().splitlines()[2].split()[:3] == ["fetch", "45101", "paused"]  # type: ignore[attr-defined]
    assert _as_data(Picture([paused], [paused], None, None, []))["stages"][0]["paused"] is True


def test_a_rate_is_over_the_time_between_the_two_samples() -> None:
    old, new = view("fetch", 1, 100, 0), view("fetch", 1, 170, 0)
    old, new = replace(old, at=10.0), replace(new, at=17.0)
    assert figures(old, new)["per_second"] == 10.0
    assert figures(new, new)["per_second"] == 0.0


async def test_open_dead_letters_are_unknown_and_soon_so_where_no_broker_answers() -> None:
    async with asyncio.timeout(20):
        assert await _open_letters(read_settings(kafka="127.0.0.1:1"), watch=False) is None


async def test_a_name_stands_for_all_of_its_processes() -> None:
    given = ["localhost:8080", "127.0.0.1:1", "[::1]:2", "nobody.invalid:3"]
    found = await processes([("", each) for each in given])
    assert found[:3] == [("", "127.0.0.1:8080"), ("", "127.0.0.1:1"), ("", "[::1]:2")]
    assert found[3] == ("", "nobody.invalid:3")  # asking it says what is wrong


@pytest.mark.parametrize(
    "answer", [b"<!doctype html>", b"[]", b'{"problems": 3}', b"\xff"], ids=repr
)
async def test_what_is_no_stage_is_told_so(answer: bytes) -> None:
    async def answered(_: web.Request) -> web.Response:
        return web.Response(body=answer)

    server = TestServer(web.Application())
    server.app.router.add_get("/{path:.*}", answered)
    async with server:
        seen = await look("", f"{server.host}:{server.port}")
    assert seen.problems == [NO_STAGE]


async def test_why_nobody_answers_is_said_in_few_words() -> None:
    (refused,) = (await look("", "127.0.0.1:1")).problems
    assert refused == "does not answer: connection refused"
    (unknown,) = (await look("", "nobody.invalid:3")).problems
    assert unknown.startswith("does not answer: ")
    assert "connect" not in unknown.removeprefix("does not answer: ")
    assert "Errno" not in unknown


def picture(*views: StageView, in_force: list[Control] | None) -> Picture:
    account = {"unaccounted": 0, "oldest_unaccounted_seconds": 0, "conflicts": 0}
    return Picture(list(views), list(views), account, None, in_force)


async def test_a_stage_of_which_no_process_runs_has_a_row_and_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def found(stage: str, address: str) -> StageView:
        return view(stage, int(address.rpartition(":")[2]), 1, 0)

    write_port_file(port_file_path(tmp_path, "ledger"), PortFile("ledger", os.getpid(), 45100))
    monkeypatch.setattr("services.cli.look.status.look", found)
    settings = read_settings(run_dir=tmp_path, kafka="127.0.0.1:1")
    seen = await _picture(settings, [], watch=False)
    console = Console(file=StringIO(), width=80)
    console.print(_table(seen.before, seen.after))
    rows = console.file.getvalue().splitlines()[2:]  # type: ignore[attr-defined]
    assert [row.split()[0] for row in rows] == [step.stage for step in PIPELINE]
    assert [row.split()[1:] == ["\u2013"] * 8 for row in rows] == [
        step.stage != "ledger" for step in PIPELINE
    ]
    assert exit_code(seen) == 1
    named = await _picture(settings, ["127.0.0.1:45100"], watch=False)
    assert len(named.after) == 1


async def test_who_watches_sees_that_no_stage_is_left_and_goes_on(tmp_path: Path) -> None:
    settings = read_settings(run_dir=tmp_path, kafka="127.0.0.1:1")
    seen = await _picture(settings, [], watch=True)
    assert [each.stage for each in seen.after if each.problems] == [s.stage for s in PIPELINE]


def test_the_exit_code_says_whether_all_is_well() -> None:
    views = [view(step.stage, 1, 1, 0) for step in PIPELINE]
    assert absent(views) == []
    assert exit_code(picture(*views, in_force=[])) == 0
    assert exit_code(picture(*views, in_force=None)) == 1  # Kafka is away
    assert exit_code(picture(*absent(views[:5]), in_force=[])) == 1
