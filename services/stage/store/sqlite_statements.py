"""SQLAlchemy's statements, compiled once and run by SQLite's own driver.

SQLAlchemy by itself took nine tenths of the time of a small one. Values and errors are converted as
it does.
"""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ClauseElement, Column, Connection
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError

VALUES_MAX = 32_766
"""Parameters that SQLite takes (its manual, "Limits")."""

_DIALECT = sqlite.dialect(dbapi=sqlite3)

Processor = Callable[[Any], Any] | None
Found = list[tuple[Any, ...]]


def size_for(values: Collection[Any]) -> int:
    """Return for how many values to make a statement: of a few sizes, each can be kept.

    There are at most `VALUES_MAX` of them.
    """
    return min(1 << (len(values) - 1).bit_length(), VALUES_MAX)


class Among:
    """A statement about rows of which a column is one of many values."""

    def __init__(self, statement: ClauseElement, where: Column[Any], size: int) -> None:
        """`statement` has the values as its only parameter, `size` of them."""
        self._sql = str(
            statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
        )
        self._size = size
        self._written = _kind(where).bind_processor(_DIALECT)

    def run(self, connection: Connection, values: Collection[Any]) -> Found:
        """Run it for at most `size` values."""
        given = list(values) if self._written is None else list(map(self._written, values))
        given += given[-1:] * (self._size - len(given))  # a value counts once
        driver = _driver(connection)
        with _errors(self._sql, given):
            found: Found = driver.execute(self._sql, given).fetchall()
        return found


class Writer:
    """A statement that writes a row."""

    def __init__(self, statement: ClauseElement, names: Sequence[str], returns: bool) -> None:
        compiled: Any = statement.compile(dialect=_DIALECT, column_keys=list(names))
        self._sql = str(compiled)
        self._returns = returns
        self._values: list[tuple[str, Processor]] = [
            (name, compiled.binds[name].type.dialect_impl(_DIALECT).bind_processor(_DIALECT))
            for name in compiled.positiontup
        ]
        fixed = compiled.construct_params(dict.fromkeys(names))
        self._fixed = {name: value for name, value in fixed.items() if name not in names}

    def run(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> Found:
        """Write rows; return what the statement does for each."""
        if self._fixed:
            rows = [self._fixed | dict(row) for row in rows]
        given = [
            [row[name] if write is None else write(row[name]) for name, write in self._values]
            for row in rows
        ]
        driver = _driver(connection)
        with _errors(self._sql, given):
            if self._returns:
                return [found for each in given for found in driver.execute(self._sql, each)]
            driver.executemany(self._sql, given)
        return []


class Rows:
    """Makes rows of what the driver finds, as far like SQLAlchemy's as is asked of them."""

    def __init__(self, columns: Sequence[Column[Any]]) -> None:
        named = namedtuple("named", [column.name for column in columns])  # type: ignore[misc]
        kind: Any = type("Row", (named,), {"_mapping": property(named._asdict), "__slots__": ()})
        self._make = kind._make
        self._read = [_kind(column).result_processor(_DIALECT, None) for column in columns]

    def of(self, found: Found) -> list[Any]:
        """Read each value, and name it."""
        if any(self._read):
            found = [
                tuple(
                    value if read is None else read(value)
                    for read, value in zip(self._read, row, strict=True)
                )
                for row in found
            ]
        return list(map(self._make, found))


def begin(connection: Connection) -> None:
    """Begin a transaction that may write."""
    driver: Any = connection.connection.driver_connection
    with _errors("BEGIN IMMEDIATE", ()):
        driver.execute("BEGIN IMMEDIATE")


def _driver(connection: Connection) -> Any:
    if not connection.in_transaction():
        connection.begin()
    return connection.connection.driver_connection


def _kind(column: Column[Any]) -> Any:
    return column.type.dialect_impl(_DIALECT)


@contextmanager
def _errors(sql: str, given: Any) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise DBAPIError.instance(sql, given, error, sqlite3.Error, dialect=_DIALECT) from error
