"""What `--help` says of each command."""

import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from rich.text import Text
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


def helps(command: Any, name: str = "newsreel") -> Iterator[tuple[str, str]]:
    """Yield name and help of a command and of all below it."""
    yield name, inspect.cleandoc(command.help or "").partition("\f")[0]
    for each in getattr(command, "commands", {}).values():
        yield from helps(each, f"{name} {each.name}")


@pytest.mark.parametrize(("name", "text"), list(helps(get_command(app))))
def test_at_80_columns_no_line_of_help_is_broken_twice(name: str, text: str) -> None:
    """Typer breaks what is too long, and keeps the breaks of a docstring, but in its first part."""
    for part in text.split("\n\n")[1:]:
        lines = part.splitlines()
        if len(lines) > 1:
            assert [line for line in lines if len(Text.from_markup(line)) > 78] == [], name


def test_lists_of_commands_hold_no_examples() -> None:
    assert "Example" not in "".join(help_of(*group) for group in ((), ("dlq",), ("topics",)))


@pytest.mark.parametrize("command", ["run", "status", "cancel", "service", "sink", "key"])
def test_arguments_are_named_in_capitals_and_in_one_pair_of_brackets(command: str) -> None:
    (usage,) = [line for line in help_of(command).splitlines() if "Usage:" in line]
    argument = usage.partition("[OPTIONS] ")[2].strip()
    assert argument == argument.upper()
    assert "[[" not in argument
