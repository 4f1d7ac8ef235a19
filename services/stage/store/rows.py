"""Read and write many rows with one short statement.

On PostgreSQL a column goes over as one array. The driver reads a statement anew each time it is
run, letter by letter, and a list of VALUES for 256 rows took most of the time of a transaction;
one statement a row is worse: 500 rows took 800 ms.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Dialect,
    String,
    Table,
    TypeDecorator,
    any_,
    bindparam,
    cast,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import ARRAY

from services.stage.store.text import Text, writable

Insert = sqlite.Insert | postgresql.Insert
Only = Callable[[Any], ColumnElement[bool]]
"""Given the new row's columns: whether it replaces the old one. The same function each time."""
Merge = Callable[[Any], Mapping[str, ColumnElement[Any]]]
"""Given the new row's columns: what a column becomes where that is not the new row's value."""


class _Texts(TypeDecorator[Sequence[str | None]]):
    """An array of texts, sent as its literal: the driver (pg8000 1.31) makes `null` a NULL."""

    impl = String
    cache_ok = True

    def __init__(self, item_type: String | Text) -> None:
        super().__init__()
        self.item_type = item_type

    def process_bind_param(self, value: Sequence[str | None] | None, dialect: Dialect) -> str:
        """Write the literal."""
        texts = value or ()
        if isinstance(self.item_type, Text):
            texts = [text and writable(text) for text in texts]
        return _array_literal(texts)

    def bind_expression(self, bindvalue: BindParameter[Any]) -> ColumnElement[Any]:
        """Let the server read it."""
        return cast(bindvalue, ARRAY(self.item_type))


@dataclass(frozen=True, slots=True)
class _Write:
    """What a statement is made of, whatever the rows."""

    table: Table
    names: tuple[str, ...]
    replace: bool
    only: Only | None
    merge: Merge | None
    returning: Column[Any] | None


def one_of(
    connection: Connection, column: Column[Any], values: Collection[Any]
) -> ColumnElement[bool]:
    """Tell whether the column is one of the values."""
    if connection.dialect.name == "sqlite":
        # One parameter: SQLAlchemy looks at each element of a plain list, at twice the cost.
        return column.in_(bindparam(None, list(values), expanding=True, type_=column.type))
    return column == any_(bindparam(None, list(values), type_=_array_of(column)))


def write_rows(
    connection: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    *,
    replace: bool,
    only: Only | None = None,
    merge: Merge | None = None,
    returning: Column[Any] | None = None,
) -> list[Any]:
    """Insert rows, all with the same columns; one whose key exists is replaced, or left as it is.

    `only` tells which are replaced, `merge` which columns become something else than the new value.

    Of rows with the same key there must be one only. Sort them by key: one order for all workers
    means no deadlock. Returns the column `returning` of the rows that were written, in any order.
    """
    if not rows:
        return []
    write = _Write(table, tuple(rows[0]), replace, only, merge, returning)
    if connection.dialect.name == "sqlite":
        found = connection.execute(_one_by_one(write), [dict(row) for row in rows])
    else:
        arrays = {f"p_{name}": [row[name] for row in rows] for name in write.names}
        found = connection.execute(_from_arrays(write), arrays)
    return [] if returning is None else list(found.scalars())


@cache
def not_older(instant: Column[Any]) -> Only:
    """Let a row replace the one that is there unless its instant is earlier."""

    def only(new: Any) -> ColumnElement[bool]:
        later: ColumnElement[bool] = instant <= new[instant.name]
        return later

    return only


def _array_literal(texts: Sequence[str | None]) -> str:
    """Write texts as PostgreSQL reads an array (its manual, 8.15.6)."""
    return "{" + ",".join("NULL" if text is None else _quoted(text) for text in texts) + "}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", r"\\").replace('"', r"\"")
    return f'"{escaped}"'


def _array_of(column: Column[Any]) -> _Texts | ARRAY[Any]:
    kind = column.type
    return _Texts(kind) if isinstance(kind, String | Text) else ARRAY(kind)


@lru_cache
def _one_by_one(write: _Write) -> Any:
    return _complete(sqlite.insert(write.table), write)


@lru_cache
def _from_arrays(write: _Write) -> Any:
    arrays = [bindparam(f"p_{name}", type_=_array_of(write.table.c[name])) for name in write.names]
    source = func.unnest(*arrays).table_valued(*write.names, name="given").render_derived()
    rows = select(*(source.c[name] for name in write.names))
    return _complete(postgresql.insert(write.table).from_select(list(write.names), rows), write)


def _complete(statement: Insert, write: _Write) -> Any:
    key = [column.name for column in write.table.primary_key]
    if write.replace:
        new = statement.excluded
        merged = write.merge(new) if write.merge is not None else {}
        statement = statement.on_conflict_do_update(
            index_elements=key,
            set_={name: new[name] for name in write.names if name not in key} | dict(merged),
            where=None if write.only is None else write.only(new),
        )
    else:
        statement = statement.on_conflict_do_nothing()
    return statement if write.returning is None else statement.returning(write.returning)
