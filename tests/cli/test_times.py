"""What is listed for people says when it was: a first column in UTC."""

from datetime import datetime, timedelta, timezone
from io import StringIO

import pytest
from rich.console import Console

from schemas.envelope import Message
from schemas.events import Outcome
from schemas.outcomes import Reason
from services.cli.look import failed
from services.cli.look.shown import line
from services.cli.steer.dlq import line_of
from services.settings import Settings
from services.stage.operator.dead_letters import DeadLetter
from services.stage.record import Record

AT = datetime(2026, 3, 1, 14, 30, tzinfo=timezone(timedelta(hours=2, minutes=30)))
OUTCOME = Outcome(
    submission_id="s", url="https://a.example/1", outcome=Reason.TIMEOUT.outcome,
    reason=Reason.TIMEOUT, stage="fetch", submitted_at=AT, decided_at=AT,
)  # fmt: skip


def test_an_outcome_begins_with_its_time() -> None:
    words = line(OUTCOME).plain.split()
    assert words[:3] == ["2026-03-01T12:00:00Z", "failed", "timeout"]


def test_a_dead_letter_begins_with_its_time_before_its_place() -> None:
    letter = DeadLetter(Record("extract.dlq.v1", 0, 3, AT, Message(None, b"", [])))
    assert line_of(letter).plain.split()[:2] == ["2026-03-01T12:00:00Z", "extract.dlq.v1/0/3"]


async def test_a_failed_url_begins_with_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    async def ledger(*_: object, **__: object) -> object:
        return [{"url": OUTCOME.url, "answer": OUTCOME.model_dump(mode="json")}]

    monkeypatch.setattr(failed, "ask_ledger", ledger)
    console = Console(file=StringIO(), width=200)
    await failed.list_failed(Settings(), 10, {}, False, console)
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert shown.split()[:3] == ["2026-03-01T12:00:00Z", "timeout", OUTCOME.url]
