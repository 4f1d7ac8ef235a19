"""`make clean` deletes no state that nothing makes again, and nothing under a running stack."""

import os
from pathlib import Path

import pytest

from services.local.clean import clean
from services.local.folder_lock import FolderInUse, FolderLock

MADE_AGAIN = ("embedded", "logs", "run", "run-999999999")
KEPT = ("kafka-127.0.0.1_9092", "state", f"run-{os.getpid()}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (*MADE_AGAIN, *KEPT):
        (tmp_path / name).mkdir()
        (tmp_path / name / "fetch.sqlite3").touch()
    (tmp_path / "stack.json").touch()
    return tmp_path


def test_only_what_is_made_again_is_removed(folder: Path) -> None:
    assert {path.name for path in clean(folder)} == set(KEPT)
    assert {path.name for path in folder.iterdir()} == {*KEPT, "lock"}
    assert all((folder / name / "fetch.sqlite3").exists() for name in KEPT)


def test_nothing_is_removed_under_a_running_stack(folder: Path) -> None:
    with FolderLock(folder), pytest.raises(FolderInUse, match="stop it first"):
        clean(folder)
    assert all((folder / name).exists() for name in (*MADE_AGAIN, *KEPT))


def test_where_nothing_ran_there_is_nothing_to_do(tmp_path: Path) -> None:
    assert clean(tmp_path / "none") == []
    assert not (tmp_path / "none").exists()
