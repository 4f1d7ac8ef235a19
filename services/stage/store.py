"""State in SQL, behind one small interface: SQLite by default, PostgreSQL when set.

Work is written as a plain function over a connection and *many* items, `work(connection, items)`,
which returns one result an item. Calls that arrive together are run together, in one transaction on
one thread: with SQLite that is one fsync for all of them, with PostgreSQL one round of statements.

    async def known(url: str) -> bool:
        return await store.call(select_known, url)
"""

import asyncio
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, MetaData, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

A = TypeVar("A")
T = TypeVar("T")
Work = Callable[[Connection, Sequence[A]], Sequence[T]]


class StoreUnavailable(Exception):
    """The database does not answer: nothing was changed, try again later."""


@dataclass(slots=True)
class _Call:
    work: Work[Any, Any]
    item: Any
    done: "asyncio.Future[Any]"


class Store:
    """One service's tables. All calls of one process go through one thread, in order."""

    def __init__(
        self, url: str, service: str, metadata: MetaData | None = None, batch_max: int = 500
    ) -> None:
        self.url = database_url(url, service)
        self._metadata = metadata
        self._batch_max = batch_max
        self._calls: SimpleQueue[_Call | None] = SimpleQueue()
        self._engine = _engine(self.url)
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.available = False
        """Whether the last transaction reached the database."""

    async def start(self) -> None:
        """Create what tables are missing and start; `StoreUnavailable` if nothing answers."""
        if self._thread is None:
            self._loop = asyncio.get_running_loop()
            self._thread = threading.Thread(target=self._run, name="store", daemon=True)
            self._thread.start()
        await self.call(self._create, None)

    async def stop(self) -> None:
        """Finish what was asked for, then close."""
        if self._thread is None:
            return
        self._calls.put(None)
        await asyncio.to_thread(self._thread.join)
        self._thread = None
        self._engine.dispose()

    async def call(self, work: Work[A, T], item: A) -> T:
        """Run `work` for `item`, together with what else is waiting, and return its result."""
        assert self._loop is not None, "start() first"
        done: asyncio.Future[T] = self._loop.create_future()
        self._calls.put(_Call(work, item, done))
        return await done

    # ------------------------------------------------------------ the thread

    def _run(self) -> None:
        while (first := self._calls.get()) is not None:
            calls, ended = self._waiting(first)
            self._transaction(calls)
            if ended:
                return

    def _waiting(self, first: _Call) -> tuple[list[_Call], bool]:
        calls = [first]
        while len(calls) < self._batch_max and not self._calls.empty():
            call = self._calls.get()
            if call is None:
                return calls, True
            calls.append(call)
        return calls, False

    def _transaction(self, calls: list[_Call]) -> None:
        try:
            with self._engine.begin() as connection:
                results = [
                    (group, group[0].work(connection, [call.item for call in group]))
                    for group in _by_work(calls)
                ]
            self.available = True
        except DBAPIError as error:
            if is_unavailable(error):
                self.available = False
                self._fail(calls, StoreUnavailable(str(error.orig or error)))
            else:
                self._one_by_one(calls, error)
            return
        except Exception as error:  # whatever a `work` may raise belongs to its caller
            self._one_by_one(calls, error)
            return
        for group, answers in results:
            for call, answer in zip(group, answers, strict=True):
                self._tell(call, answer)

    def _one_by_one(self, calls: list[_Call], error: Exception) -> None:
        """One bad item must not fail the others: run each alone, and fail only the bad one."""
        if len(calls) == 1:
            self._fail(calls, error)
            return
        for call in calls:
            self._transaction([call])

    def _tell(self, call: _Call, answer: Any) -> None:
        self._soon(_set_result, call.done, answer)

    def _fail(self, calls: list[_Call], error: Exception) -> None:
        for call in calls:
            self._soon(_set_error, call.done, error)

    def _soon(self, callback: Callable[..., None], *args: Any) -> None:
        assert self._loop is not None
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(callback, *args)

    def _create(self, connection: Connection, items: Sequence[None]) -> Sequence[None]:
        if self._metadata is not None:
            self._metadata.create_all(connection)
        return items


def _set_result(done: "asyncio.Future[Any]", answer: Any) -> None:
    if not done.done():
        done.set_result(answer)


def _set_error(done: "asyncio.Future[Any]", error: Exception) -> None:
    if not done.done():
        done.set_exception(error)


def insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Build the INSERT of the connection's dialect, which knows `on_conflict_do_…`."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


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


AWAY_STATES = ("08", "53300", "57P", "25006", "40001", "40P01")
"""Beginnings of SQLSTATEs (PostgreSQL, appendix A) that pass by themselves: no connection, too many
of them, shutting down or starting up, read-only after a failover, serialization, deadlock."""


def is_unavailable(error: DBAPIError) -> bool:
    """Whether the error says that the database is away, rather than that the SQL is wrong."""
    name = type(error).__name__
    if error.connection_invalidated or name in ("OperationalError", "InterfaceError"):
        return True
    return _sql_state(error).startswith(AWAY_STATES)


def _sql_state(error: DBAPIError) -> str:
    """SQLSTATE of a server's answer; pg8000 calls all of them ProgrammingError."""
    answer = error.orig.args[0] if error.orig and error.orig.args else None
    return str(answer.get("C", "")) if isinstance(answer, dict) else ""


def _by_work(calls: list[_Call]) -> list[list[_Call]]:
    """Group neighbours that run the same function, keeping the order in which they came."""
    groups: list[list[_Call]] = []
    for call in calls:
        if groups and groups[-1][0].work == call.work:
            groups[-1].append(call)
        else:
            groups.append([call])
    return groups


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_size=1, max_overflow=1, pool_pre_ping=True)
    engine = create_engine(
        url, poolclass=StaticPool, connect_args={"check_same_thread": False, "timeout": 30}
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's `begin` event opens transactions, not sqlite3
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")  # an ack must not outlive what it vouches for
    connection.execute("PRAGMA busy_timeout=30000")
