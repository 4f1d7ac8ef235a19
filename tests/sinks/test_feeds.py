"""`newsreel sink feeds`: Atom and JSON Feed that are valid, complete, and survive a kill."""

import json
import re
import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from schemas.events import Person
from services.settings import BadSettings, Settings
from services.sinks.entry import Entry
from services.sinks.feeds.names import feeds_of, slug
from services.sinks.feeds.sink import FEEDS_AT_ONCE, make
from services.sinks.folder import OwnFolder
from tests.support.published import AT, example, merged, published, retracted
from tests.support.sinks import SinkProcess, Wire, entry, removal

ATOM = {"a": "http://www.w3.org/2005/Atom"}
BASE = "https://feeds.example/news"
NOT_XML = re.compile("[\0\x0b\ufffe]")
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


async def written(folder: Path, *batches: Sequence[Entry], most: int = 50) -> None:
    """Give a sink batches, from its start to its stop."""
    sink = make(
        Settings(
            sink_feeds_folder=folder, sink_feeds_base_url=f"{BASE}/", sink_feeds_entries_max=most
        )
    )
    try:
        await sink.start()
        for batch in batches:
            await sink.write(batch)
    finally:
        await sink.stop()


def titles(folder: Path, name: str = "all") -> list[str]:
    """Return the titles of a feed, after both of its forms were checked."""
    feed = valid_json_feed(json.loads((folder / f"{name}.json").read_bytes()))
    root = valid_atom(etree.fromstring((folder / f"{name}.atom").read_bytes()))
    in_json = [item["title"] for item in feed["items"]]
    in_atom = root.xpath("a:entry/a:title/text()", namespaces=ATOM)
    assert in_atom == [NOT_XML.sub("", title) for title in in_json]
    return in_json


def valid_json_feed(feed: dict[str, Any]) -> dict[str, Any]:
    """Check what JSON Feed 1.1 asks for."""
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert feed["feed_url"].startswith(f"{BASE}/")
    ids = [item["id"] for item in feed["items"]]
    assert len(ids) == len(set(ids))
    for item in feed["items"]:
        assert set(item) <= {
            "id", "url", "title", "content_text", "summary", "image", "date_published",
            "date_modified", "authors", "tags", "language", "_newsreel",
        }  # fmt: skip
        assert all(isinstance(item[name], str) for name in ("id", "url", "content_text"))
        assert RFC_3339.fullmatch(item["date_published"])
        assert RFC_3339.fullmatch(item["date_modified"])
        assert all(set(author) == {"name"} for author in item.get("authors", []))
    return feed


def valid_atom(root: Any) -> Any:
    """Check what RFC 4287 asks for, section 4.1."""
    assert root.tag == f"{{{ATOM['a']}}}feed"
    _exactly_one(root, "id", "title", "updated")
    (own,) = root.xpath("a:link[@rel='self']", namespaces=ATOM)
    assert own.get("href").startswith(f"{BASE}/")
    ids = root.xpath("a:entry/a:id/text()", namespaces=ATOM)
    assert len(ids) == len(set(ids))
    for each in root.findall("a:entry", ATOM):
        _exactly_one(each, "id", "title", "updated", "published", "summary")
        assert each.xpath("a:author/a:name/text()", namespaces=ATOM)
        assert len(each.xpath("a:link[@rel='alternate']", namespaces=ATOM)) == 1
    for each in root.xpath("//a:id/text()", namespaces=ATOM):
        assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", each)
    for each in root.xpath("//a:updated/text() | //a:published/text()", namespaces=ATOM):
        assert RFC_3339.fullmatch(each)
        datetime.fromisoformat(each)
    for each in root.xpath("//a:link/@href", namespaces=ATOM):
        assert re.fullmatch(r"https?://[!-~]+", each)
    return root


def _exactly_one(element: Any, *names: str) -> None:
    for name in names:
        assert len(element.findall(f"a:{name}", ATOM)) == 1, name


def stories(folder: Path, name: str = "all") -> dict[str, int]:
    """Return the story of each item by its title, the same in both forms of a feed."""
    titles(folder, name)
    items = json.loads((folder / f"{name}.json").read_bytes())["items"]
    root = etree.fromstring((folder / f"{name}.atom").read_bytes())
    in_json = {item["title"]: item["_newsreel"]["story_id"] for item in items}
    in_atom = {
        each.findtext("a:title", None, ATOM): each.findtext("{urn:newsreel:feed}story")
        for each in root.findall("a:entry", ATOM)
    }
    assert in_atom == in_json
    return {title: int(story, 16) for title, story in in_json.items()}


ARTICLES = [entry(published(n, story_id=f"{n:032x}")) for n in range(4)]
CHAIN = [entry(merged(3, 2)), entry(merged(2, 1)), entry(merged(1, 2))]
"""The last one is of a store that knew no more of the one before."""


@pytest.mark.parametrize(
    "told",
    [[*ARTICLES, *CHAIN], [*CHAIN, *ARTICLES], [*ARTICLES[:3], *CHAIN, *ARTICLES, *CHAIN]],
    ids=["after", "before", "again"],
)
async def test_items_name_the_story_that_theirs_became(
    tmp_path: Path, told: Sequence[Entry]
) -> None:
    await written(tmp_path, told)
    assert stories(tmp_path) == {"News 0": 0, "News 1": 1, "News 2": 1, "News 3": 1}
    await written(tmp_path, *([each] for each in told))
    assert stories(tmp_path, "site/paper.test")["News 3"] == 1


async def test_a_merge_leaves_a_feed_as_it_is_that_has_no_item_of_the_story(
    tmp_path: Path,
) -> None:
    await written(tmp_path, ARTICLES)
    before = (tmp_path / "all.atom").read_bytes()
    await written(tmp_path, [entry(merged(7, 8, merged_at=AT + timedelta(days=1)))])
    assert (tmp_path / "all.atom").read_bytes() == before


async def test_an_article_is_in_the_feeds_of_its_language_site_and_tags(tmp_path: Path) -> None:
    article = published(1, tags=["Harbour", "U.S. politics"], language="en")
    await written(tmp_path, [entry(article)])
    paths = [feed.path for feed in feeds_of(article)]
    assert paths[:3] == ["all", "language/en", "site/paper.test"]
    assert len(paths) == 5
    for path in paths:
        assert titles(tmp_path, path) == ["News 1"]


async def test_the_newest_come_first_and_no_more_than_are_set(tmp_path: Path) -> None:
    days = [published(n, published_at=AT + timedelta(days=n % 7)) for n in range(7)]
    await written(tmp_path, [entry(each) for each in days], most=3)
    assert titles(tmp_path) == ["News 6", "News 5", "News 4"]


async def test_a_revision_replaces_the_one_before_also_in_feeds_that_it_leaves(
    tmp_path: Path,
) -> None:
    first = entry(published(1, 1, title="Old", tags=["a", "b"]))
    second = entry(published(1, 2, title="New", tags=["b", "c"]))
    await written(tmp_path, [first], [second], [first])
    assert titles(tmp_path) == ["New"]
    assert titles(tmp_path, "tag/b") == titles(tmp_path, "tag/c") == ["New"]
    assert not list((tmp_path / "tag").glob("a.*"))


@pytest.mark.parametrize("end", [entry(retracted(1, 2)), removal(1, 2)], ids=["event", "gone"])
@pytest.mark.parametrize("is_before", [False, True])
async def test_a_retracted_article_leaves_the_feeds_and_comes_back_as_its_next_revision(
    tmp_path: Path, end: Entry, is_before: bool
) -> None:
    article = entry(published(1, 2))
    await written(tmp_path, [end, article] if is_before else [article, end])
    assert not (tmp_path / "all.atom").exists() or titles(tmp_path) == []
    await written(tmp_path, [entry(published(1, 3))])
    assert titles(tmp_path) == ["News 1"]


def updated(folder: Path) -> datetime:
    root = etree.fromstring((folder / "all.atom").read_bytes())
    return datetime.fromisoformat(root.findtext("a:updated", "", ATOM))


@pytest.mark.parametrize("end", [entry(retracted(2, 1, retracted_at=AT)), removal(2, 1)])
async def test_a_feed_has_changed_when_an_article_leaves_it_and_never_goes_back(
    tmp_path: Path, end: Entry
) -> None:
    """RFC 4287, 4.2.15: readers skip a feed that has not changed since they last read it."""
    older, newer = published(1, revised_at=AT), published(2, revised_at=AT + timedelta(hours=1))
    await written(tmp_path, [entry(older), entry(newer)])
    before = updated(tmp_path)
    await written(tmp_path, [end])
    assert titles(tmp_path) == ["News 1"]
    assert updated(tmp_path) == max(before, end.at)


async def test_a_feed_s_change_does_not_go_with_the_article_that_newer_ones_push_out(
    tmp_path: Path,
) -> None:
    late = AT + timedelta(days=9)
    revised = published(1, 2, published_at=AT, revised_at=late)
    newer = [published(n, published_at=AT + timedelta(days=n)) for n in (2, 3)]
    await written(tmp_path, [entry(revised)], [entry(each) for each in newer], most=2)
    assert titles(tmp_path) == ["News 3", "News 2"]
    assert updated(tmp_path) == late


@pytest.mark.parametrize("language", ["de\x01", "x" * 300, "de at", "<"])
async def test_a_language_that_is_none_is_left_out(tmp_path: Path, language: str) -> None:
    article = published(1, language=None, declared_language=language)
    await written(tmp_path, [entry(article)])
    assert titles(tmp_path) == ["News 1"]
    assert "language" not in json.loads((tmp_path / "all.json").read_bytes())["items"][0]
    assert b"xml:lang" not in (tmp_path / "all.atom").read_bytes()


class Killed(Exception):
    """Stands for SIGKILL: nothing after it is done."""


def die(*_: object) -> None:
    raise Killed


@pytest.mark.parametrize("moment", ["reveal", "remove"])
@pytest.mark.parametrize("again", [True, False], ids=["read again", "not read again"])
async def test_a_kill_before_the_files_leaves_no_article_in_a_feed_that_it_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str, again: bool
) -> None:
    first = [entry(published(n, tags=["old"])) for n in (1, 2)]
    ends = [entry(retracted(1)), entry(published(2, 2, tags=["new"]))]
    await written(tmp_path, first)
    with monkeypatch.context() as killed:
        killed.setattr(OwnFolder, moment, die)
        with pytest.raises(Killed):
            await written(tmp_path, ends)
    await written(tmp_path, *([ends] if again else []))
    assert titles(tmp_path) == titles(tmp_path, "tag/new") == ["News 2"]
    assert not list((tmp_path / "tag").glob("old.*"))


@pytest.mark.parametrize("again", [True, False], ids=["read again", "not read again"])
async def test_a_kill_before_the_files_leaves_no_item_under_a_story_that_is_none_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    await written(tmp_path, ARTICLES)
    with monkeypatch.context() as killed:
        killed.setattr(OwnFolder, "reveal", die)
        with pytest.raises(Killed):
            await written(tmp_path, CHAIN)
    await written(tmp_path, *([CHAIN] if again else []))
    assert stories(tmp_path) == {"News 0": 0, "News 1": 1, "News 2": 1, "News 3": 1}


async def test_of_many_feeds_those_that_are_written_stay_written_after_a_kill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else what takes longer than a process may hang would be begun with again and again."""
    article = published(1, tags=[f"tag {n}" for n in range(3 * FEEDS_AT_ONCE)])
    names: list[str] = []
    reveal = OwnFolder.reveal

    def reveal_some(folder: OwnFolder, drafts: list[tuple[Path, str]]) -> None:
        if len(names) == 4 * FEEDS_AT_ONCE:
            raise Killed
        names.extend(name for _, name in drafts)
        reveal(folder, drafts)

    monkeypatch.setattr(OwnFolder, "reveal", reveal_some)
    with pytest.raises(Killed):
        await written(tmp_path, [entry(article)])
    names.append("not to be killed again")
    await written(tmp_path, [entry(article)], [entry(article)])
    assert len(names) == len(set(names)) == 1 + 2 * len(list(feeds_of(article)))


async def test_articles_that_are_too_old_for_any_feed_are_forgotten(tmp_path: Path) -> None:
    days = [published(n, published_at=AT + timedelta(days=n)) for n in range(9)]
    await written(tmp_path, [entry(each) for each in days], [entry(retracted(8))], most=3)
    assert titles(tmp_path) == ["News 7", "News 6"]
    index = sqlite3.connect(tmp_path / ".newsreel/feeds.sqlite3")
    kept = "SELECT article_id, is_gone FROM feeds_items ORDER BY 1"
    assert index.execute(kept).fetchall() == [
        (f"{6:032x}", 0),
        (f"{7:032x}", 0),
        (f"{8:032x}", 1),
    ]
    index.close()


async def test_whatever_an_article_holds_the_feeds_are_valid(tmp_path: Path) -> None:
    odd = published(
        1,
        title="A <b> & \x0b\x00 ]]> \ufffe",
        summary=None,
        description=None,
        text="Text " * 300,
        authors=[],
        tags=["<&>", "\x01", "ق"],
        published_at=None,
        language=None,
        declared_language=None,
    )
    bare = published(2, title=None, authors=[Person(name="A & B")], image=None)
    await written(tmp_path, [entry(odd), entry(bare), entry(example())])
    for article in (odd, bare, example()):
        for feed in feeds_of(article):
            assert titles(tmp_path, feed.path)
    items = json.loads((tmp_path / "all.json").read_bytes())["items"]
    assert all(len(item["summary"]) < 500 for item in items)


async def test_a_feed_shows_no_blank_names_and_always_a_text(tmp_path: Path) -> None:
    people = [Person(name="\x02"), Person(name=" Ada\nRay ")]
    bare: dict[str, Any] = {
        "title": "\x1b \n",
        "summary": " ",
        "description": None,
        "text": "",
        "site_name": " ",
    }
    odd = published(1, authors=people, tags=[" ", "\x00", "ق"], **bare)
    await written(tmp_path, [entry(odd)])
    assert not (tmp_path / "tag" / f"{slug(' ')}.json").exists()
    (item,) = json.loads((tmp_path / "all.json").read_bytes())["items"]
    assert (item["authors"], item["tags"]) == ([{"name": "Ada Ray"}], ["ق"])
    assert item["content_text"] == odd.canonical_url
    root = valid_atom(etree.fromstring((tmp_path / "all.atom").read_bytes()))
    assert root.xpath("a:entry/a:title/text()", namespaces=ATOM) == ["(no title)"]
    assert root.xpath("a:entry/a:category/@term", namespaces=ATOM) == ["ق"]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Harbour", "harbour", True),
        ("U.S.", "U-S-", False),
        ("../../etc", "etc", False),
        ("", "-", False),
        ("x" * 300, "x" * 301, False),
    ],
)
def test_tags_have_names_of_their_own_that_are_safe(one: str, other: str, is_same: bool) -> None:
    assert (slug(one) == slug(other)) is is_same
    for name in (slug(one), slug(other)):
        assert re.fullmatch(r"[\w][\w.-]{0,80}", name)


@pytest.mark.timeout(300)
@pytest.mark.slow
def test_killed_in_the_middle_of_batches_it_leaves_each_article_once_under_its_last_story(
    tmp_path: Path, wire: Wire
) -> None:
    articles = [published(n, r, story_id=f"{n:032x}") for n in range(60) for r in (1, 2)]
    ends, merges = (
        [retracted(n, 2) for n in range(10)],
        [merged(n, n // 2) for n in range(59, 1, -1)],
    )
    wire.publish(*articles, *ends, *merges, *articles[:20], *merges[:20])
    out = tmp_path / "out"
    values = {
        "NEWSREEL_SINK_FEEDS_FOLDER": str(out),
        "NEWSREEL_SINK_FEEDS_BASE_URL": BASE,
        "NEWSREEL_SINK_FEEDS_ENTRIES_MAX": "1000",
        "NEWSREEL_SINK_FEEDS_SECONDS": "0.05",
        "NEWSREEL_SINK_BATCH_MAX": "5",
    }

    def count() -> int:
        """Count how far it has come: articles that stay, of the story that all become."""
        try:
            items = json.loads((out / "all.json").read_bytes())["items"]
        except FileNotFoundError:
            return 0
        of_last = [item for item in items if int(item["_newsreel"]["story_id"], 16) == 1]
        return len([item for item in of_last if int(item["id"], 16) >= 10])

    SinkProcess("feeds", wire.bootstrap, tmp_path, values).survive_kills(count, 50, kills=2)
    assert stories(out) == {f"News {n}": 1 for n in range(10, 60)}
    assert len(titles(out)) == 50


@pytest.mark.parametrize(
    "url", ["", "paper.test/feeds", "ftp://paper.test", "https://", "http://["]
)
def test_a_base_url_at_which_nobody_can_read_is_told_at_the_start(tmp_path: Path, url: str) -> None:
    config = Settings(sink_feeds_folder=tmp_path, sink_feeds_base_url=url)
    with pytest.raises(BadSettings, match="NEWSREEL_SINK_FEEDS_BASE_URL"):
        make(config)
