"""Commands without a restart: a wrong one is refused before anything is written."""

import asyncio
from functools import partial
from io import StringIO
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner

from schemas.control import Control
from services.cli.clients.in_force import in_force, in_words
from services.cli.errors import Problem
from services.cli.input.hosts import host_named
from services.cli.input.lines import query_in
from services.cli.look.status import Picture, _as_data, _show_in_force
from services.cli.main import app
from services.cli.steer import send
from services.cli.steer.control import cancels_of, command, follows
from services.cli.steer.retract import takedown_by
from services.settings import read_settings
from services.stage.control.in_force import InForce


@pytest.mark.parametrize(
    ("action", "target", "more", "said"),
    [
        ("pause", "fetcher", {}, "there is no stage 'fetcher'"),
        ("block", "a b", {}, "'a b' is not a host name"),
        ("pace", "news.example", {"delay_seconds": -1.0}, "delay_seconds"),
        ("pace", "news.example", {"concurrency": 1000}, "concurrency"),
        ("cancel", "s-1", {"why": " "}, "say it in one line"),
        ("block", "COM", {}, "com is not a site: .*`blocked_hosts` in the rules file"),
        ("pace", "co.uk", {"delay_seconds": 1.0}, "co.uk is not a site: other people's sites"),
        ("block", "*.ads.example", {}, "leave the `\\*.` out: 'ads.example' stands for"),
    ],
)
def test_a_wrong_command_is_refused_in_one_line(
    action: Any, target: str, more: dict[str, Any], said: str
) -> None:
    with pytest.raises(Problem, match=said) as refused:
        command(action, target, **{"why": "a test", **more})
    assert refused.value.exit_code == 2
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("option", ["--delay", "--concurrency"])
def test_a_wrong_pace_names_the_option(option: str) -> None:
    done = CliRunner().invoke(app, ["pace", "a.example", "--why", "a test", option, "-1"])
    assert isinstance(done.exception, Problem)
    assert str(done.exception).startswith(f"{option}: ")


def test_who_and_why_are_one_line_each() -> None:
    given = command("pause", "fetch", " a\nb\t c ", "mi\r\nna")
    assert (given.why, given.by) == ("a b c", "mi na")
    assert takedown_by("mi\nna", "a\nb")[:2] == ("mi na", "a b")
    assert command("pause", "fetch", "a test", " ").by == takedown_by(None, "a test").by


@pytest.mark.parametrize("give", [partial(command, "pause", "fetch"), partial(takedown_by, "mina")])
def test_a_why_that_is_too_long_is_refused_by_its_option(give: Any) -> None:
    with pytest.raises(Problem, match="--why has 501 characters; 500 are the most") as refused:
        give("x" * 501)
    assert refused.value.exit_code == 2


def test_a_pace_that_is_taken_back_is_told_so() -> None:
    assert follows(command("pace", "a.example", "a test")) == (
        "has the pace of settings and rules again"
    )
    assert follows(command("pace", "a.example", "a test", concurrency=1)) == "has a new pace"


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("News.Example", "news.example"),
        ("https://news.example/a?b", "news.example"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("2001:DB8::5", "2001:db8::5"),
        ("[2001:db8::5]", "2001:db8::5"),
        ("http://[2001:db8::5]:8080/a", "2001:db8::5"),
    ],
)
def test_a_host_may_be_written_as_people_do(text: str, host: str) -> None:
    assert host_named(text) == host
    assert command("block", text, "a test").target == host


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("other.example", "other.example was not blocked by a command"),
        ("www.ads.example", 'was not blocked itself: `newsreel unblock ads.example --why "…"`'),
        ("ads.example", None),
    ],
)
async def test_only_what_was_blocked_is_unblocked(
    monkeypatch: pytest.MonkeyPatch, host: str, said: str | None
) -> None:
    async def read(*_: object) -> InForce:
        state = InForce()
        state.take(command("block", "ads.example", "a test"))
        return state

    monkeypatch.setattr(send, "in_force", read)
    given = command("unblock", host, "a test")
    if said is None:
        await send._require_in_force(read_settings(), given)
        return
    with pytest.raises(Problem, match=said) as refused:
        await send._require_in_force(read_settings(), given)
    assert refused.value.exit_code == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["resume", "fetch"], "fetch is not paused"),
        (["resume", "enrich"], None),
        (["pace", "a.example", "--as-set"], "a.example has no pace of its own by a command"),
        (["pace", "www.slow.example", "--as-set"], "www.slow.example has no pace of its own"),
        (["pace", "slow.example", "--as-set"], None),
        (["pace", "a.example", "--delay", "3"], None),
    ],
)
def test_what_is_not_in_force_is_not_taken_back(
    monkeypatch: pytest.MonkeyPatch, words: list[str], said: str | None
) -> None:
    sent: list[Control] = []

    async def read(*_: object) -> InForce:
        state = InForce()
        state.take(command("pause", "enrich", "a test"))
        state.take(command("pace", "slow.example", "a test", delay_seconds=9))
        return state

    async def write(_: object, commands: list[Control], *__: object) -> None:
        sent.extend(commands)

    monkeypatch.setattr(send, "in_force", read)
    monkeypatch.setattr(send, "send", write)
    done = CliRunner().invoke(app, [*words, "--why", "a test"])
    if said is None:
        assert [each.target for each in sent] == [words[1]]
    else:
        assert isinstance(done.exception, Problem)
        assert (str(done.exception)[: len(said)], done.exception.exit_code, sent) == (said, 1, [])


def test_a_suffix_that_was_blocked_once_can_be_unblocked() -> None:
    assert command("unblock", "com", "a test").target == "com"


def test_what_was_answered_meanwhile_stops_no_other_withdrawal() -> None:
    still_open: dict[str, Any] = {
        "submission_id": "s-1",
        "url": "https://a.example/1",
        "answer": None,
    }
    failed = {"outcome": "failed", "article_id": None}
    answered = {"submission_id": "s-2", "url": "https://a.example/2", "answer": failed}
    known: dict[str, list[dict[str, Any]]] = {
        "https://a.example/1": [still_open],
        "https://a.example/2": [answered],
        "x": [],
    }
    commands, closed = cancels_of(known, "a mistake", "mina")
    assert [each.target for each in commands] == ["s-1"]
    assert closed == ["'https://a.example/2' has its answer already", "'x' is not known"]
    with pytest.raises(Problem, match="'x' is not known: nothing is withdrawn"):
        cancels_of({"x": []}, "a mistake", "mina")


def test_of_an_article_it_is_said_how_it_is_taken_down() -> None:
    published = {"outcome": "published", "article_id": "a" * 32}
    line = {"submission_id": "s-1", "url": "https://a.example/1", "answer": published}
    with pytest.raises(Problem, match=r"answer already \(`newsreel retract` takes an article down"):
        cancels_of({"a" * 32: [line]}, "a mistake", "mina")


@pytest.mark.parametrize(
    ("line", "query"),
    [
        ("https://a.example/1", "https://a.example/1"),
        ("s-1", "s-1"),
        ('{"url": "https://a.example/1"}', "https://a.example/1"),
        ('{"url": "https://a.example/1", "id": "s-1"}', "s-1"),
        ("{damaged", "{damaged"),
    ],
)
def test_a_line_of_a_file_names_a_submission_as_it_was_submitted(line: str, query: str) -> None:
    assert query_in(line) == query


def test_of_many_that_are_closed_the_first_are_named() -> None:
    with pytest.raises(Problem, match="'19' is not known; and 5 more: nothing is withdrawn"):
        cancels_of({str(number): [] for number in range(25)}, "a mistake", "mina")


@pytest.mark.parametrize("named", [[], ["--file", "-"]])
def test_nothing_to_withdraw_is_told(named: list[str]) -> None:
    done = CliRunner().invoke(app, ["cancel", "--why", "a test", *named], input="# nothing\n\n")
    assert isinstance(done.exception, Problem)
    assert (done.exception.exit_code, str(done.exception)[:19]) == (2, "nothing to withdraw")


def test_status_says_what_is_in_force_by_whom_and_why() -> None:
    slow = command("pace", "news.example", "they asked", "mina", delay_seconds=9)
    gone = command("cancel", "s-1", "a mistake", "mina", url="https://a.example/1")
    console = Console(file=StringIO(), width=80)
    _show_in_force([slow, gone], console)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert "pace news.example: 9 s between requests (by mina, " in text
    assert "they asked)" in text
    assert "withdrawn URLs: 1" in text
    data = _as_data(Picture([], [], None, None, [slow]))
    assert data["in_force"][0]["why"] == "they asked"
    assert "https://a.example/1" in in_words(gone)


async def test_what_is_in_force_is_unknown_and_soon_so_where_no_broker_answers() -> None:
    async with asyncio.timeout(30):
        assert await in_force(read_settings(kafka="127.0.0.1:1")) is None
