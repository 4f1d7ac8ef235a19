"""The databases: SQLite in memory, which outlives the processes, and the store of each."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import MetaData, Table

from services.stage.store.calls import A, Call, T, Work, give_error, give_results, run_together
from services.stage.store.database import open_engine
from services.stage.store.schema import prepare
from tests.harness.simulation.process import OWNER, Process


class Database:
    """The tables of one service."""

    def __init__(self, service: str, metadata: MetaData) -> None:
        self._engine = open_engine("sqlite://")
        self._empty = _empty(service, metadata)
        self.restore(self._empty)

    def copy(self) -> bytes:
        """Return all that it holds."""
        with self._engine.connect() as connection:
            copied: bytes = connection.connection.driver_connection.serialize()  # type: ignore[union-attr]
        return copied

    def restore(self, copied: bytes | None) -> None:
        """Hold what it held when it was copied; None: nothing."""
        driver: Any = self._engine.raw_connection().driver_connection
        driver.deserialize(self._empty if copied is None else copied)

    def transaction(self, calls: Sequence[Call]) -> Any:
        """Run calls together and commit; raise what one of them raised."""
        with self._engine.connect() as connection, connection.begin():
            return run_together(connection, calls)

    def is_empty(self, table: Table) -> bool:
        """Tell whether a table has no rows, in a moment."""
        driver: Any = self._engine.raw_connection().driver_connection
        return driver.execute(f"SELECT 1 FROM {table.name} LIMIT 1").fetchone() is None

    def rows(self, table: Table) -> Sequence[Any]:
        """Read all rows."""
        with self._engine.connect() as connection:
            return connection.execute(table.select()).all()


class Transactions:
    """What a stage's store does: one transaction at a time for each process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._calls: dict[Process, list[Call]] = defaultdict(list)

    async def call_many(self, work: Work[A, T], items: Sequence[A]) -> Sequence[T]:
        """Run `work` for items, in one transaction with all that is asked for meanwhile."""
        process = OWNER.get()
        waiting = self._calls[process]
        call = Call(work, items, asyncio.get_running_loop().create_future())
        waiting.append(call)
        if len(waiting) == 1:
            process.start(self._transactions(process))
        return await call.done  # type: ignore[no-any-return]

    async def _transactions(self, process: Process) -> None:
        await process.pause()  # a kill here: nothing was written
        calls, self._calls[process] = self._calls[process], []
        ends = self._end([call for call in calls if not call.done.cancelled()])
        await process.pause()  # a kill here: it is written, and nobody knows
        for end in ends:
            end()

    def _end(self, calls: Sequence[Call]) -> list[Callable[[], None]]:
        """Run calls together, or each alone where one fails; return what tells those who wait."""
        try:
            results = self._database.transaction(calls)
        except Exception as error:
            if len(calls) == 1:
                waiting, why = [calls[0].done], error
                return [lambda: give_error(waiting, why)]
            return [end for call in calls for end in self._end([call])]
        return [lambda: give_results(results)]


@cache
def _empty(service: str, metadata: MetaData) -> bytes:
    """Make the tables, once for all simulations."""
    engine = open_engine("sqlite://")
    with engine.connect() as connection, connection.begin():
        prepare(connection, service, metadata, upgrade=None)
    with engine.connect() as connection:
        made: bytes = connection.connection.driver_connection.serialize()  # type: ignore[union-attr]
    engine.dispose()
    return made
