"""`newsreel sink files`: every revision in one file, once, whatever is killed when."""

import json
import os
import signal
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from schemas.events import DuplicateOf
from services.local.child import Child
from services.settings import BadSettings, Settings
from services.sinks.entry import Entry
from services.sinks.files.sink import FilesSink, make
from services.sinks.folder import OwnFolder
from services.sinks.table import sink_of
from services.stage.store.errors import StoreUnavailable
from tests.support.published import AT, merged, published, retracted
from tests.support.sinks import SinkProcess, Wire, entry, removal, wait_until

SOON = {"NEWSREEL_SINK_FILES_SECONDS": "0.05"}


def sink(folder: Path, form: Any = "json") -> FilesSink:
    return make(Settings(sink_files_folder=folder, sink_files_format=form))


def lines(folder: Path, kind: str = "articles") -> list[dict[str, Any]]:
    found = files(folder, kind)
    if found and found[0].suffix == ".parquet":
        return [row for file in found for row in pq.ParquetFile(file).read().to_pylist()]
    return [json.loads(line) for file in found for line in file.open("rb")]


def files(folder: Path, kind: str = "articles") -> list[Path]:
    return sorted(path for path in (folder / kind).rglob("*") if path.is_file())


def keys(found: list[dict[str, Any]]) -> list[tuple[str, int]]:
    return sorted((each["article_id"], each["revision"]) for each in found)


async def written(folder: Path, *batches: Sequence[Entry], form: Any = "json") -> None:
    """Give a sink batches, from its start to its stop."""
    one = sink(folder, form)
    await one.start()
    for batch in batches:
        await one.write(batch)
    await one.stop()


async def test_a_batch_is_a_file_by_day_and_kind_with_the_values_of_the_topic(
    tmp_path: Path,
) -> None:
    late = entry(published(2, revised_at=AT + timedelta(days=1)))
    await written(tmp_path, [entry(published(1)), late, entry(retracted(1)), removal(1)])
    days = [file.parent.name for file in files(tmp_path)]
    assert days == ["date=2026-03-01", "date=2026-03-02"]
    assert files(tmp_path)[1].read_bytes() == late.value + b"\n"
    assert lines(tmp_path, "retractions")[0]["reason"] == "tombstone"
    assert len(lines(tmp_path, "retractions")) == 1


async def test_what_comes_again_is_not_written_again_in_whatever_batches(tmp_path: Path) -> None:
    all_of = [entry(published(n, r)) for n in range(4) for r in (1, 2)]
    await written(tmp_path, all_of[:5], all_of[3:], [*all_of, *all_of])
    await written(tmp_path, all_of)
    assert keys(lines(tmp_path)) == keys([json.loads(each.value) for each in all_of])


class Killed(Exception):
    """Stands for SIGKILL: nothing after it is done."""


class DyingFolder(OwnFolder):
    """A folder whose process dies at a moment."""

    def __init__(self, folder: Path, moment: str) -> None:
        super().__init__(folder, "NEWSREEL_SINK_FILES_FOLDER")
        self._moment = moment

    def draft(self, number: int, content: bytes) -> Path:
        if number == 1:
            self._die_at("between drafts")
        return super().draft(number, content)

    def reveal(self, drafts: Iterable[tuple[Path, str]]) -> None:
        first, *others = drafts
        self._die_at("before the first file")
        super().reveal([first])
        self._die_at("between files")
        super().reveal(others)
        self._die_at("after the last file")

    def _die_at(self, moment: str) -> None:
        if moment == self._moment:
            raise Killed


@pytest.mark.parametrize(
    "moment",
    ["between drafts", "before the first file", "between files", "after the last file"],
)
@pytest.mark.parametrize("form", ["json", "parquet"])
async def test_a_kill_at_any_moment_leaves_each_revision_once(
    tmp_path: Path, moment: str, form: Any
) -> None:
    batch = [entry(published(n, revised_at=AT + timedelta(days=n % 3))) for n in range(9)]
    config = Settings(sink_files_folder=tmp_path, sink_files_format=form)
    killed = FilesSink(config, DyingFolder(tmp_path, moment))
    await killed.start()
    with pytest.raises(Killed):
        await killed.write(batch)
    await killed.stop()
    await written(tmp_path, batch[:4], batch[2:], form=form)  # other batches than before
    assert keys(lines(tmp_path)) == keys([json.loads(each.value) for each in batch])
    assert not list((tmp_path / ".newsreel").glob("draft-*"))


class SweptFolder(OwnFolder):
    """A folder out of which another program moves each file as soon as it sees it."""

    def reveal(self, drafts: Iterable[tuple[Path, str]]) -> None:
        """Reveal them to nobody but that program."""
        named = list(drafts)
        super().reveal(named)
        for number, (_, name) in enumerate(named):
            (self.path / name).rename(self.path / f"moved-{number}")


async def test_what_is_moved_away_at_once_is_not_written_again(tmp_path: Path) -> None:
    batch = [entry(published(n)) for n in range(3)]
    swept = FilesSink(
        Settings(sink_files_folder=tmp_path), SweptFolder(tmp_path, "NEWSREEL_SINK_FILES_FOLDER")
    )
    await swept.start()
    await swept.write(batch)
    await swept.stop()
    await written(tmp_path, batch)
    assert (tmp_path / "moved-0").exists()
    assert files(tmp_path) == []


async def test_what_found_no_room_is_written_once_when_there_is_some(tmp_path: Path) -> None:
    one = sink(tmp_path)
    await one.start()
    full = tmp_path / ".newsreel" / "draft-0"
    full.symlink_to("/dev/full")
    batch = [entry(published(1)), entry(published(2))]
    with pytest.raises(StoreUnavailable):
        await one.write(batch)
    full.unlink()
    await one.write(batch)
    await one.stop()
    assert keys(lines(tmp_path)) == [(f"{n:032x}", 1) for n in (1, 2)]


async def test_a_folder_has_one_writer(tmp_path: Path) -> None:
    first, second = sink(tmp_path), sink(tmp_path)
    await first.start()
    with pytest.raises(BadSettings, match="one process each folder"):
        await second.start()
    await first.stop()
    await second.start()
    await second.stop()


@pytest.mark.parametrize("form", ["ninjs", "jsonld"])
async def test_articles_are_written_in_the_view_that_is_set(tmp_path: Path, form: str) -> None:
    await written(tmp_path, [entry(published(1)), entry(retracted(2))], form=form)
    (line,) = lines(tmp_path)
    assert line.get("headline", line.get("title")) == "News 1"
    assert lines(tmp_path, "retractions")[0]["article_id"] == f"{2:032x}"


async def test_markdown_is_a_file_for_each_revision(tmp_path: Path) -> None:
    await written(tmp_path, [entry(published(1, r)) for r in (1, 2)], form="markdown")
    names = [file.name for file in files(tmp_path)]
    assert names == [f"{1:032x}-1.md", f"{1:032x}-2.md"]
    assert files(tmp_path)[0].read_text().startswith("# News 1\n")


async def test_parquet_has_a_column_for_each_field_of_the_contract(tmp_path: Path) -> None:
    article = published(1, attrs={"row": 2**70})
    await written(tmp_path, [entry(article), entry(retracted(2))], form="parquet")
    (row,) = lines(tmp_path)
    assert set(row) == set(type(article).model_fields)
    assert (row["title"], row["tags"], row["revision"]) == ("News 1", article.tags, 1)
    assert row["published_at"] == article.published_at
    assert json.loads(row["attrs"]) == {"row": 2**70}
    assert json.loads(row["authors"])[0]["name"] == "Maren Oldfield"
    (end,) = lines(tmp_path, "retractions")
    assert (end["reason"], end["retracted_at"]) == ("tombstone", AT)


@pytest.mark.parametrize("form", ["json", "markdown", "ninjs", "jsonld"])
async def test_a_merge_of_stories_is_a_line_of_its_own_once(tmp_path: Path, form: Any) -> None:
    day_later = merged(2, 0, merged_at=AT + timedelta(days=1))
    told = [entry(merged(1)), entry(published(1)), entry(day_later), entry(merged(1))]
    await written(tmp_path, told[:2], told, form=form)
    await written(tmp_path, told, form=form)
    ids = [(line["merged_story_id"], line["story_id"]) for line in lines(tmp_path, "merges")]
    assert ids == [(f"{1:032x}", f"{0:032x}"), (f"{2:032x}", f"{0:032x}")]
    days = [file.parent.name for file in files(tmp_path, "merges")]
    assert days == ["date=2026-03-01", "date=2026-03-02"]


async def test_a_merge_in_parquet_has_a_column_for_each_field(tmp_path: Path) -> None:
    await written(tmp_path, [entry(merged(1))], form="parquet")
    (row,) = lines(tmp_path, "merges")
    assert row == merged(1).model_dump()


async def test_parquet_takes_an_instant_inside_what_is_structured(tmp_path: Path) -> None:
    copy = DuplicateOf(article_id=f"{1:032x}", similarity=1, first_seen_at=AT)
    await written(tmp_path, [entry(published(2, duplicate_of=copy))], form="parquet")
    (row,) = lines(tmp_path)
    assert DuplicateOf.model_validate_json(row["duplicate_of"]) == copy


@pytest.mark.timeout(300)
@pytest.mark.slow
def test_killed_in_the_middle_of_batches_it_leaves_each_revision_once(
    tmp_path: Path, wire: Wire
) -> None:
    articles = [published(n, r) for n in range(120) for r in (1, 2)]
    ends = [retracted(n, 2) for n in range(0, 120, 10)]
    merges = [merged(n) for n in range(1, 9)]
    wire.publish(*articles, *ends, *merges, *articles[:50], *merges)
    out = tmp_path / "out"
    settings = {
        "NEWSREEL_SINK_FILES_FOLDER": str(out),
        "NEWSREEL_SINK_FILES_SECONDS": "0.05",
        "NEWSREEL_SINK_BATCH_MAX": "7",
    }
    process = SinkProcess("files", wire.bootstrap, tmp_path, settings)
    process.survive_kills(lambda: sum(lines_in(out)), len(articles) + len(ends) + 8, kills=3)
    found = Counter(keys(lines(out)))
    assert found == Counter((each.article_id, each.revision) for each in articles)
    assert keys(lines(out, "retractions")) == sorted((each.article_id, 2) for each in ends)
    told = sorted(each["merged_story_id"] for each in lines(out, "merges"))
    assert told == [each.merged_story_id for each in merges]


@pytest.mark.timeout(300)
@pytest.mark.slow
def test_two_folders_get_all_articles_by_name_and_without_one_are_told(
    tmp_path: Path, wire: Wire
) -> None:
    articles = [published(n) for n in range(20)]
    wire.publish(*articles)
    folders = {name: tmp_path / name for name in ("one", "two", "backup")}

    def process(name: str, *options: str) -> Child:
        values = {"NEWSREEL_SINK_FILES_FOLDER": str(folders[name]), **SOON}
        sink_process = SinkProcess("files", wire.bootstrap, tmp_path, values, options)
        return sink_process.start()

    running = [process("one"), process("backup", "--name", "backup")]
    for name in ("one", "backup"):
        deadline = time.monotonic() + 90
        wait_until(lambda name=name: sum(lines_in(folders[name])) == 20, deadline)  # type: ignore[misc]
    running.append(process("two"))
    logs = [running[0].log, running[2].log]
    wait_until(lambda: all("group_shared" in log.read_text() for log in logs), deadline + 60)
    assert "group_shared" not in running[1].log.read_text()
    for child in running:
        child.stop(signal.SIGTERM, 20)


def test_a_name_that_is_none_is_refused_with_what_it_may_be() -> None:
    with pytest.raises(BadSettings, match="--name a/b: up to 20 small letters"):
        sink_of("files", "a/b", Settings())


def lines_in(folder: Path) -> Iterator[int]:
    for place, _, names in os.walk(folder):
        if ".newsreel" not in place:
            yield from (Path(place, name).read_bytes().count(b"\n") for name in names)
