"""What `--help` says of each command."""

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from services.cli.main import app

COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]
GROUPS = ("dlq", "topics")


def help_of(*command: str) -> str:
    done = CliRunner().invoke(app, [*command, "--help"], env={"COLUMNS": "200"})
    assert done.exit_code == 0, done.output
    return done.output


def test_help_names_every_command() -> None:
    assert {"run", "up", "submit", "tail", "trace", "status", "dlq", "extract"} <= set(COMMANDS)
    listed = {line.split()[1] for line in help_of().splitlines() if line.startswith("│ ")}
    assert set(COMMANDS) <= listed


@pytest.mark.parametrize("command", [each for each in COMMANDS if each not in GROUPS])
def test_every_command_has_help_with_an_example(command: str) -> None:
    assert "Example" in help_of(command)
