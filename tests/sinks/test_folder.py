"""The folder of a sink: what is revealed there outlives a power failure; no room is waited for."""

import shutil
from pathlib import Path

import pytest

from services.settings import BadSettings, Settings
from services.sinks import folder as module
from services.sinks.folder import OwnFolder
from services.sinks.table import sink_of
from services.stage.store.errors import StoreUnavailable


@pytest.mark.parametrize(
    ("name", "folders"),
    [
        ("all.atom", {"."}),
        ("articles/date=2026-03-01/a.jsonl", {".", "articles", "articles/date=2026-03-01"}),
    ],
)
def test_every_folder_above_a_file_is_synced_up_to_the_sink_s_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, folders: set[str]
) -> None:
    synced: set[Path] = set()
    monkeypatch.setattr(module, "_sync", synced.add)
    own = OwnFolder(tmp_path, "NEWSREEL_SINK_FILES_FOLDER")
    own.take()
    own.reveal([(own.draft(0, b"x"), name)])
    assert synced == {tmp_path / folder for folder in folders}
    synced.clear()
    own.remove([name, name])
    assert synced == {tmp_path / folder for folder in folders}
    assert not (tmp_path / name).exists()
    own.remove(["never/there"])


@pytest.mark.parametrize("kind", ["files", "feeds"])
def test_a_folder_that_cannot_be_made_is_told_with_its_setting(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "a file"
    file.touch()
    with pytest.raises(BadSettings, match=rf"NEWSREEL_SINK_{kind.upper()}_FOLDER: .*a file.*: Not"):
        sink_of(kind, None, Settings(sink_files_folder=file, sink_feeds_folder=file))


def test_a_folder_in_which_nothing_can_be_written_is_told_with_its_setting(tmp_path: Path) -> None:
    folder = OwnFolder(tmp_path, "NEWSREEL_SINK_FILES_FOLDER")
    (folder.hidden / "lock").mkdir()  # as root, any file can be opened
    with pytest.raises(BadSettings, match=r"NEWSREEL_SINK_FILES_FOLDER: .*lock: Is a directory"):
        folder.take()


def test_a_disk_without_room_is_waited_for_and_names_the_file(tmp_path: Path) -> None:
    folder = OwnFolder(tmp_path, "NEWSREEL_SINK_FILES_FOLDER")
    (folder.hidden / "draft-0").symlink_to("/dev/full")
    with pytest.raises(StoreUnavailable, match=r"write to .*/draft-0: No space left on device"):
        folder.draft(0, b"x")


def test_a_folder_that_was_removed_is_waited_for_and_named(tmp_path: Path) -> None:
    folder = OwnFolder(tmp_path / "out", "NEWSREEL_SINK_FILES_FOLDER")
    draft = folder.draft(0, b"x")
    shutil.rmtree(tmp_path / "out")
    with pytest.raises(StoreUnavailable, match=r"write to .*/out/\.newsreel/draft-0: No such file"):
        folder.draft(0, b"x")
    with pytest.raises(StoreUnavailable, match=r"write to .*/out.*: No such file"):
        folder.reveal([(draft, "all.atom")])
