"""Write many rows with one short statement.

On PostgreSQL a column goes over as one array. The driver reads a statement anew each time it is
run, letter by letter, and a list of VALUES for 256 rows took most of the time of a transaction;
one statement a row is worse: 500 rows took 800 ms.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Table,
    bindparam,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from services.stage.store.arrays import array_of
from services.stage.store.sqlite_statements import Writer

Insert = sqlite.Insert | postgresql.Insert
Only = Callable[[Any], ColumnElement[bool]]
"""Given the new row's columns: whether it replaces the old one. The same function each time."""
Merge = Callable[[Any], Mapping[str, ColumnElement[Any]]]
"""Given the new row's columns: what a column becomes where that is not the new row's value."""


@dataclass(frozen=True, slots=True)
class _Write:
    """What a statement is made of, whatever the rows."""

    table: Table
    names: tuple[str, ...]
    replace: bool
    only: Only | None
    merge: Merge | None
    returning: Column[Any] | None


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

    Of rows with the same key the last replaces, or the first is inserted. They are written in the
    order of their keys: one order for all workers means no deadlock. Returns the column `returning`
    of the rows that were written, in any order.
    """
    if not rows:
        return []
    rows = _once(rows if replace else rows[::-1], table)
    write = _Write(table, tuple(rows[0]), replace, only, merge, returning)
    if connection.dialect.name == "sqlite":
        return [value for (value,) in _one_by_one(write).run(connection, rows)]
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


def _once(rows: Sequence[Mapping[str, Any]], table: Table) -> list[Mapping[str, Any]]:
    """Return the last row of each key, in the order of the keys."""
    key_of = itemgetter(*(column.name for column in table.primary_key))
    by_key = {key_of(row): row for row in rows}
    return [by_key[key] for key in sorted(by_key)]


@lru_cache
def _one_by_one(write: _Write) -> Writer:
    statement = _complete(sqlite.insert(write.table), write)
    return Writer(statement, write.names, returns=write.returning is not None)


@lru_cache
def _from_arrays(write: _Write) -> Any:
    arrays = [bindparam(f"p_{name}", type_=array_of(write.table.c[name])) for name in write.names]
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
