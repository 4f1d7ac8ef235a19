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

    lines = await store.run(open_lines, limit)
"""

import asyncio
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import Any, TypeVarTuple

from sqlalchemy import Connection, MetaData
from sqlalchemy.exc import DBAPIError

from services.logs import logger
from services.settings import Settings
from services.stage.store.calls import A, Call, Results, T, Work, run_together, tell, tell_error
from services.stage.store.cut_off import note_cut_off
from services.stage.store.database import (
    advice,
    database_url,
    is_damaged,
    is_unavailable,
    leaves_doubt,
    lost_a_race,
    message,
    open_engine,
)
from services.stage.store.errors import StoreDamaged, StoreUnavailable
from services.stage.store.prepare import prepare

RACES_MAX = 10
"""Times that a transaction is run which PostgreSQL undoes for another's sake."""
RACE_WAIT_SECONDS = 0.05

LOOK_EVERY_SECONDS = 5.0
"""An idle service looks for its database, too, to say that it has gone."""

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
        self._batch_max = batch_max
        self._calls: SimpleQueue[Call | None] = SimpleQueue()
        self._engine = open_engine(self.url)
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._asked: set[asyncio.Future[Any]] = set()
        self._watching: asyncio.Task[None] | None = None
        self._begun_at: float | None = None
        """When the transaction in work began, monotonic."""
        self.problem: str | None = None
        """Why the last transaction did not reach the database."""

    async def start(self) -> None:
        """Start, with the tables as this version wants them.

        Raises `StoreUnavailable` if nothing answers, `SchemaBehind` where an operator must upgrade,
        `StoreDamaged` where tables are missing.
        """
        if self._thread is None:
            self._loop = asyncio.get_running_loop()
            self._thread = threading.Thread(target=self._run, name="store", daemon=True)
            self._thread.start()
            self._watching = asyncio.create_task(self._watch())
        if await self.run(self._prepare):
            await asyncio.to_thread(self._run_revisions)

    async def stop(self) -> None:
        """Finish what was asked for, then close."""
        if self._thread is None:
            return
        self._calls.put(None)
        await asyncio.to_thread(self._thread.join)
        self._thread = None
        if self._watching is not None:
            self._watching.cancel()
        self._engine.dispose()

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
        assert self._loop is not None, "start() first"
        done: asyncio.Future[Sequence[T]] = self._loop.create_future()
        self._asked.add(done)
        call = Call(work, items, done)
        self._calls.put(call)
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
        """Let nobody wait for a database that is frozen."""
        while True:
            await asyncio.sleep(self._answer_seconds / 4)
            if self._is_frozen:
                why = StoreUnavailable(f"no answer in {self._answer_seconds:.1f} s")
                tell_error([*self._asked], why)

    @property
    def _is_frozen(self) -> bool:
        """Whether it is the database that keeps calls waiting, and not those before them."""
        begun_at = self._begun_at
        return begun_at is not None and time.monotonic() - begun_at > self._answer_seconds

    def _prepare(self, connection: Connection) -> bool:
        return prepare(connection, self._service, self._metadata, self._upgrade)

    def _run_revisions(self) -> None:
        from services.stage.store.migrations import upgrade_database

        assert self._metadata is not None
        done = upgrade_database(self.url, self._service, self._metadata)
        logger().info("store_upgraded", service=self._service, revisions=done)

    # ------------------------------------------------------------ the thread

    def _run(self) -> None:
        ended = False
        while not ended:
            calls, ended = self._waiting()
            if calls or not ended:
                self._transaction([call for call in calls if not call.done.cancelled()])
            self._begun_at = None

    def _waiting(self) -> tuple[list[Call], bool]:
        """Wait for calls; without any, return after a while to see that the database is there."""
        calls: list[Call] = []
        items = 0
        while items < self._batch_max:
            try:
                call = self._calls.get(block=not calls, timeout=LOOK_EVERY_SECONDS)
            except Empty:
                break
            if call is None:
                return calls, True
            calls.append(call)
            items += len(call.items)
        return calls, False

    def _transaction(self, calls: list[Call]) -> None:
        self._begun_at = time.monotonic()
        for call in calls:
            call.has_begun = True
        try:
            results = self._run_until_won(calls)
            self.problem = None
        except DBAPIError as error:
            if is_unavailable(error):
                self._away(calls, f"{error.orig or error}{advice(error)}")
            else:
                self._one_by_one(calls, error)
            return
        except OSError as error:  # pg8000 lets a time-out of its socket through as it is
            self._engine.dispose()  # the answer may still come, to whoever asks next
            self._away(calls, str(error) or type(error).__name__)
            return
        except Exception as error:  # whatever a `work` may raise belongs to its caller
            self._one_by_one(calls, error)
            return
        self._soon(tell, results)

    def _run_until_won(self, calls: list[Call]) -> Results:
        for left in reversed(range(RACES_MAX)):
            try:
                with self._begun() as connection:
                    return run_together(connection, calls)
            except DBAPIError as error:
                if not (left and lost_a_race(error)):
                    raise
                time.sleep(RACE_WAIT_SECONDS * random.random())
        raise AssertionError("unreachable")

    @contextmanager
    def _begun(self) -> Iterator[Connection]:
        try:
            connection = self._engine.connect()
        except OSError:
            raise
        except DBAPIError as error:  # refused, whatever the code: no call has been looked at
            if is_damaged(error):
                raise
            raise ConnectionError(f"{error.orig}{advice(error)}") from error
        except Exception as error:  # pg8000 stumbles over what is no PostgreSQL's answer
            raise ConnectionError(f"no database answers: {error!r}") from error
        with connection, connection.begin():
            try:
                yield connection
            except Exception as error:
                if leaves_doubt(connection, error):
                    connection.invalidate()
                raise

    def _away(self, calls: list[Call], why: str) -> None:
        self.problem = f"store away: {why[:300]}"
        self._fail(calls, StoreUnavailable(why))

    def _one_by_one(self, calls: list[Call], error: Exception) -> None:
        """One bad item must not fail the others: run each alone, and fail only the bad one."""
        if len(calls) == 1:
            if isinstance(error, DBAPIError) and is_damaged(error):
                error = StoreDamaged(self._service, message(error))
            self._fail(calls, error)
            return
        for call in calls:
            self._transaction([call])

    def _fail(self, calls: list[Call], error: Exception) -> None:
        self._soon(tell_error, [call.done for call in calls], error)

    def _soon(self, callback: Callable[..., None], *args: Any) -> None:
        assert self._loop is not None
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(callback, *args)


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
