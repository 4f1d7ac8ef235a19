"""Many rows at once, on both databases: a text is what it is, whatever it reads like to them."""

from collections.abc import Sequence

import pytest
from sqlalchemy import Column, Connection, MetaData, String, Table, select

from services.stage.store.lookup import one_of
from services.stage.store.rows import write_rows
from services.stage.store.store import Store
from tests.support.stores import store_fixture

NOTES = Table(
    "notes", MetaData(), Column("id", String(200), primary_key=True), Column("text", String)
)
TEXTS = [
    "null", "NULL", "Null", "", " ", "\t", "\u00a0", "a,b", "{}", '{"', '"', "'", "\\", '\\"', "%s",
    ":id", "$1", "\U0001f4f0", None,
]  # fmt: skip


def put(connection: Connection, texts: Sequence[str | None]) -> Sequence[None]:
    rows = [{"id": f"{text}", "text": text} for text in texts]
    write_rows(connection, NOTES, rows, replace=True)
    return [None] * len(texts)


def found(connection: Connection, texts: Sequence[str | None]) -> Sequence[bool]:
    wanted = one_of(connection, NOTES.c.id, {f"{text}" for text in texts})
    known = set(connection.execute(select(NOTES.c.text).where(wanted)).scalars())
    return [text in known for text in texts]


def texts_of(connection: Connection, name: str) -> list[str]:
    return list(connection.execute(select(NOTES.c.text).where(NOTES.c.id == name)).scalars())


store = store_fixture("notes", NOTES.metadata)


@pytest.mark.parametrize("text", TEXTS)
async def test_a_text_is_stored_and_found_as_it_is(text: str | None, store: Store) -> None:
    assert not await store.call(found, text)
    await store.call(put, text)
    assert await store.call(found, text)


async def test_texts_that_come_together_are_told_apart(store: Store) -> None:
    await store.call_many(put, TEXTS[::2])
    assert list(await store.call_many(found, TEXTS)) == [n % 2 == 0 for n in range(len(TEXTS))]


@pytest.mark.parametrize(("replace", "kept"), [(True, "last"), (False, "first")])
async def test_of_rows_with_one_key_one_is_written(replace: bool, kept: str, store: Store) -> None:
    def write(connection: Connection) -> list[str]:
        rows = [{"id": "b", "text": "first"}, {"id": "a", "text": "a"}, {"id": "b", "text": "last"}]
        return write_rows(connection, NOTES, rows, replace=replace, returning=NOTES.c.id)

    assert sorted(await store.run(write)) == ["a", "b"]
    assert await store.run(texts_of, "b") == [kept]
