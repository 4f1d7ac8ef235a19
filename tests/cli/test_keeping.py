"""What `newsreel run --out` writes."""

import json
from pathlib import Path

import pytest

from services.cli.errors import Problem
from services.cli.run.keeping import Keeper
from tests.support.published import published


def test_a_file_gets_each_article_in_the_order_of_their_coming(tmp_path: Path) -> None:
    with Keeper(tmp_path / "new" / "found.jsonl", "json") as keeper:
        for number in (2, 1):
            keeper.keep(published(number))
        lines = (tmp_path / "new" / "found.jsonl").read_text().splitlines()  # while it is open
    assert [json.loads(line)["title"] for line in lines] == ["News 2", "News 1"]
    assert keeper.count == 2


def test_a_folder_gets_a_file_per_article_with_its_latest_revision(tmp_path: Path) -> None:
    with Keeper(tmp_path, "markdown") as keeper:
        for revision in (1, 2):
            keeper.keep(published(1, revision, title=f"As of {revision}"))
        keeper.keep(published(2))
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{1:032x}.md", f"{2:032x}.md"]
    assert (tmp_path / f"{1:032x}.md").read_text().startswith("# As of 2\n")


def test_a_name_with_a_slash_is_a_folder_that_is_made(tmp_path: Path) -> None:
    with Keeper(tmp_path / "articles", "jsonld", is_folder=True) as keeper:
        keeper.keep(published(3))
    (file,) = (tmp_path / "articles").iterdir()
    assert file.suffix == ".jsonld"
    assert json.loads(file.read_text())["headline"] == "News 3"


def test_without_a_path_nothing_is_kept() -> None:
    with Keeper(None, "json") as keeper:
        keeper.keep(published())
    assert keeper.count == 0


def test_a_file_that_takes_no_more_is_named() -> None:
    full = Path("/dev/full")
    keeper = Keeper(full, "json")
    with pytest.raises(Problem, match="cannot write /dev/full: No space left"), keeper:
        keeper.keep(published())
    assert keeper.count == 0
