"""The folder of a sink: what is revealed or removed there outlives a power failure."""

from pathlib import Path

import pytest

from services.sinks import folder as module
from services.sinks.folder import OwnFolder


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
    own = OwnFolder(tmp_path)
    own.take()
    own.reveal([(own.draft(0, b"x"), name)])
    assert synced == {tmp_path / folder for folder in folders}
    synced.clear()
    own.remove([name, name])
    assert synced == {tmp_path / folder for folder in folders}
    assert not (tmp_path / name).exists()
    own.remove(["never/there"])
