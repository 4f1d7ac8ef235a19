"""`newsreel sink postgres`: one row per article, one of history per revision, and search."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError

from schemas.events import Change
from services import metrics
from services.settings import BadSettings, Settings
from services.sinks.entry import Entry
from services.sinks.postgres.search import CONFIGURATIONS, TEXT_MAX_BYTES
from services.sinks.postgres.sink import PostgresSink, is_refusal, make
from services.sinks.postgres.tables import METADATA, SERVICE
from services.sinks.postgres.writing import write_entries
from services.stage.store.database import database_url, open_engine
from services.stage.store.errors import StoreDamaged
from services.stage.store.migrations import upgrade
from tests.support.published import AT, merged, published, retracted
from tests.support.sinks import SinkProcess, Wire, entry, removal
from tests.support.stores import differences

pytestmark = pytest.mark.postgres

SINKS_PAGE = Path(__file__).parents[2] / "docs" / "sinks.md"


@pytest.fixture
def engine(postgres_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url(postgres_url, "test"))
    yield engine
    engine.dispose()


@pytest.fixture
async def sink(postgres_url: str) -> AsyncIterator[PostgresSink]:
    sink = make(Settings(sink_postgres_url=postgres_url))
    await sink.start()
    yield sink
    await sink.stop()


def rows(engine: Engine, query: str, **values: Any) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query), values)]


async def test_the_latest_revision_is_the_row_and_all_of_them_are_history(
    sink: PostgresSink, engine: Engine
) -> None:
    change = Change(kind="correction", kept=0.5, removed=0.5, added=0.5)
    second = published(1, 2, change=change, changed_fields=["text"], revised_at=AT)
    await sink.write([entry(published(1)), entry(second), entry(published(2))])
    assert rows(engine, "SELECT article_id, revision FROM articles ORDER BY 1") == [
        (f"{1:032x}", 2), (f"{2:032x}", 1),
    ]  # fmt: skip
    history = "SELECT revision, change, changed_fields FROM article_history WHERE article_id = :id"
    assert rows(engine, f"{history} ORDER BY 1", id=f"{1:032x}") == [
        (1, None, []),
        (2, "correction", ["text"]),
    ]


async def test_a_row_has_the_fields_that_people_ask_for(sink: PostgresSink, engine: Engine) -> None:
    await sink.write([entry(published(1, attrs={"row": 2**70}))])
    (row,) = rows(engine, "SELECT title, authors, tags, published_at, article FROM articles")
    assert row[:2] == ("News 1", ["Maren Oldfield"])
    assert row[3] == published().published_at
    assert row[4]["attrs"] == {"row": 2**70}
    assert row[4]["blocks"]


@pytest.mark.parametrize(
    "order", [[0, 1, 2], [2, 1, 0], [1, 2, 0], [1, 0, 2, 1, 0]], ids=lambda order: str(order)
)
async def test_what_is_written_again_in_any_order_changes_nothing(
    sink: PostgresSink, engine: Engine, order: Sequence[int]
) -> None:
    revisions = [entry(published(1, r, title=f"As of {r}")) for r in (1, 2, 3)]
    await sink.write([revisions[n] for n in order])
    for n in order:
        await sink.write([revisions[n]])
    assert rows(engine, "SELECT revision, title FROM articles") == [(3, "As of 3")]
    assert rows(engine, "SELECT count(*) FROM article_history") == [(3,)]


@pytest.mark.parametrize("ends", [["event"], ["gone"], ["event", "gone"], ["gone", "event"]])
@pytest.mark.parametrize("is_before", [False, True], ids=["after", "before"])
async def test_a_retraction_takes_the_article_away_whichever_message_comes_first(
    sink: PostgresSink, engine: Engine, ends: Sequence[str], is_before: bool
) -> None:
    meant = {"event": entry(retracted(1, 2)), "gone": removal(1, 2)}
    articles = [entry(published(1, r)) for r in (1, 2)]
    gone: list[Entry] = [meant[name] for name in ends]
    for each in [*gone, *articles] if is_before else [*articles, *gone]:
        await sink.write([each])
    assert rows(engine, "SELECT * FROM articles") == []
    reason = "SELECT reason FROM article_history WHERE event = 'retracted'"
    assert rows(engine, reason) == [("tombstone" if "event" in ends else None,)]
    await sink.write([entry(published(1, 3))])
    assert rows(engine, "SELECT revision FROM articles") == [(3,)]


SENTENCES = {
    "en": ("The bridges are closed.", "bridge"),
    "de": ("Die Brücken bleiben geschlossen.", "brücke"),
    "ru": ("Мосты закрыты.", "мост"),
    "tr": ("Köprüler kapandı.", "köprü"),
    "fa": ("پل بسته شد.", "پل"),
}


@pytest.mark.parametrize("language", SENTENCES)
async def test_words_are_found_in_the_forms_of_their_language(
    sink: PostgresSink, engine: Engine, language: str
) -> None:
    sentence, word = SENTENCES[language]
    await sink.write([entry(published(1, language=language, text=sentence))])
    query = (
        "SELECT article_id FROM articles"
        " WHERE search @@ websearch_to_tsquery(search_config::regconfig, :word)"
    )
    assert len(rows(engine, query, word=word)) == 1
    assert rows(engine, query, word="ferry") == []


async def test_the_title_weighs_more_than_the_text(sink: PostgresSink, engine: Engine) -> None:
    in_text = published(1, title="Other news", text="A ferry.", tags=[], summary=None)
    in_title = published(2, title="A ferry", text="Other news.", tags=[], summary=None)
    await sink.write([entry(in_text), entry(in_title)])
    query = (
        "SELECT title FROM articles, websearch_to_tsquery('english', 'ferry') AS q"
        " WHERE search @@ q ORDER BY ts_rank(search, q) DESC"
    )
    assert rows(engine, query) == [("A ferry",), ("Other news",)]


async def test_what_postgres_cannot_store_is_left_out_of_the_text(
    sink: PostgresSink, engine: Engine
) -> None:
    long = " ".join(f"w{n}" for n in range(300_000))
    await sink.write([entry(published(1, title="a\0b", attrs={"k\0": "\0"})), entry(published(2))])
    await sink.write([entry(published(3, text=long))])
    titles = rows(engine, "SELECT title, article->'attrs' FROM articles ORDER BY article_id")
    assert titles[0] == ("ab", {"k": ""})
    assert len(titles) == 3


WORDS = 2 * TEXT_MAX_BYTES // len("000-000 ")
"""Twice as many as are searched, in the letters that take the fewest bytes."""


@pytest.mark.parametrize("field", ["title", "subtitle", "summary", "text", "tags", "every"])
@pytest.mark.parametrize("letters", ["abcdefghij", "абвгдежзий", "𐤀𐤁𐤂𐤃𐤄𐤅𐤆𐤇𐤈𐤉"], ids=len)
async def test_words_are_searched_no_further_than_the_search_holds(
    sink: PostgresSink, engine: Engine, field: str, letters: str
) -> None:
    spelt = ("".join(letters[int(digit)] for digit in f"{n:06}") for n in range(WORDS))
    words = [f"{word[:3]}-{word[3:]}" for word in spelt]  # found whole and by its parts
    long: dict[str, Any] = dict.fromkeys(("title", "subtitle", "summary", "text"), " ".join(words))
    long["tags"] = words
    short = {"title": "A", "text": "The ferry"}
    fields = long if field == "every" else {**short, field: long[field]}
    await sink.write([entry(published(1, **fields))])
    assert rows(engine, "SELECT count(*) FROM articles") == [(1,)]


async def test_an_article_that_is_refused_is_left_out_and_the_others_are_written(
    sink: PostgresSink, engine: Engine
) -> None:
    refused = entry(published(2, word_count=2**40))
    before = _dead_letters("sink-postgres")
    await sink.write([entry(published(1)), refused, entry(published(3))])
    assert rows(engine, "SELECT count(*) FROM articles") == [(2,)]
    assert _dead_letters("sink-postgres") == before + 1


async def test_a_sink_with_a_name_counts_under_it(postgres_url: str) -> None:
    named = make(Settings(sink_postgres_url=postgres_url), "backup")
    await named.start()
    before = _dead_letters("sink-postgres")
    await named.write([entry(published(2, word_count=2**40))])
    await named.stop()
    assert _dead_letters("sink-postgres-backup") == 1
    assert _dead_letters("sink-postgres") == before


def _dead_letters(label: str) -> float:
    samples = next(iter(metrics.DEAD_LETTERS.collect())).samples
    return sum(s.value for s in samples if s.labels["stage"] == label and "total" in s.name)


async def test_a_fault_that_is_no_article_s_is_raised_and_nothing_is_left_out(
    sink: PostgresSink, engine: Engine
) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE article_history RENAME TO elsewhere"))
    with pytest.raises(StoreDamaged, match="article_history"):
        await sink.write([entry(published(1)), entry(published(2))])


async def test_a_column_added_by_hand_that_wants_a_value_loses_no_article(
    sink: PostgresSink, engine: Engine
) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE articles ADD COLUMN mine text NOT NULL"))
    with pytest.raises(ProgrammingError, match="mine"):
        await sink.write([entry(published(1))])


@pytest.mark.parametrize(
    ("code", "is_one"),
    [
        ("22003", True), ("23514", True), ("23502", False), ("23503", False), ("54000", True),
        ("42501", False), ("42P01", False), ("57014", False), ("58030", False), ("XX000", False),
        ("", False),
    ],
)  # fmt: skip
def test_only_what_the_values_are_to_blame_for_is_a_refusal(code: str, is_one: bool) -> None:
    assert is_refusal(ProgrammingError("INSERT", {}, Exception({"C": code}))) is is_one


async def test_a_merge_of_stories_is_a_row_that_tells_what_was_decided_last(
    sink: PostgresSink, engine: Engine
) -> None:
    later = entry(merged(1, 3, merged_at=AT + timedelta(minutes=1)))
    await sink.write([entry(merged(1)), entry(published(1)), entry(merged(2))])
    for batch in ([later], [entry(merged(1))], [later, entry(merged(1)), later]):
        await sink.write(batch)
    found = rows(engine, "SELECT merged_story_id, story_id, merged_at FROM story_merges ORDER BY 1")
    assert found == [
        (f"{1:032x}", f"{3:032x}", AT + timedelta(minutes=1)),
        (f"{2:032x}", f"{0:032x}", AT),
    ]


async def test_the_documented_query_tells_the_story_of_each_article_after_all_merges(
    sink: PostgresSink, engine: Engine
) -> None:
    """A chain, told in any order; two stories that each became the other; and none."""
    pairs = [(2, 1), (1, 0), (8, 9), (9, 8)]
    articles = [published(n, story_id=f"{n:032x}") for n in (0, 1, 2, 3, 8)]
    await sink.write([entry(each) for each in [*articles, published(4, story_id=None)]])
    await sink.write([entry(merged(n, into)) for n, into in pairs])
    (query,) = re.findall(r"```sql\n(WITH RECURSIVE.*?)```", SINKS_PAGE.read_text(), re.DOTALL)
    told = {int(row[0], 16): row[1] and int(row[1], 16) for row in rows(engine, query)}
    assert told == {0: 0, 1: 0, 2: 0, 3: 3, 4: None, 8: 8}


async def test_a_merge_that_the_database_refuses_is_logged_and_left_out(
    sink: PostgresSink, engine: Engine
) -> None:
    await sink.write([entry(merged(1, story_size=2**40)), entry(merged(2)), entry(published(1))])
    assert rows(engine, "SELECT merged_story_id FROM story_merges") == [(f"{2:032x}",)]
    assert rows(engine, "SELECT count(*) FROM articles") == [(1,)]


async def test_the_languages_named_are_names_of_the_server_s(sink: PostgresSink) -> None:
    assert set(CONFIGURATIONS.values()) <= sink._configurations


def test_the_revisions_give_the_tables_that_the_code_wants(engine: Engine) -> None:
    with engine.begin() as connection:
        upgrade(connection, SERVICE, METADATA)
    assert differences(engine, SERVICE, METADATA) == []


def test_without_a_database_the_sink_says_what_it_needs() -> None:
    for url, fault in ((None, " is needed"), ("sqlite:///x", ": want postgresql://")):
        with pytest.raises(BadSettings, match=f"NEWSREEL_SINK_POSTGRES_URL{fault}"):
            make(Settings(sink_postgres_url=url))


async def test_two_processes_that_write_the_same_at_once_leave_it_once(
    sink: PostgresSink, engine: Engine, postgres_url: str
) -> None:
    other = make(Settings(sink_postgres_url=postgres_url))
    await other.start()
    entries = [
        entry(published(n, r, revised_at=AT + timedelta(r))) for n in range(30) for r in (1, 2)
    ]
    await asyncio.gather(sink.write(entries), other.write(entries[::-1]), other.write(entries))
    await other.stop()
    assert rows(engine, "SELECT count(*), min(revision) FROM articles") == [(30, 2)]
    assert rows(engine, "SELECT count(*) FROM article_history") == [(60,)]


@pytest.mark.parametrize("is_known", [True, False], ids=["known", "not known"])
@pytest.mark.parametrize("first", ["old owner", "new owner"])
async def test_a_retracted_article_does_not_come_back_by_who_owned_its_partition_before(
    sink: PostgresSink, engine: Engine, first: str, is_known: bool
) -> None:
    """Both write at once: one is about to commit, the other waits for it."""
    revision, end = entry(published(1)), entry(retracted(1))
    writes = {"old owner": [revision], "new owner": [end] if is_known else [revision, end]}
    if is_known:
        await sink.write([revision])
    with engine.connect() as ahead, engine.connect() as behind:
        write_entries(ahead, writes.pop(first), sink._configurations)
        (others,) = writes.values()
        waits = asyncio.create_task(
            asyncio.to_thread(write_entries, behind, others, sink._configurations)
        )
        await asyncio.sleep(0.5)
        ahead.commit()
        await waits
        behind.commit()
    assert rows(engine, "SELECT * FROM articles") == []
    assert rows(engine, "SELECT count(*) FROM article_history") == [(2,)]


@pytest.mark.timeout(300)
@pytest.mark.slow
def test_killed_in_the_middle_of_batches_it_leaves_each_revision_once(
    tmp_path: Path, wire: Wire, postgres_url: str, engine: Engine
) -> None:
    articles = [published(n, r) for n in range(100) for r in (1, 2)]
    merges = [merged(n) for n in range(1, 9)]
    ends = [retracted(n, 2) for n in range(20)]
    wire.publish(*articles, *ends, *merges, *articles[:50], *merges)
    values = {"NEWSREEL_SINK_POSTGRES_URL": postgres_url, "NEWSREEL_SINK_BATCH_MAX": "7"}

    def count() -> int:
        try:
            count = "SELECT (SELECT count(*) FROM article_history) + count(*) FROM story_merges"
            return int(rows(engine, count)[0][0])
        except Exception:  # before the sink has made the tables
            return 0

    SinkProcess("postgres", wire.bootstrap, tmp_path, values).survive_kills(count, 228, kills=2)
    assert count() == 228
    assert rows(engine, "SELECT count(*), min(revision) FROM articles") == [(80, 2)]
