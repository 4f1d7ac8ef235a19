"""The table of `newsreel status`: all of it at 80 columns, each URL counted once."""

from io import StringIO

import pytest
from rich.console import Console

from schemas.pipeline import PIPELINE
from services.cli.stages import StageView, processes
from services.cli.status import _table


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
    assert len(shown.splitlines()) == len(PIPELINE) + 1
    for port in range(45100, 45106):
        assert str(port) in shown


def test_outcomes_that_a_stage_only_follows_are_not_counted(shown: str) -> None:
    rows = {line.split()[0]: line.split()[3] for line in shown.splitlines()[1:]}
    assert rows["fetch"] == rows["intake"] == "1,234,567"
    assert rows["ledger"] == "1,234,575"


async def test_a_name_stands_for_all_of_its_processes() -> None:
    given = ["localhost:8080", "127.0.0.1:1", "[::1]:2", "nobody.invalid:3"]
    found = await processes([("", each) for each in given])
    assert found[:3] == [("", "127.0.0.1:8080"), ("", "127.0.0.1:1"), ("", "[::1]:2")]
    assert found[3] == ("", "nobody.invalid:3")  # asking it says what is wrong
