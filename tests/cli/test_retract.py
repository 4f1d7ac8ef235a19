"""`newsreel retract` shows what it does, asks, and writes the answer that publish acts on."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from schemas.envelope import decode
from schemas.events import Outcome
from schemas.outcomes import Reason
from schemas.pipeline import PUBLISHED, RETRACTED
from services.cli.clients.articles import past_of
from services.cli.errors import Problem
from services.cli.main import app
from services.cli.output.runnable import runnable
from services.cli.steer.control import command
from services.cli.steer.retract import Takedown, answer, takedown_by, when, will_follow
from services.cli.steer.retract import retract as take_down
from services.publish.retract import retract, retraction, tell_followers
from services.publish.tables import METADATA
from services.settings import Settings
from services.settings import settings as read
from services.stage.endings import Done, Said
from tests.cli.test_history import ID, URL, settings
from tests.support.stores import running

__all__ = ["settings"]

AT = datetime(2100, 1, 1, 12, tzinfo=UTC)
TAKEDOWN = Takedown("mina", "its author asked", AT)


async def publish_acts_on(settings: Settings, tmp_path: Path) -> Said | Done:
    envelope = decode(answer(past_of(settings, URL).article, TAKEDOWN), Outcome)
    gone = retraction(envelope, AT)
    assert gone is not None
    async with running(f"sqlite:///{tmp_path}", "publish", METADATA) as store:
        return tell_followers(envelope, await store.call(retract, gone))


async def test_a_takedown_is_told_to_followers_by_whom_and_why_and_ends_the_article(
    settings: Settings, tmp_path: Path
) -> None:
    done = await publish_acts_on(settings, tmp_path)
    assert isinstance(done, Said)
    (first, ended), (second, told) = done.messages
    assert (first, second) == (PUBLISHED, RETRACTED)  # nothing that comes back overtakes its end
    event = json.loads(told.value or b"")
    assert (event["article_id"], event["revision"]) == (ID, 3)
    assert (event["reason"], event["detail"]) == (Reason.RETRACTED, "by mina: its author asked")
    assert (ended.key, ended.value) == (ID.encode(), None)


def test_a_takedown_names_the_revision_that_it_is_to_end(settings: Settings) -> None:
    """The operator's clock may be late, and the page a minute old."""
    outcome = decode(answer(past_of(settings, URL).article, TAKEDOWN), Outcome).data
    assert outcome.revision == 3


async def test_an_article_that_is_gone_is_not_taken_down_again(
    settings: Settings, tmp_path: Path
) -> None:
    await publish_acts_on(settings, tmp_path)
    with pytest.raises(Problem, match="is gone since 2100-01-01 12:00 UTC already"):
        take_down(settings, URL, TAKEDOWN, True, Console(file=StringIO()))


@pytest.fixture
def _reads_settings_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)  # no stack runs there
    read.cache_clear()
    yield
    read.cache_clear()


@pytest.mark.usefixtures("_reads_settings_anew")
async def test_nothing_is_written_where_the_operator_says_no(settings: Settings) -> None:
    # no broker answers there: a write would be a Problem
    elsewhere = {"NEWSREEL_STORE": settings.store, "NEWSREEL_KAFKA": "127.0.0.1:1"}
    asked = ["retract", URL, "--why", "its author asked"]
    done = CliRunner().invoke(app, asked, input="n\n", env=elsewhere)
    assert done.exit_code == 1
    assert "nothing was done" in done.stdout


@pytest.mark.usefixtures("_reads_settings_anew")
async def test_where_nobody_can_be_asked_the_option_is_named(settings: Settings) -> None:
    elsewhere = {"NEWSREEL_STORE": settings.store, "NEWSREEL_KAFKA": "127.0.0.1:1"}
    asked = ["retract", URL, "--why", "its author asked"]
    done = CliRunner().invoke(app, asked, input="", env=elsewhere)
    assert isinstance(done.exception, Problem)
    assert str(done.exception) == "nothing was done: there is nobody to ask; `--yes` agrees"


async def test_what_will_follow_names_the_way_back_and_what_closes_it(settings: Settings) -> None:
    text = "\n".join(map(str, will_follow(past_of(settings, URL).article, settings)))
    assert f"{ID}, revision 3" in text
    assert "submitted again after 24 h" in text
    assert runnable('`newsreel block www.example.com --why "…"`') in text


def test_a_takedown_while_publish_is_paused_says_what_it_waits_for() -> None:
    pauses = [command("pause", stage, "a move", "mina") for stage in ("fetch", "publish")]
    assert when(pauses[:1]).startswith("it is retracted once publish reads that, ")
    assert "once publish goes on: pause publish (by mina, " in when(pauses)


def test_a_takedown_without_a_reason_is_refused() -> None:
    with pytest.raises(Problem, match="--why is empty: say it in one line"):
        takedown_by("mina", " ")
