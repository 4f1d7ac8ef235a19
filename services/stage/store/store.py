"""State in SQL, behind one small interface: SQLite by default, PostgreSQL when set.

Work is a plain function over a connection. All that is asked for at the same time is one
transaction on one thread: with SQLite that is one fsync for all of it.

What is done for every event is written for *many* items, `work(connection, items)`, and returns one
result per item. Calls that arrive together are one run of it: a few statements for hundreds.

    async def known(url: str) -> bool:
        return await store.call(select_known, url)

Who has many items at once asks for all of them with one `call_many`.

What has one asker, or comes by the clock or from a person, takes plain arguments, and is run once
for each time that it is asked for:

    entries = await store.run(open_entries, limit)
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, TypeVarTuple

from sqlalchemy import Connection, MetaData

from services.logs import logger
from services.settings import Settings
from services.stage.store.calls import A, Call, T, Work, give_error
from services.stage.store.cut_off import note_cut_off
from services.stage.store.database import database_url, open_engine
from services.stage.store.errors import StoreUnavailable
from services.stage.store.schema import prepare
from services.stage.store.thread import StoreThread

ANSWER_SECONDS = 20.0
"""A transaction that takes longer: the database is frozen and counts as away."""

Arguments = TypeVarTuple("Arguments")


class Store:
    """One service's tables. All calls of one process go through one thread, in order."""

    def __init__(
        self,
        url: str,
        service: str,
        metadata: MetaData | None = None,
        batch_max: int = 500,
        upgrade: bool | None = None,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        """`upgrade` is the setting `store_upgrade`; None: on SQLite only."""
        self._answer_seconds = answer_seconds
        self.url = database_url(url, service)
        self._service = service
        self._metadata = metadata
        self._upgrade = upgrade
        self._engine = open_engine(self.url)
        self._thread = StoreThread(self._engine, service, batch_max)
        self._asked: set[asyncio.Future[Any]] = set()
        self._watching: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start, with the tables as this version wants them.

        Raises `StoreUnavailable` if nothing answers, `SchemaBehind` where an operator must upgrade,
        `StoreDamaged` where tables are missing.
        """
        self._thread.start()
        if self._watching is None:
            self._watching = asyncio.create_task(self._watch())
        if await self.run(self._prepare):
            await asyncio.to_thread(self._run_revisions)

    async def stop(self) -> None:
        """Finish what was asked for, then close."""
        await self._thread.stop()
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None
        self._engine.dispose()

    @property
    def problem(self) -> str | None:
        """Why the last transaction did not reach the database; None where it did."""
        return self._thread.problem

    async def call(self, work: Work[A, T], item: A) -> T:
        """Run `work` for `item`, together with what else is waiting, and return its result.

        Raises `StoreUnavailable` or `StoreDamaged`. A call that is cancelled before its turn is not
        run.
        """
        (result,) = await self.call_many(work, [item])
        return result

    async def call_many(self, work: Work[A, T], items: Sequence[A]) -> Sequence[T]:
        """Run `work` for many items, together with what else is waiting; one result per item.

        All of them in one transaction; where one makes `work` fail, it fails for all.
        """
        done: asyncio.Future[Sequence[T]] = asyncio.get_running_loop().create_future()
        call = Call(work, items, done)
        self._thread.put(call)
        self._asked.add(done)
        try:
            return await done
        except asyncio.CancelledError:
            note_cut_off(call.has_begun)
            raise
        finally:
            self._asked.discard(done)

    async def run(self, work: Callable[[Connection, *Arguments], T], *arguments: *Arguments) -> T:
        """Run `work` once with these arguments, in the next transaction, and return its result.

        Raises as `call` does.
        """

        def once(connection: Connection, _: Sequence[None]) -> Sequence[T]:
            return [work(connection, *arguments)]

        return await self.call(once, None)

    async def _watch(self) -> None:
        """Let nobody wait for a database that is frozen, rather than busy with the calls before."""
        while True:
            await asyncio.sleep(self._answer_seconds / 4)
            if self._thread.busy_seconds > self._answer_seconds:
                why = StoreUnavailable(f"no answer in {self._answer_seconds:.1f} s")
                give_error([*self._asked], why)

    def _prepare(self, connection: Connection) -> bool:
        return prepare(connection, self._service, self._metadata, self._upgrade)

    def _run_revisions(self) -> None:
        from services.stage.store.migrations import upgrade_database

        assert self._metadata is not None
        done = upgrade_database(self.url, self._service, self._metadata)
        logger().info("store_upgraded", service=self._service, revisions=done)


async def forget_in_parts(
    store: Store, forget: Callable[[Connection, *Arguments], int], *arguments: *Arguments
) -> None:
    """Run `forget` until it finds nothing more: some rows at a time, so that others have turns."""
    while await store.run(forget, *arguments):
        pass


def store_of(settings: Settings, service: str, metadata: MetaData) -> Store:
    """Make the store that the settings say."""
    return Store(
        settings.store, service, metadata, settings.store_batch_max, settings.store_upgrade
    )
