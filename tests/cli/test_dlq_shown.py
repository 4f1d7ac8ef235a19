"""What `newsreel dlq show` prints of one dead letter."""

from dataclasses import replace
from io import StringIO

from rich.console import Console

from services.cli.steer.dlq import _print
from services.stage.operator.dead_letters import DeadLetter
from tests.stage.operator.test_dead_letters import EVENT, letter_of


def test_no_line_of_the_trace_or_the_bytes_is_broken_where_the_screen_ends() -> None:
    record = letter_of(EVENT).record
    notes = {"traceback": "  File " + "x" * 100, "message": "m" * 100}
    headers = [(f"newsreel_dlq_{name}", text.encode()) for name, text in notes.items()]
    message = replace(record.message, value=b"v" * 100, headers=headers)
    out = StringIO()
    _print(DeadLetter(replace(record, message=message)), Console(file=out, width=80))
    lines = [line.strip() for line in out.getvalue().splitlines()]
    assert {notes["traceback"].strip(), f"message     {notes['message']}", "v" * 100} <= set(lines)
