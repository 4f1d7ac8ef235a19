"""Read and delete the rows of which a column is one of many values.

Statements are made once and kept: to put one together anew, and to find it among those that
SQLAlchemy knows, took two thirds of the time of a small query on SQLite.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache, partial
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Table,
    any_,
    bindparam,
    delete,
    select,
)

from services.stage.store.arrays import array_of
from services.stage.store.sqlite_statements import VALUES_MAX, Among, Rows, size_for

What = Table | tuple[Column[Any], ...]
Parameter = Callable[..., BindParameter[Any]]
"""Makes the parameter, given its type."""


def one_of(
    connection: Connection, column: Column[Any], values: Collection[Any]
) -> ColumnElement[bool]:
    """Tell whether the column is one of the values: on SQLite at most `VALUES_MAX`."""
    return _among(column, connection.dialect.name, partial(bindparam, None, list(values)))


def read_rows(
    connection: Connection,
    what: What,
    where: Column[Any],
    values: Collection[Any],
    *,
    lock: bool = False,
) -> Sequence[Any]:
    """Read rows whose column `where` is one of the values: all columns of a table, or those named.

    Returns rows as SQLAlchemy's, whose names and types a checker does not know.

    `lock`: in the order of that column, held until the transaction ends.

    There may be any number of values.
    """
    found = _run(connection, _Asked(where, what, lock), values)
    rows: Sequence[Any] = _rows(what).of(found) if connection.dialect.name == "sqlite" else found
    return rows


def delete_rows(connection: Connection, where: Column[Any], values: Collection[Any]) -> None:
    """Delete rows whose column is one of the values, of which there may be any number."""
    _run(connection, _Asked(where), values)


class _Asked(NamedTuple):
    """What is done with the rows of which a column is one of many values."""

    where: Column[Any]
    what: What | None = None
    """What is read of them; None: they are deleted."""
    lock: bool = False


def _run(connection: Connection, asked: _Asked, values: Collection[Any]) -> Any:
    if not values:
        return []
    if connection.dialect.name == "sqlite":
        parts = _parts(values)
        return [
            row for some in parts for row in _directly(asked, size_for(some)).run(connection, some)
        ]
    result = connection.execute(_statement(asked), {"values": list(values)})
    return result.all() if result.returns_rows else []


def _parts(values: Collection[Any]) -> Iterator[list[Any]]:
    """Split values into as many as a statement takes on SQLite."""
    listed = list(values)
    for start in range(0, len(listed), VALUES_MAX):
        yield listed[start : start + VALUES_MAX]


def _among(where: Column[Any], dialect: str, parameter: Parameter) -> ColumnElement[bool]:
    """Compare with all values as one parameter."""
    if dialect == "sqlite":
        # SQLAlchemy looks at each element of a plain list, at twice the cost
        return where.in_(parameter(expanding=True, type_=where.type))
    return where == any_(parameter(type_=array_of(where)))


@lru_cache
def _directly(asked: _Asked, size: int) -> Among:
    values = partial(bindparam, "values", [None] * size)
    return Among(_about(asked, _among(asked.where, "sqlite", values)), asked.where, size)


@lru_cache
def _statement(asked: _Asked) -> Any:
    return _about(asked, _among(asked.where, "postgresql", partial(bindparam, "values")))


@lru_cache
def _rows(what: What) -> Rows:
    return Rows(_columns(what))


def _about(asked: _Asked, condition: ColumnElement[bool]) -> Any:
    if asked.what is None:
        return delete(asked.where.table).where(condition)
    statement = select(*_columns(asked.what)).where(condition)
    return statement.order_by(asked.where).with_for_update() if asked.lock else statement


def _columns(what: What) -> tuple[Column[Any], ...]:
    return what if isinstance(what, tuple) else tuple(what.columns)
