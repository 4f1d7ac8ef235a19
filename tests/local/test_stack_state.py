"""The local stack touches no state that is not its own."""

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from services.local import tansu
from services.local.child import LOOPBACK, StartFailed
from services.local.folder_lock import FolderInUse, FolderLock
from services.local.stack import LocalOptions, LocalStack


def test_each_broker_has_a_state_of_its_own(tmp_path: Path) -> None:
    names = [None, "127.0.0.1:9092", "kafka-1:9092,kafka-2:9092"]
    folders = {LocalOptions(tmp_path, kafka).state for kafka in names}
    assert len(folders) == len(names)
    assert {folder.parent for folder in folders} == {tmp_path}


def test_the_order_of_the_brokers_makes_no_difference(tmp_path: Path) -> None:
    one = LocalOptions(tmp_path, "a:1,b:2").state
    assert LocalOptions(tmp_path, "b:2, a:1").state == one


async def test_state_is_left_alone_where_the_port_is_taken(tmp_path: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as other:
        options = LocalOptions(tmp_path, port=other.getsockname()[1])
        options.state.mkdir()
        (options.state / "fetch.sqlite3").touch()
        with pytest.raises(StartFailed, match="Address already in use"):
            await LocalStack(options).start()
    assert (options.state / "fetch.sqlite3").exists()


def test_a_folder_has_one_owner_and_the_second_is_told_who(tmp_path: Path) -> None:
    hold = (
        "from pathlib import Path; from services.local.folder_lock import FolderLock\n"
        f"with FolderLock(Path({str(tmp_path)!r})): print('held', flush=True); input()"
    )
    command = [sys.executable, "-P", "-c", hold]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(FolderInUse, match=rf"process {holder.pid} .*\(kill {holder.pid}\)"):
            FolderLock(tmp_path).__enter__()
        holder.kill()
    with FolderLock(tmp_path):
        assert (tmp_path / "lock").read_text() == str(os.getpid())


def test_a_server_that_does_not_start_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(tansu, "broker_answers", lambda *_: False)
    monkeypatch.setattr(tansu, "START_TIMEOUT_SECONDS", 0.2)
    broker = tansu.Tansu()
    assert list(tmp_path.iterdir())
    with pytest.raises(StartFailed, match="did not answer"):
        broker.__enter__()
    assert not broker.child.running
    assert not list(tmp_path.iterdir())
