"""Files by which running stages are found."""

import os
from pathlib import Path

import pytest

from services.stage.health.process_registry import (
    STACK,
    PortFile,
    port_file_path,
    read_port_files,
    stack_environment,
    write_port_file,
)

DEAD = 2**22 + 1
"""No process has a number above Linux's limit."""


def test_a_dead_process_has_no_file_any_more(tmp_path: Path) -> None:
    alive = PortFile("ledger", os.getpid(), 2)
    write_port_file(port_file_path(tmp_path, "ledger"), alive)
    write_port_file(tmp_path / f"fetch-{DEAD}.json", PortFile("fetch", DEAD, 1))
    assert read_port_files(tmp_path) == [alive]
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_that_another_reader_removes_meanwhile_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alive = PortFile("ledger", os.getpid(), 2)
    write_port_file(port_file_path(tmp_path, "ledger"), alive)
    write_port_file(tmp_path / f"fetch-{DEAD}.json", PortFile("fetch", DEAD, 1))
    read = Path.read_bytes

    def late(path: Path) -> bytes:
        if path.name.startswith("fetch"):
            path.unlink()
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", late)
    assert read_port_files(tmp_path) == [alive]


ODD = ("", "[]", "[1, 2]", "null", "{}", '{"pid": "x"}', '{"pid": -1, "environment": {}}', "\0")


@pytest.mark.parametrize("content", ODD)
def test_a_file_of_something_else_is_no_stack(tmp_path: Path, content: str) -> None:
    (tmp_path / STACK).write_text(content)
    assert stack_environment(tmp_path) == {}


@pytest.mark.parametrize("content", ODD)
def test_a_file_of_something_else_is_no_stage_and_stays(tmp_path: Path, content: str) -> None:
    (tmp_path / "fetch-1.json").write_text(content)
    assert read_port_files(tmp_path) == []
    assert (tmp_path / "fetch-1.json").exists()
