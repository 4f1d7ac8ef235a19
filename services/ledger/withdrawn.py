"""Take withdrawals that are over off `control.v1`: one tombstone for each.

Each round compares the withdrawals in force with the account, so a kill loses nothing. One of
several processes writes.

The stage that answers keeps its answer before it sends it, so an event that is delivered again gets
the same one without the withdrawal. A dead letter may be put back, and a URL that was taken for
lost may still come out of a paused fetch: their withdrawals stay.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import partial

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

CANCEL_COUNTS_FOR = timedelta(days=120)
"""A dead letter can be put back for 90 days, and a URL is answered or dead-lettered within 26."""
LOOK_SECONDS = 10.0
"""How soon after its answer a withdrawal is over."""
AT_ONCE = 500
"""Withdrawals that are looked up together."""


class Stand(Enum):
    """What the account says of a submission that is withdrawn."""

    OPEN = auto()
    ANSWERED = auto()
    """For good."""
    UNSURE = auto()
    """Not known, or its answer may be replaced."""


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
            stands = await self._store.call_many(stands_of, [each.target for each in some])
            over += over_of(some, stands, at)
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


def stands_of(connection: Connection, ids: Sequence[str]) -> Sequence[Stand]:
    """Tell of each submission whether it waits for its answer."""
    columns = URLS.c.submission_id, URLS.c.outcome, URLS.c.reason
    rows = read_rows(connection, columns, URLS.c.submission_id, set(ids))
    known = {row.submission_id: stand_of(row.outcome, row.reason) for row in rows}
    return [known.get(each, Stand.UNSURE) for each in ids]


def stand_of(outcome: str | None, reason: str | None) -> Stand:
    """Tell an answer for good from one that may be replaced, and from none."""
    if outcome is None:
        return Stand.OPEN
    given = Reason.read(reason or "", OutcomeKind.read(outcome))
    return Stand.UNSURE if given.is_replaceable else Stand.ANSWERED


def over_of(cancels: Iterable[Control], stands: Iterable[Stand], at: datetime) -> list[str]:
    """Return the keys of withdrawals that are used up, or so old that nothing can need them."""
    is_over = partial(_is_over, at=at)
    return [each.key for each, stand in zip(cancels, stands, strict=True) if is_over(each, stand)]


def _is_over(cancel: Control, stand: Stand, at: datetime) -> bool:
    if stand is Stand.UNSURE:
        return at - cancel.at > CANCEL_COUNTS_FOR
    return stand is Stand.ANSWERED
