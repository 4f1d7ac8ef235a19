"""What `newsreel webhook` says of deliveries that wait or are dead, and of unknown ids."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from services.cli.commands import webhook
from services.cli.errors import Problem
from services.cli.look import deliveries
from services.cli.output.runnable import runnable
from services.clock import unix
from services.settings import Settings, read_settings
from services.sinks.webhook.delivery import (
    DEAD,
    DELIVERED,
    NO_REVISION,
    WAITING,
    Delivery,
    Result,
)
from services.sinks.webhook.queue import enqueue, note_results
from services.sinks.webhook.tables import METADATA, SERVICE
from tests.support.stores import running

SOON = 4_102_444_800.0
"""2100-01-01T00:00:00Z."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings(store=f"sqlite:///{tmp_path}/state")


async def listed(settings: Settings, *results: Result, untried: int = 0) -> list[str]:
    ids = [each.id for each in results] + [f"new-{number}" for number in range(untried)]
    async with running(settings.store, SERVICE, METADATA) as store:
        await store.run(enqueue, [Delivery(each, b"{}", "a" * 32, 1, due_at=0) for each in ids])
        await store.run(note_results, results)
    out = StringIO()
    assert deliveries.show(settings, Console(file=out, width=40)) == 0
    return out.getvalue().splitlines()


async def test_it_is_said_why_deliveries_wait_and_until_when(settings: Settings) -> None:
    failed = [Result(f"e{n}", WAITING, n, SOON + n, "status [503]") for n in (1, 2)]
    count, *lines = await listed(settings, *failed, Result("ok", DELIVERED, 1, 0.0), untried=3)
    assert count == "1 delivered, 5 waiting"
    assert lines == [
        runnable(
            f"3 waiting: not tried yet; due since 1970-01-01 00:00:00 UTC: {deliveries.ALONE}"
        ),
        "2 waiting: status [503], tried up to 2 times; next try 2100-01-01 00:00:01 UTC",
    ]


async def test_after_a_410_it_is_said_what_starts_the_deliveries_again(settings: Settings) -> None:
    _, line = await listed(settings, Result("e1", WAITING, 0, unix(), "status 410"))
    assert line == runnable(f"1 waiting: status 410; {deliveries.STOPPED}")


async def test_a_dead_one_that_is_no_article_s_names_the_story(settings: Settings) -> None:
    async with running(settings.store, SERVICE, METADATA) as store:
        await store.run(enqueue, [Delivery("e1", b"{}", "a" * 32, NO_REVISION, due_at=0)])
    _, line = await listed(settings, Result("e1", DEAD, 10, 0.0, "status 500"))
    assert line == f"e1  story {'a' * 32} merged  10 attempts: status 500"


async def test_a_dead_one_is_named_with_its_last_error(settings: Settings) -> None:
    _, line = await listed(settings, Result("e1", DEAD, 10, 0.0, "status 500"))
    assert line == f"e1  {'a' * 32} revision 1  10 attempts: status 500"


@pytest.mark.parametrize("command", [webhook.retry, webhook.drop])
def test_an_id_that_no_dead_one_has_is_a_problem(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, command: Callable[[list[str]], None]
) -> None:
    monkeypatch.setattr(webhook, "settings", lambda: settings)
    with pytest.raises(Problem, match="there is no dead delivery 'typo'"):
        command(["typo"])
