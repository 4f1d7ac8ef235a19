"""The thread of a store: what is asked for at the same time runs in one transaction.

A transaction that fails is run again call by call, so that one bad item fails its own caller alone.
"""

import asyncio
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from services.stage.store.calls import Call, Results, give_error, give_results, run_together
from services.stage.store.database import (
    advice,
    is_damaged,
    is_unavailable,
    leaves_doubt,
    lost_a_race,
    message,
)
from services.stage.store.errors import StoreDamaged, StoreUnavailable

RACES_MAX = 10
"""How often a transaction is tried that PostgreSQL undoes because of another."""
RACE_WAIT_SECONDS = 0.05

LOOK_EVERY_SECONDS = 5.0
"""How often an idle service looks for its database, to report that it is away."""


class StoreThread:
    """Runs the calls of one store, in order."""

    def __init__(self, engine: Engine, service: str, batch_max: int) -> None:
        """`batch_max`: about how many items share a transaction."""
        self._engine = engine
        self._service = service
        self._batch_max = batch_max
        self._calls: SimpleQueue[Call | None] = SimpleQueue()
        self._loop: asyncio.AbstractEventLoop | None = None
        """The loop of those who ask."""
        self._thread: threading.Thread | None = None
        self._begun_at: float | None = None
        """When the transaction in work began, monotonic."""
        self.problem: str | None = None
        """Why the last transaction did not reach the database."""

    def start(self) -> None:
        """Start, unless it runs."""
        if self._thread is None:
            self._loop = asyncio.get_running_loop()
            self._thread = threading.Thread(target=self._run, name="store", daemon=True)
            self._thread.start()

    async def stop(self) -> None:
        """Run what was asked for, then end."""
        if self._thread is not None:
            self._calls.put(None)
            await asyncio.to_thread(self._thread.join)
            self._thread = None

    def put(self, call: Call) -> None:
        """Run a call in the next transaction."""
        assert self._loop is not None, "start() first"
        self._calls.put(call)

    @property
    def busy_seconds(self) -> float:
        """How long the transaction in work has taken; 0 between two."""
        begun_at = self._begun_at
        return 0.0 if begun_at is None else time.monotonic() - begun_at

    def _run(self) -> None:
        ended = False
        while not ended:
            calls, ended = self._take()
            if calls or not ended:
                self._run_transaction([call for call in calls if not call.done.cancelled()])
            self._begun_at = None

    def _take(self) -> tuple[list[Call], bool]:
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

    def _run_transaction(self, calls: list[Call]) -> None:
        self._begun_at = time.monotonic()
        for call in calls:
            call.has_begun = True
        try:
            results = self._run_until_won(calls)
            self.problem = None
        except DBAPIError as error:
            if is_unavailable(error):
                self._note_away(calls, message(error) + advice(error))
            else:
                self._run_one_by_one(calls, error)
            return
        except OSError as error:  # pg8000 lets a time-out of its socket through as it is
            self._engine.dispose()  # the answer may still come, to whoever asks next
            self._note_away(calls, str(error) or type(error).__name__)
            return
        except Exception as error:  # whatever a `work` may raise belongs to its caller
            self._run_one_by_one(calls, error)
            return
        self._call_soon(give_results, results)

    def _run_until_won(self, calls: list[Call]) -> Results:
        for left in reversed(range(RACES_MAX)):
            try:
                with self._transaction() as connection:
                    return run_together(connection, calls)
            except DBAPIError as error:
                if not (left and lost_a_race(error)):
                    raise
                time.sleep(RACE_WAIT_SECONDS * random.random())
        raise AssertionError("unreachable")

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            connection = self._engine.connect()
        except OSError:
            raise
        except DBAPIError as error:  # refused, whatever the code: no call has been looked at
            if is_damaged(error):
                raise
            raise ConnectionError(message(error) + advice(error)) from error
        except Exception as error:  # pg8000 stumbles over an answer that is not PostgreSQL's
            raise ConnectionError(f"no database answers: {error!r}") from error
        with connection, connection.begin():
            try:
                yield connection
            except Exception as error:
                if leaves_doubt(connection, error):
                    connection.invalidate()
                raise

    def _note_away(self, calls: list[Call], why: str) -> None:
        self.problem = f"store away: {why[:300]}"
        self._fail(calls, StoreUnavailable(why))

    def _run_one_by_one(self, calls: list[Call], error: Exception) -> None:
        """Run each call alone, so that a bad item fails its own call and no other."""
        if len(calls) == 1:
            if isinstance(error, DBAPIError) and is_damaged(error):
                error = StoreDamaged(self._service, message(error))
            self._fail(calls, error)
            return
        for call in calls:
            self._run_transaction([call])

    def _fail(self, calls: list[Call], error: Exception) -> None:
        self._call_soon(give_error, [call.done for call in calls], error)

    def _call_soon(self, callback: Callable[..., None], *args: Any) -> None:
        assert self._loop is not None
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(callback, *args)
