"""A URL that waits for an instant is found: why, until when, and its host's trouble."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from schemas.envelope import Envelope, Message
from schemas.events import UrlAccepted
from schemas.identity import outcome_id
from schemas.outcomes import Reason
from schemas.passport import Passport
from services.cli.clients.in_force import Held as InForce
from services.cli.look import open_urls
from services.cli.look.trace import _show, _show_waiting, described, fetches, open_facts
from services.cli.look.waiting import waiting_for
from services.cli.look.way import Ways
from services.cli.output.advice import OTHERWISE, SETTINGS, help_for
from services.cli.output.times import age
from services.cli.steer.control import command
from services.fetch.deferral import Deferred, row_of
from services.fetch.hosts import table as hosts
from services.fetch.hosts.health import Health
from services.fetch.hosts.host import HostRecord
from services.fetch.schedule import table as schedule
from services.fetch.tables import METADATA
from services.publish.rows.held import Held, hold
from services.publish.tables import METADATA as PUBLISH
from services.settings import Settings, read_settings
from tests.support.stores import running

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
DUE = AT.timestamp() + 600
FAR = datetime(2100, 1, 1, tzinfo=UTC).timestamp()
URL = "https://www.slow.example/1"


def row(number: int, why: str) -> schedule.Row:
    passport = Passport(submission_id=f"s-{number}", submitted_url=URL, submitted_at=AT)
    accepted = UrlAccepted(url=URL, host="www.slow.example", site="slow.example")
    envelope = Envelope(f"cause-{number}", "test", AT, passport, accepted)
    return row_of(envelope, passport, Deferred(DUE, why, 1), "www.slow.example", AT)


@pytest.fixture
async def config(tmp_path: Path) -> Settings:
    url = f"sqlite:///{tmp_path}"
    cooling = Health(cooling_until=FAR, cooling_reason=Reason.HTTP_429)
    record = HostRecord("www.slow.example", cooling)
    async with running(url, "fetch", METADATA) as store:
        await store.call_many(schedule.put, [row(1, "cooling"), row(2, "timeout")])
        await store.call(hosts.save, hosts.Sighting(record, AT.timestamp()))
    return read_settings(store=url)


def test_a_url_of_a_host_that_cools_is_found_with_both_instants(config: Settings) -> None:
    found = waiting_for(config, {"s-1": URL})
    assert described(found["s-1"]) == {
        "host": "www.slow.example",
        "why": "cooling",
        "words": "the host has asked for a pause (http_429)",
        "until": DUE,
        "cooling_until": FAR,
        "down_until": None,
        "crawl_delay_seconds": None,
    }


def test_a_url_that_waits_for_its_own_retry_names_its_last_reason(config: Settings) -> None:
    assert waiting_for(config, {"s-2": URL})["s-2"].words == "its last try failed: timeout"


async def test_a_revision_that_waits_for_the_end_of_an_interval_is_found(tmp_path: Path) -> None:
    held = Held(outcome_id("s-9"), AT, AT, Message(b"k", b"{}", []))
    async with running(f"sqlite:///{tmp_path}", "publish", PUBLISH) as store:
        await store.call(hold, held)
    found = waiting_for(read_settings(store=f"sqlite:///{tmp_path}"), {"s-8": URL, "s-9": URL})
    console = Console(file=StringIO(), width=200)
    _show_waiting(found["s-9"], console)
    assert found.keys() == {"s-9"}
    assert console.file.getvalue().splitlines() == [  # type: ignore[attr-defined]
        "  waits       its article had a revision a short while ago"
        " (NEWSREEL_PUBLISH_INTERVAL_MINUTES)",
        "  until       2026-03-01 12:00:00 UTC, with publish",
    ]


def test_the_terminal_says_why_and_until_when(config: Settings) -> None:
    console = Console(file=StringIO(), width=100)
    _show_waiting(waiting_for(config, {"s-1": URL})["s-1"], console)
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert "until       2026-03-01 12:10:00 UTC" in shown
    assert "cools until 2100-01-01 00:00:00 UTC" in shown


PAUSE = command("pause", "fetch", "no proxy", "mina")
CANCEL = command("cancel", "s-1", "a mistake", "mina", url=URL)


@pytest.mark.parametrize("waits", [True, False])
def test_an_open_url_says_who_paused_a_stage_and_who_withdrew_it(
    config: Settings, waits: bool
) -> None:
    waiting = waiting_for(config, {"s-1": URL})["s-1"] if waits else None
    line = {"submission_id": "s-1", "url": URL, "submitted_at": 0.0, "answer": None}
    console = Console(file=StringIO(), width=100)
    _show(line, waiting, InForce([PAUSE], {"s-1": CANCEL}), Ways(), console)
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert f"  in force: cancel {URL} (by mina, " in shown
    assert "  in force: pause fetch (by mina, " in shown
    facts = open_facts(line, waiting, InForce([PAUSE], {"s-2": CANCEL}))
    assert [each["action"] for each in facts["in_force"]] == ["pause"]


async def test_open_names_the_withdrawal_of_each_and_the_pause_once(
    config: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        {"submission_id": f"s-{n}", "url": URL, "submitted_at": 0.0, "answer": None}
        for n in (1, 2, 3)
    ]

    async def ledger(*_: object, **__: object) -> object:
        return lines

    async def holding(_: Settings) -> InForce:
        return InForce([PAUSE], {"s-1": CANCEL})

    monkeypatch.setattr(open_urls, "ask_ledger", ledger)
    monkeypatch.setattr(open_urls, "held", holding)
    console = Console(file=StringIO(), width=100)
    await open_urls.list_open(config, 10, False, console)
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert shown.count("in force: cancel") == shown.count("in force: pause") == 1


def test_what_others_wrote_is_shown_as_it_is_on_one_line() -> None:
    """An id, a URL and the name of a field may hold brackets, and be longer than the screen."""
    stamp = {"stage": "intake", "at": AT.isoformat(), "duration_ms": 1.0, "note": "[/x]"}
    answer = {
        "outcome": "rejected", "reason": "bad_request", "stage": "intake", "attempts": 0,
        "journey": [stamp], "detail": f"unknown field `[bold]`: {'x' * 80}",
    }  # fmt: skip
    line = {"submission_id": "my-[/red]", "url": URL + "[/b]" * 30, "submitted_at": 0.0}
    console = Console(file=StringIO(), width=80)
    _show(line | {"answer": answer, "conflicts": 0}, None, InForce([], {}), Ways(), console)
    shown = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert shown[:2] == [line["url"], "  submission  my-[/red]"]
    assert shown[3].endswith("ms  [/x]")
    assert shown[-1] == f"  detail      {answer['detail']}"


def test_one_fetch_is_one() -> None:
    assert [fetches(number) for number in (0, 1, 2)] == ["0 fetches", "1 fetch", "2 fetches"]


def test_a_url_that_is_in_work_is_not_found(config: Settings) -> None:
    assert waiting_for(config, {"s-3": URL, "s-4": "no url"}) == {}


def test_nothing_is_found_where_fetch_never_ran(tmp_path: Path) -> None:
    assert waiting_for(read_settings(store=f"sqlite:///{tmp_path}"), {"s-1": URL}) == {}


def test_what_helps_otherwise_is_said_of_reasons_that_there_are_and_no_setting_decides() -> None:
    known = {reason.value for reason in Reason}
    assert OTHERWISE.keys() | SETTINGS.keys() <= known
    assert not OTHERWISE.keys() & SETTINGS.keys()
    again = help_for({"outcome": "failed", "reason": "dns_error", "detail": "not found"})
    assert again == "it may have passed: submit it again later"


def test_what_would_help_is_the_setting_that_decides() -> None:
    blocked = {"outcome": "rejected", "reason": "blocked_port", "detail": "port 81 is …"}
    assert help_for(blocked) == "decided by NEWSREEL_FETCH_ALLOWED_PORTS"
    assert help_for({"outcome": "failed", "reason": "legal_block", "detail": None}) is None
    refused = {"outcome": "rejected", "reason": "host_blocked", "detail": "blocked host a.example"}
    assert help_for(refused) == "decided by NEWSREEL_RULES_FILE"
    refused["detail"] = "blocked host a.example by root@vm: it asked us to"
    assert (
        help_for(refused)
        == 'decided by a command; `newsreel unblock a.example --why "…"` undoes it'
    )
    letter = {"outcome": "dead_lettered", "reason": "unexpected", "detail": None}
    assert "newsreel dlq" in (help_for(letter) or "")


def test_an_age_is_told_in_its_largest_unit() -> None:
    assert [age(s) for s in (-1, 40, 150, 7200, 200_000)] == [
        "0s",
        "40s",
        "2m",
        "2h",
        "2d",
    ]
