"""`newsreel failed` narrows, counts, and gives more than the ledger does at once."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from rich.console import Console
from typer.main import get_command
from typer.testing import CliRunner

from services.cli.errors import Problem
from services.cli.look import failed
from services.cli.main import app
from services.clock import now
from services.settings import Settings


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """What a ledger of 2,500 failures is asked."""
    questions: list[dict[str, str]] = []

    async def ledger(_: Settings, path: str, **query: str) -> list[dict[str, Any]]:
        questions.append(query)
        if "count_by" in query:
            return [
                {"name": "a.example", "count": 1200},
                {"name": "[fe80::1]", "count": 2},
                {"name": "", "count": 1},
            ]
        first = int(query.get("after_id", "-1")) + 1
        answer = {
            "outcome": "failed", "reason": "timeout", "detail": None,
            "decided_at": "2026-03-01T12:00:00.123456Z",
        }  # fmt: skip
        numbers = range(first, min(first + int(query["limit"]), 2500))
        return [
            {"submission_id": str(number), "url": f"https://a.example/{number}", "answer": answer}
            for number in numbers
        ]

    monkeypatch.setattr(failed, "ask_ledger", ledger)
    return questions


async def listed(limit: int) -> list[str]:
    console = Console(file=StringIO(), width=200)
    await failed.list_failed(Settings(), limit, {"host": "a.example"}, False, console)
    return console.file.getvalue().splitlines()  # type: ignore[attr-defined,no-any-return]


@pytest.mark.parametrize(
    ("limit", "shown", "questions"), [(1, 1, 1), (2200, 2200, 3), (9000, 2500, 3)]
)
async def test_more_lines_than_come_at_once_are_asked_for_behind_the_last(
    asked: list[dict[str, str]], limit: int, shown: int, questions: int
) -> None:
    urls = [line.split()[2] for line in await listed(limit) if "https://" in line]
    assert urls == [f"https://a.example/{number}" for number in range(shown)]
    assert len(asked) == questions
    assert {each["host"] for each in asked} == {"a.example"}


async def test_what_would_help_is_said_once_for_people_and_on_each_line_for_programs(
    asked: list[dict[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "\n".join(await listed(3)).count("NEWSREEL_FETCH_TIMEOUT_SECONDS") == 1
    await failed.list_failed(Settings(), 3, {}, True, Console())
    assert capsys.readouterr().out.count("NEWSREEL_FETCH_TIMEOUT_SECONDS") == 3


async def test_failures_are_counted_by_host(asked: list[dict[str, str]]) -> None:
    console = Console(file=StringIO(), width=80)
    await failed.count_failed(Settings(), {}, "host", False, console)
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert [line.split() for line in shown.splitlines()] == [
        ["host", "URLs"], ["a.example", "1,200"], ["[fe80::1]", "2"], ["(none)", "1"],
    ]  # fmt: skip


def test_what_is_asked_for_is_read_as_people_write_it() -> None:
    words = ["--reason", "timeout", "--host", "https://A.example/x", "--since", "2h"]
    given = get_command(app).commands["failed"].make_context("failed", words).params  # type: ignore[attr-defined]
    asked = failed.failed_so(given["reason"], given["host"], given["since"])
    assert (asked["reason"], asked["host"]) == ("timeout", "a.example")
    assert abs(float(asked["since"]) - (now() - timedelta(hours=2)).timestamp()) < 5
    assert failed.failed_so(None, None, None) == {}


@pytest.mark.parametrize("option", [("--since", "soon"), ("--count-by", "url"), ("--host", "a b")])
def test_what_cannot_be_asked_is_told(option: tuple[str, str]) -> None:
    done = CliRunner().invoke(app, ["failed", *option])
    assert isinstance(done.exception, Problem)
    assert done.exception.exit_code == 2


@pytest.mark.parametrize(
    ("asked_for", "said"),
    [({}, "no URL failed"), ({"reason": "timeout"}, "no failed URL fits what was asked for")],
)
async def test_none_of_all_is_told_from_none_that_fits(
    monkeypatch: pytest.MonkeyPatch, asked_for: dict[str, str], said: str
) -> None:
    async def ledger(*_: object, **__: str) -> list[dict[str, Any]]:
        return []

    monkeypatch.setattr(failed, "ask_ledger", ledger)
    console = Console(file=StringIO(), width=200)
    await failed.list_failed(Settings(), 10, asked_for, False, console)
    await failed.count_failed(Settings(), asked_for, "host", False, console)
    assert console.file.getvalue() == f"{said}\n" * 2  # type: ignore[attr-defined]
