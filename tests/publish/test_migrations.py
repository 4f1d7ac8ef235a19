"""Stores of earlier versions, with articles in them, are taken over."""

from pathlib import Path
from shutil import copy

from sqlalchemy import MetaData, create_engine, text

from services.publish.rows.articles import load_articles
from services.publish.tables import METADATA
from services.stage.store.migrations import upgrade

FOLDER: Path = METADATA.info["revisions"]


def test_of_articles_from_before_the_canonical_url_has_shown_those_found_there_or_revised(
    tmp_path: Path,
) -> None:
    (tmp_path / "old").mkdir()
    copy(FOLDER / "v0001_first_tables.py", tmp_path / "old")
    old = MetaData(info={"revisions": tmp_path / "old"})
    row = "INSERT INTO publish_articles (article_id, revision, via, url, fingerprints, content,"
    row += " first_seen_at, fetched_at) VALUES (:id, :revision, :via, 'https://a.example/1', '{}',"
    row += " '', '2026-03-01T00:00:00+00:00', '2026-03-01T00:00:00+00:00')"
    rows = [
        {"id": "own", "revision": 1, "via": "https://a.example/1"},
        {"id": "elsewhere", "revision": 1, "via": "https://a.example/amp/1"},
        {"id": "revised", "revision": 2, "via": "https://a.example/amp/1"},
    ]
    with create_engine(f"sqlite:///{tmp_path}/publish.sqlite").begin() as connection:
        upgrade(connection, "publish", old)
        connection.execute(text(row), rows)
        assert upgrade(connection, "publish", METADATA) == ["0002", "0003"]
        known = load_articles(connection, ["own", "elsewhere", "revised"])
    assert {name: each.own_seen for name, each in known.items()} == {
        "own": True,
        "elsewhere": False,
        "revised": True,
    }
