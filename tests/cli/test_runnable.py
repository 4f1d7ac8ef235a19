"""A hint names what can be run, whether or not `newsreel` is on the path."""

import sys
from pathlib import Path

import pytest

from services.cli.output.runnable import runnable

HINT = "see `newsreel status`, or `newsreel up`"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment in this folder, as `make setup` makes it."""
    file = tmp_path / ".venv" / "bin" / "newsreel"
    file.parent.mkdir(parents=True)
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setattr(sys, "argv", [str(file)])
    return file


def test_off_the_path_it_is_the_program_that_runs(program: Path) -> None:
    assert runnable(HINT) == "see `.venv/bin/newsreel status`, or `.venv/bin/newsreel up`"


def test_from_another_folder_its_whole_path_is_named(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("/")
    monkeypatch.setattr(Path, "is_relative_to", lambda *_: False)
    assert runnable("`newsreel up`") == f"`{program} up`"


def test_on_the_path_it_is_newsreel(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(program.parent))
    assert runnable(HINT) == HINT


def test_run_as_a_module_it_is_python(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["/somewhere/services/cli/main.py"])
    assert runnable("`newsreel up`") == f"`{sys.executable} -m services.cli.main up`"
