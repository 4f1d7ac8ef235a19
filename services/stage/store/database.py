"""The two databases: how each is opened, and what its errors mean."""

import re
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from services import store_url
from services.stage.store.sqlite_statements import begin

SOCKET_TIMEOUT_SECONDS = 30.0
"""A PostgreSQL that is frozen says nothing; below the deadline of an event (90 s)."""

LOCK_SECONDS = 30.0
"""So long a connection to SQLite waits for others, before it calls the database locked."""
WAL_AGAIN_SECONDS = 0.02

LOST_RACES = ("40001", "40P01")
"""Serialization failure and deadlock: PostgreSQL undid the transaction; run it again."""

AWAY_CLASSES = ("08", "28", "3D", "53", "58", "XX")
"""Connection exceptions, a login refused, a database missing, insufficient resources, errors of the
system and of PostgreSQL itself (its manual, appendix A): none of them is an event's fault."""
AWAY_CODES = (*LOST_RACES, "57014", "57P01", "57P02", "57P03", "55P03", "25006", "42501")
"""… and a statement cancelled or out of time, shutdown, crash, starting up, a lock not to be had, a
standby not promoted yet, and a right that the operator has not granted."""

DAMAGED_CODES = ("42P01", "42703")
"""PostgreSQL: a table or a column is not there."""
LACKS = re.compile("^no such (table|column)|has no column named")
"""How SQLite says it: of its errors of this kind, `SQLITE_ERROR`, only the text tells which."""

UNWRITABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
PRIMARY_CODE = 0xFF
"""The bits that an extended error code (`SQLITE_READONLY_DBMOVED`) shares with its kind's."""
NEEDS_TO_WRITE = "; SQLite must be able to write to its folder and to each file there, even to read"


def database_url(url: str, service: str) -> str:
    """Turn the setting into SQLAlchemy's URL: on SQLite each service has a file of its own."""
    if url.startswith("sqlite://"):
        folder = Path(url.removeprefix("sqlite:///"))
        folder.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{folder / service}.sqlite3"
    scheme, _, rest = url.partition("://")
    if scheme not in ("postgresql", "postgres"):
        raise ValueError(f"NEWSREEL_STORE is {url!r}; wanted sqlite:///… or postgresql://…")
    return f"postgresql+pg8000://{rest}"


def open_engine(url: str, timeout_seconds: float | None = SOCKET_TIMEOUT_SECONDS) -> Engine:
    """Open a database; None: wait for PostgreSQL without end, as an upgrade may have to."""
    if not url.startswith("sqlite"):
        address, arguments = store_url.split(url)
        if timeout_seconds:
            arguments["timeout"] = timeout_seconds
        return create_engine(
            address, pool_size=1, max_overflow=1, pool_pre_ping=True, connect_args=arguments
        )
    engine = create_engine(
        url,
        poolclass=StaticPool,
        connect_args={"check_same_thread": False, "timeout": LOCK_SECONDS},
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", begin)
    return engine


def is_damaged(error: DBAPIError) -> bool:
    """Tell whether what the code needs is not in the database, or it is none."""
    code = sqlstate(error)
    if code is not None:
        return code in DAMAGED_CODES
    code_of_sqlite = getattr(error.orig, "sqlite_errorcode", None)
    if code_of_sqlite == sqlite3.SQLITE_ERROR:
        return bool(LACKS.search(str(error.orig)))
    return code_of_sqlite in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_unavailable(error: DBAPIError) -> bool:
    """Tell whether the error says that the database is away, rather than that the SQL is wrong."""
    if is_damaged(error):
        return False
    code = sqlstate(error)
    if code is not None:
        return code in AWAY_CODES or code[:2] in AWAY_CLASSES
    name = type(error).__name__
    return error.connection_invalidated or name in ("OperationalError", "InterfaceError")


def leaves_doubt(connection: Connection, error: Exception) -> bool:
    """Tell whether the next statement might be given this one's answer.

    The driver (pg8000 1.31) sends half of a statement before it finds that a value has no form on
    the wire, and leaves the answer to that half unread. The server's own errors end a statement.
    """
    if connection.dialect.name == "sqlite":
        return False
    return not (isinstance(error, DBAPIError) and sqlstate(error))


def lost_a_race(error: DBAPIError) -> bool:
    """Tell whether the same transaction will get through when it is run again."""
    return sqlstate(error) in LOST_RACES


def sqlstate(error: DBAPIError) -> str | None:
    """Return PostgreSQL's error code; None where the server gave none."""
    code = server_answer(error).get("C")
    return str(code) if code else None


def message(error: DBAPIError) -> str:
    """Return what the database says, in words."""
    return str(server_answer(error).get("M") or error.orig or error)


def advice(error: DBAPIError) -> str:
    """Return what helps where SQLite cannot write, to be put behind its words; else nothing."""
    code = getattr(error.orig, "sqlite_errorcode", 0) & PRIMARY_CODE
    return NEEDS_TO_WRITE if code in UNWRITABLE else ""


def server_answer(error: DBAPIError) -> dict[str, Any]:
    """Return PostgreSQL's answer by its fields (`C`: code, `M`: message); empty where it is none.

    pg8000 gives it as a dict.
    """
    arguments = getattr(error.orig, "args", ())
    return arguments[0] if arguments and isinstance(arguments[0], dict) else {}


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's `begin` event opens transactions, not sqlite3
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous=FULL")  # an ack must not outlive what it vouches for
    connection.execute(f"PRAGMA busy_timeout={1000 * LOCK_SECONDS:.0f}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Keep a log (WAL). Where several open a new database at once, SQLite waits for none of them.

    Its busy timeout does not hold for this change: who is second is told at once that it is locked.
    """
    until = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode & PRIMARY_CODE == sqlite3.SQLITE_BUSY
            if not is_busy or time.monotonic() > until:
                raise
            time.sleep(WAL_AGAIN_SECONDS)
        else:
            return
