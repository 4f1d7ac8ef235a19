"""Read and delete the rows of which a column is one of many values.

Statements are made once and kept: to put one together anew, and to find it among those that
SQLAlchemy knows, took two thirds of the time of a small query on SQLite.
"""

from collections.abc import Callable, Collection, Sequence
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

Parameter = Callable[..., BindParameter[Any]]
"""Makes the parameter, given its type."""
_VALUES: Parameter = partial(bindparam, "values")
"""Of a statement that is kept: the values come with each run."""


def one_of(
    connection: Connection, column: Column[Any], values: Collection[Any]
) -> ColumnElement[bool]:
    """Tell whether the column is one of the values."""
    return _among(column, connection.dialect.name, partial(bindparam, None, list(values)))


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


def _among(where: Column[Any], dialect: str, parameter: Parameter) -> ColumnElement[bool]:
    """Compare with all values as one parameter."""
    if dialect == "sqlite":
        # SQLAlchemy looks at each element of a plain list, at twice the cost
        return where.in_(parameter(expanding=True, type_=where.type))
    return where == any_(parameter(type_=array_of(where)))


@lru_cache
def _reading(
    what: Table | tuple[Column[Any], ...], where: Column[Any], dialect: str, lock: bool
) -> Any:
    columns = what if isinstance(what, tuple) else (what,)
    statement = select(*columns).where(_among(where, dialect, _VALUES))
    return statement.order_by(where).with_for_update() if lock else statement


@lru_cache
def _deleting(where: Column[Any], dialect: str) -> Any:
    return delete(where.table).where(_among(where, dialect, _VALUES))
