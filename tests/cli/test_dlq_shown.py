"""What `newsreel dlq show` prints of one dead letter."""

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from schemas.outcomes import Reason
from schemas.pipeline import EXTRACT
from services.cli.errors import Problem
from services.cli.steer import dlq
from services.cli.steer.dlq import Choice, _print, act, act_on, show_list
from services.settings import read_settings
from services.stage.dead_letter import Failure, dead_letter_in_short
from services.stage.operator.dead_letters import DeadLetter
from tests.stage.operator.test_dead_letters import EVENT, NOW, letter_of

PASSPORT = (
    b'{"submission_id": "my-[/b]", "submitted_url": "https://a.example/",'
    b' "submitted_at": "2026-03-01T12:00:00Z"}'
)


def test_no_line_of_the_trace_or_the_bytes_is_broken_where_the_screen_ends() -> None:
    record = letter_of(EVENT).record
    notes = {"traceback": "  File " + "x" * 100, "message": "m" * 100}
    headers = [(f"newsreel_dlq_{name}", text.encode()) for name, text in notes.items()]
    message = replace(record.message, value=b"v" * 100, headers=headers)
    out = StringIO()
    _print(DeadLetter(replace(record, message=message)), Console(file=out, width=80))
    lines = [line.strip() for line in out.getvalue().splitlines()]
    assert {notes["traceback"].strip(), f"message     {notes['message']}", "v" * 100} <= set(lines)


async def test_brackets_in_what_others_wrote_are_no_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    record = letter_of(EVENT).record
    headers = [("newsreel_dlq_error", b"Odd[/x]"), ("newsreel_passport", PASSPORT)]
    letter = DeadLetter(replace(record, message=replace(record.message, headers=headers)))

    async def found(*_: object) -> list[DeadLetter]:
        return [letter]

    monkeypatch.setattr(dlq, "letters", found)
    out = StringIO()
    console, settings = Console(file=out, width=80), read_settings()
    _print(letter, console)
    await show_list(settings, Choice(), console)
    await act(settings, Choice(everything=True), "retried", True, console)
    assert "submission  my-[/b]\n" in out.getvalue()
    assert out.getvalue().count("Odd[/x]") == 3


async def test_what_was_too_large_to_be_kept_is_not_put_back_and_it_is_said_what_to_do() -> None:
    box = dead_letter_in_short(EXTRACT, Failure(EVENT, Reason.UNEXPECTED, ValueError("x")), NOW)
    letter = DeadLetter(replace(EVENT, topic="extract.dlq.v1", message=box.messages[0][1]))
    wanted = r"submit https://paper\.example/one again, then `newsreel dlq drop extract\.dlq"
    with pytest.raises(Problem, match=wanted):
        await act_on(read_settings(), [letter_of(EVENT), letter], "retried")
