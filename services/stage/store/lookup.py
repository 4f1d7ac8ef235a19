"""Read, delete and empty the rows of which a column is one of many values.

Statements are made once and kept: SQLAlchemy took three times as long to put one together and to
find it among those that it knows as SQLite took to answer it.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Table,
    any_,
    bindparam,
    delete,
    select,
    update,
)

from services.stage.store.arrays import array_of


def one_of(
    connection: Connection, column: Column[Any], values: Collection[Any]
) -> ColumnElement[bool]:
    """Tell whether the column is one of the values."""
    if connection.dialect.name == "sqlite":
        # One parameter: SQLAlchemy looks at each element of a plain list, at twice the cost.
        return column.in_(bindparam(None, list(values), expanding=True, type_=column.type))
    return column == any_(bindparam(None, list(values), type_=array_of(column)))


def read_rows(
    connection: Connection,
    what: Table | tuple[Column[Any], ...],
    where: Column[Any],
    values: Collection[Any],
    *,
    lock: bool = False,
) -> Sequence[Any]:
    """Read rows whose column `where` is one of the values: all columns of a table, or those named.

    Returns SQLAlchemy's rows, whose names and types a checker does not know.

    `lock`: in the order of that column, held until the transaction ends.
    """
    if not values:
        return ()
    statement = _reading(what, where, connection.dialect.name, lock)
    return connection.execute(statement, {"values": list(values)}).all()


def delete_rows(connection: Connection, where: Column[Any], values: Collection[Any]) -> None:
    """Delete rows whose column is one of the values."""
    if values:
        statement = _deleting(where, connection.dialect.name)
        connection.execute(statement, {"values": list(values)})


def empty_rows(
    connection: Connection, where: Column[Any], values: Collection[Any], column: Column[Any]
) -> None:
    """Set a column to NULL where another is one of the values."""
    if values:
        statement = _emptying(where, connection.dialect.name, column)
        connection.execute(statement, {"values": list(values)})


def _named(where: Column[Any], dialect: str) -> ColumnElement[bool]:
    """The same as `one_of`, of values that are given when the statement is run."""
    if dialect == "sqlite":
        return where.in_(bindparam("values", expanding=True, type_=where.type))
    return where == any_(bindparam("values", type_=array_of(where)))


@lru_cache
def _reading(
    what: Table | tuple[Column[Any], ...], where: Column[Any], dialect: str, lock: bool
) -> Any:
    columns = what if isinstance(what, tuple) else (what,)
    statement = select(*columns).where(_named(where, dialect))
    return statement.order_by(where).with_for_update() if lock else statement


@lru_cache
def _deleting(where: Column[Any], dialect: str) -> Any:
    return delete(where.table).where(_named(where, dialect))


@lru_cache
def _emptying(where: Column[Any], dialect: str, column: Column[Any]) -> Any:
    return update(where.table).where(_named(where, dialect)).values({column: None})
