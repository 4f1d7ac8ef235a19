"""Take withdrawals that are over off `control.v1`: one tombstone for each.

Each round compares the withdrawals in force with the account, so a kill loses nothing. One of
several processes writes.

The stage that answers keeps its answer before it sends it, so an event that is delivered again gets
the same one without the withdrawal. A dead letter may be put back, and a URL that was taken for
lost may still come out of a paused fetch: their withdrawals stay.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from schemas.control import Control
from schemas.envelope import Message
from schemas.outcomes import OutcomeKind, Reason
from schemas.pipeline import CONTROL
from services.clock import now
from services.ledger.first_partition import has_first_partition
from services.ledger.tables import URLS
from services.logs import logger
from services.stage.kafka.produce.producer import Producer
from services.stage.stage import Stage
from services.stage.store.lookup import read_rows
from services.stage.store.store import Store

WITHOUT_END, NO_LONGER = timedelta.max, timedelta.min
"""How long a withdrawal counts whose URL still waits for its answer, or has it for good."""
WHILE_UNSURE = timedelta(days=120)
"""… and one whose submission is not known, or whose answer may be replaced: a dead letter can be
put back for 90 days, and a URL is answered or dead-lettered within 26."""
LOOK_SECONDS = 10.0
"""How soon after its answer a withdrawal is over."""
AT_ONCE = 500
"""Withdrawals that are looked up together."""


class WithdrawalEnder:
    """Ends withdrawals that are over, round by round."""

    def __init__(self, store: Store, producer: Producer) -> None:
        self._store, self._producer = store, producer
        self._unsent_last_round = 0
        """How many could not be written: logged when it changes, not at each round."""

    async def go_round(self, cancels: Sequence[Control], at: datetime) -> None:
        """End those of the withdrawals in force that are over."""
        over: list[str] = []
        for start in range(0, len(cancels), AT_ONCE):
            some = cancels[start : start + AT_ONCE]
            counts = await self._store.call_many(counts_for, [each.target for each in some])
            pairs = zip(some, counts, strict=True)
            over += [cancel.key for cancel, how_long in pairs if at - cancel.at > how_long]
        if over:
            await self._end(over)

    async def _end(self, keys: Sequence[str]) -> None:
        ends = await self._producer.send_many(CONTROL, [ended(key) for key in keys])
        unsent = [end for end in ends if end is not None]
        if len(unsent) < len(keys):
            logger().info("withdrawals_over", submissions=len(keys) - len(unsent))
        if unsent and len(unsent) != self._unsent_last_round:  # no right to write there, say
            logger().warning("withdrawals_kept", submissions=len(unsent), error=str(unsent[0]))
        self._unsent_last_round = len(unsent)


def watch_withdrawn(stage: Stage, store: Store) -> None:
    """Let the stage end withdrawals that are over."""
    ender = WithdrawalEnder(store, stage.producer)

    async def end_withdrawn() -> None:
        if has_first_partition(stage):
            await ender.go_round(stage.in_force.cancels(), now())

    stage.every(LOOK_SECONDS, end_withdrawn)


def ended(key: str) -> Message:
    """Make the message by which a withdrawal is over."""
    return Message(key.encode(), None, [])


def counts_for(connection: Connection, ids: Sequence[str]) -> Sequence[timedelta]:
    """Tell of each submission how long its withdrawal counts, by what the account says of it."""
    columns = URLS.c.submission_id, URLS.c.outcome, URLS.c.reason
    rows = read_rows(connection, columns, URLS.c.submission_id, set(ids))
    known = {row.submission_id: counts_after(row.outcome, row.reason) for row in rows}
    return [known.get(each, WHILE_UNSURE) for each in ids]


def counts_after(outcome: str | None, reason: str | None) -> timedelta:
    """Tell how long a withdrawal counts after an answer; None: there is none yet."""
    if outcome is None:
        return WITHOUT_END
    given = Reason.read(reason or "", OutcomeKind.read(outcome))
    return WHILE_UNSURE if given.is_replaceable else NO_LONGER
