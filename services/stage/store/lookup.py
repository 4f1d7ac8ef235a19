"""Read and delete the rows of which a column is one of many values.

Statements are made once and kept: to put one together anew, and to find it among those that
SQLAlchemy knows, took two thirds of the time of a small query on SQLite.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache, partial
from typing import Any

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
from services.stage.store.sqlite_statements import VALUES_MAX, Among, Found, Rows, size_for

What = Table | tuple[Column[Any], ...]
Parameter = Callable[..., BindParameter[Any]]
"""Makes the parameter, given its type."""
_VALUES: Parameter = partial(bindparam, "values")
"""Of a statement that is kept: the values come with each run."""


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
    if not values:
        return ()
    if connection.dialect.name == "sqlite":
        found: Found = []
        for some in _parts(values):
            found += _reading_directly(what, where, size_for(some), lock).run(connection, some)
        return _rows(what).of(found)
    statement = _reading(what, where, connection.dialect.name, lock)
    return connection.execute(statement, {"values": list(values)}).all()


def delete_rows(connection: Connection, where: Column[Any], values: Collection[Any]) -> None:
    """Delete rows whose column is one of the values, of which there may be any number."""
    if not values:
        return
    if connection.dialect.name == "sqlite":
        for some in _parts(values):
            _deleting_directly(where, size_for(some)).run(connection, some)
    else:
        statement = _deleting(where, connection.dialect.name)
        connection.execute(statement, {"values": list(values)})


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
def _reading(what: What, where: Column[Any], dialect: str, lock: bool) -> Any:
    return _select(what, where, _among(where, dialect, _VALUES), lock)


@lru_cache
def _reading_directly(what: What, where: Column[Any], size: int, lock: bool) -> Among:
    return Among(_select(what, where, _among(where, "sqlite", _so_many(size)), lock), where, size)


@lru_cache
def _deleting(where: Column[Any], dialect: str) -> Any:
    return delete(where.table).where(_among(where, dialect, _VALUES))


@lru_cache
def _deleting_directly(where: Column[Any], size: int) -> Among:
    statement = delete(where.table).where(_among(where, "sqlite", _so_many(size)))
    return Among(statement, where, size)


@lru_cache
def _rows(what: What) -> Rows:
    return Rows(_columns(what))


def _select(what: What, where: Column[Any], condition: ColumnElement[bool], lock: bool) -> Any:
    statement = select(*_columns(what)).where(condition)
    return statement.order_by(where).with_for_update() if lock else statement


def _columns(what: What) -> tuple[Column[Any], ...]:
    return what if isinstance(what, tuple) else tuple(what.columns)


def _so_many(size: int) -> Parameter:
    """Make the parameter of a statement for so many values."""
    return partial(bindparam, "values", [None] * size)
