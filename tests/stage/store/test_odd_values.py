"""A value that a database does not take fails alone: its neighbours are written, and read right."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, select

from services.stage.store.lookup import one_of
from services.stage.store.rows import write_rows
from services.stage.store.store import Store
from services.stage.store.text import Text
from tests.support.stores import store_fixture

METADATA = MetaData()
KEPT = Table(
    "kept",
    METADATA,
    Column("id", String(200), primary_key=True),
    Column("number", Integer),
    Column("said", Text),
)
ODD_TEXTS = {
    "NUL": "a\0b",
    "lone surrogate": "a\ud800b",
    "other lone surrogate": "\udfff",
    "both": "\0\udc80\0",
}
REFUSED = {
    "lone surrogate in a key": {"id": "a\ud800"},
    "number of 70 bits": {"id": "big", "number": 2**70},
    "a list for a number": {"id": "list", "number": [[1], [2]]},
    "an object for a key": {"id": object()},
}
"""Refused by both databases or their drivers."""


store = store_fixture("test", METADATA)


def keep(connection: Connection, rows: Sequence[dict[str, Any]]) -> Sequence[bool]:
    write_rows(connection, KEPT, [{"number": 0, "said": ""} | row for row in rows], replace=True)
    return [True] * len(rows)


def said(connection: Connection, ids: Sequence[str]) -> Sequence[str | None]:
    rows = connection.execute(select(KEPT).where(one_of(connection, KEPT.c.id, set(ids))))
    found = {row.id: row.said for row in rows}
    return [found.get(each) for each in ids]


async def keep_beside(store: Store, odd: dict[str, Any]) -> list[Any]:
    """Keep four good rows and, in the midst of them, an odd one; return what came of each."""
    good = [store.call(keep, {"id": f"good{n}", "said": str(n)}) for n in range(4)]
    calls = [*good[:2], store.call(keep, odd), *good[2:]]
    return list(await asyncio.gather(*calls, return_exceptions=True))


@pytest.mark.parametrize("odd", REFUSED.values(), ids=REFUSED)
async def test_a_refused_value_fails_alone(store: Store, odd: dict[str, Any]) -> None:
    for _ in range(3):
        before, failed, after = _parted(await keep_beside(store, odd))
        assert (before, after) == ([True, True], [True, True])
        assert isinstance(failed, Exception)
        answers = await asyncio.gather(*(store.call(said, f"good{n}") for n in range(4)))
        assert answers == ["0", "1", "2", "3"]
    assert store.problem is None


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
async def test_a_text_from_outside_is_kept_as_far_as_it_is_text(store: Store, text: str) -> None:
    assert await keep_beside(store, {"id": "odd", "said": text}) == [True] * 5
    replaced = "".join("\ufffd" if char == "\0" or "\ud800" <= char <= "\udfff" else char
                       for char in text)  # fmt: skip
    assert await store.call(said, "odd") == replaced


async def test_a_text_from_outside_is_found_again_as_it_came(store: Store) -> None:
    def by_text(connection: Connection, texts: Sequence[str]) -> Sequence[str | None]:
        query = select(KEPT.c.id)
        return [connection.scalar(query.where(KEPT.c.said == each)) for each in texts]

    for number, odd in enumerate(ODD_TEXTS.values()):
        text = f"{number}{odd}"
        await store.call(keep, {"id": str(number), "said": text})
        assert await store.call(by_text, text) == str(number)


async def test_long_texts_of_any_length_are_kept(store: Store) -> None:
    for size in (2_700, 8_192, 100_000, 5_000_000):
        await store.call(keep, {"id": str(size), "said": "x" * size})
        assert await store.call(said, str(size)) == "x" * size


def _parted(ends: list[Any]) -> tuple[list[Any], Any, list[Any]]:
    return ends[:2], ends[2], ends[3:]
