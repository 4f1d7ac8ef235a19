"""What `newsreel up` leaves open is named, and in a file that can be submitted again."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from schemas.submission import read_submission
from services.cli.errors import Problem
from services.cli.input.lines import lines_of
from services.cli.run.left import Left, file_in, say_what_is_left, what_is_left
from services.ledger.account import enter
from services.ledger.ledger import Submitted
from services.ledger.tables import METADATA
from services.settings import Settings, read_settings
from tests.support.stores import running

ODD = "# {not a url"


async def ledger_of(folder: Path, urls: list[str]) -> Settings:
    store = f"sqlite:///{folder}/state"
    async with running(store, "ledger", METADATA) as ledger:
        facts = [Submitted(f"s-{number}", url, float(number)) for number, url in enumerate(urls)]
        await ledger.call_many(enter, facts)
    return read_settings(store=store)


def said(settings: Settings, folder: Path | None, is_whole: bool = True) -> str:
    console = Console(file=StringIO(), width=200)
    say_what_is_left(console, settings, folder, is_whole)
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def kept(folder: Path) -> list[Path]:
    return list(folder.glob("open-*.jsonl"))


async def test_all_that_is_open_is_in_the_file_and_the_oldest_are_named(tmp_path: Path) -> None:
    urls = [ODD, *(f"https://a.example/{number}" for number in range(1500))]
    settings = await ledger_of(tmp_path, urls)
    assert what_is_left(settings) == Left(1501, urls[:20])
    shown = said(settings, tmp_path)
    (file,) = kept(tmp_path)
    assert [read_submission(line.encode()).url for line in lines_of([], file)] == urls
    assert shown.startswith("1,501 URLs have no answer yet\n  # {not a url\n")
    assert "  https://a.example/18\n  and 1,481 more\nthe embedded broker is memory only" in shown
    assert shown.endswith(f" submit --file {file}`\n")


async def test_a_kafka_that_lasts_needs_no_file(tmp_path: Path) -> None:
    settings = await ledger_of(tmp_path, ["https://a.example/1"])
    assert said(settings, None) == (
        "1 URL has no answer yet\n"
        "  https://a.example/1\n"
        "start again with the same NEWSREEL_KAFKA to go on\n"
    )
    assert not kept(tmp_path)


async def test_where_nothing_is_open_no_file_is_made_and_none_goes(tmp_path: Path) -> None:
    earlier = file_in(tmp_path, datetime(2026, 3, 1, tzinfo=UTC))
    earlier.write_text("{}")
    settings = await ledger_of(tmp_path, [])
    assert said(settings, tmp_path) == "every URL that was submitted has its answer\n"
    assert kept(tmp_path) == [earlier]


def test_two_ends_never_share_a_file(tmp_path: Path) -> None:
    at = datetime(2026, 3, 1, 9, 5, 7, tzinfo=UTC)
    assert file_in(tmp_path, at) == tmp_path / "open-20260301-090507.jsonl"
    assert file_in(tmp_path, at) != file_in(tmp_path, at + timedelta(seconds=1))


async def test_a_file_that_cannot_be_written_is_told_after_the_names(tmp_path: Path) -> None:
    settings = await ledger_of(tmp_path, ["https://a.example/1"])
    console = Console(file=StringIO(), width=200)
    with pytest.raises(Problem, match=r"cannot write .*nowhere/open-.*: No such file or directory"):
        say_what_is_left(console, settings, tmp_path / "nowhere", is_whole=True)
    assert "  https://a.example/1\n" in console.file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("made", [True, False])
def test_where_no_ledger_ever_ran_nothing_is_said(tmp_path: Path, made: bool) -> None:
    folder = tmp_path / ("" if made else "nowhere")
    assert said(read_settings(store=f"sqlite:///{folder}"), None) == ""
