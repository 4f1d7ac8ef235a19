"""What intake decides about submissions, once for each: a redelivered one is decided as before.

Meanwhile its URL may have been answered, its time have run out, or a rule have changed: a second
decision could give it another outcome. The same holds where an id is taken again because its first
message may be lost: that may still wait for its host, and is answered under the same id.

One row per batch is enough: the offsets that were decided on, and which of them were refused.
Kafka's timestamp tells whether the message at an offset is still the same one, since a topic that
was made anew counts from 0 again.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Double,
    Integer,
    Row,
    Table,
    Text,
    delete,
    select,
)

from schemas.outcomes import Reason
from schemas.pipeline import SUBMITTED
from services.intake import answered, ids
from services.intake.answered import METADATA, Asked, KnownOutcome
from services.intake.id_checks import CheckedId, Position, Submitted
from services.intake.verdict import Candidate, Refuse, Verdict, judge
from services.stage.endings import Ended
from services.stage.store.locks import take_lock
from services.stage.store.rows import write_rows

DECIDED = Table(
    "intake_decided",
    METADATA,
    Column("partition", Integer, primary_key=True),
    # before `first`: new offsets are looked for above all that is known
    Column("last", BigInteger, primary_key=True, autoincrement=False),
    Column("first", BigInteger, primary_key=True, autoincrement=False),
    Column("since", Double, nullable=False),
    Column("until", Double, nullable=False),
    Column("refused", Text),
    Column("decided_at", Double, nullable=False, index=True),
)

KEPT_SECONDS = SUBMITTED.longest_seconds
"""A submission may be delivered again for as long as it is on its topic."""
LOCK_SPACE = 0x494E54
"""First half of the advisory locks' names, one for each partition; spells INT."""


class Batch(NamedTuple):
    """Submissions of one partition in their order, to be decided on together."""

    partition: int
    candidates: Sequence[Candidate]
    now: float
    answered_since: float
    """An outcome that is older counts for no other submission."""
    lost_before: float = 0.0
    """A submission that was seen before and has no outcome may be lost."""
    known_since: float = 0.0
    """One that was answered before counts for no other with its id."""


Earlier = dict[int, Ended | None]
"""Offset → what was decided about it before."""


def decide(connection: Connection, batches: Sequence[Batch]) -> Sequence[list[Verdict]]:
    """Decide on each submission, or repeat what was decided; note it in the same transaction."""
    _lock(connection, {batch.partition for batch in batches})
    return [_decide(connection, batch) for batch in batches]


def forget_before(connection: Connection, instant: float) -> int:
    """Drop decisions of before an instant: their submissions are out of the topic."""
    return connection.execute(delete(DECIDED).where(DECIDED.c.decided_at < instant)).rowcount


def _decide(connection: Connection, batch: Batch) -> list[Verdict]:
    positions = [Position(batch.partition, each.offset, each.at) for each in batch.candidates]
    recorded = _decided_at(connection, positions)
    id_checks = _id_checks(connection, batch)
    earlier = recorded | _of_lost(connection, id_checks)
    refusals = [earlier.get(candidate.offset, candidate.refusal) for candidate in batch.candidates]
    outcomes = _outcomes(connection, batch, refusals, earlier)
    decided = [
        judge(
            candidate,
            refusal,
            id_checks.get(candidate.offset),
            outcomes.get(candidate.offset),
            was_decided=candidate.offset in earlier,
        )
        for candidate, refusal in zip(batch.candidates, refusals, strict=True)
    ]
    if len(recorded) < len(batch.candidates):
        _record(connection, batch, decided)
    return decided


def _id_checks(connection: Connection, batch: Batch) -> dict[int, CheckedId]:
    """Look at the ids; offset → what the id says."""
    items = {
        candidate.offset: Submitted(
            candidate.id,
            candidate.url,
            batch.partition,
            candidate.offset,
            batch.now,
            candidate.at,
            batch.lost_before if _can_be_read(candidate) else 0.0,
            batch.known_since,
            candidate.submitted_url,
        )
        for candidate in batch.candidates
        if candidate.id is not None
    }
    return dict(zip(items, ids.register(connection, list(items.values())), strict=True))


def _outcomes(
    connection: Connection,
    batch: Batch,
    refusals: Sequence[Ended | None],
    earlier: Earlier,
) -> dict[int, KnownOutcome]:
    """Look for outcomes to the URLs that are not refused; of one decided before, for its own."""
    asked = {
        candidate.offset: Asked(
            candidate.url, 0.0 if candidate.offset in earlier else batch.answered_since
        )
        for candidate, refusal in zip(batch.candidates, refusals, strict=True)
        if refusal is None and (candidate.may_be_duplicate or candidate.offset in earlier)
    }
    found = answered.answered_within(connection, list(asked.values()))
    return {offset: outcome for offset, outcome in zip(asked, found, strict=True) if outcome}


def _of_lost(connection: Connection, id_checks: Mapping[int, CheckedId]) -> Earlier:
    """Return what was decided on messages that may be lost, by the offsets of those after them.

    Of one that is forgotten the refusal has been read, so it was accepted.
    """
    lost = {offset: check.lost for offset, check in id_checks.items() if check.lost}
    return {
        offset: _decided_at(connection, [position]).get(position.offset)
        for offset, position in lost.items()
    }


def _decided_at(connection: Connection, positions: Sequence[Position]) -> Earlier:
    """Read what was decided on messages of one partition, in their order."""
    rows = connection.execute(
        select(DECIDED).where(
            DECIDED.c.partition == positions[0].partition,
            DECIDED.c.last >= positions[0].offset,
            DECIDED.c.first <= positions[-1].offset,
        )
    )
    return {offset: refused for row in rows for offset, refused in _decided_in(row, positions)}


def _decided_in(row: Row[Any], positions: Sequence[Position]) -> Iterator[tuple[int, Ended | None]]:
    refused = orjson.loads(row.refused) if row.refused else {}
    for _, offset, sent_at in positions:
        if row.first <= offset <= row.last and row.since <= sent_at <= row.until:
            yield offset, _refusal_of(refused.get(str(offset)))


def _can_be_read(candidate: Candidate) -> bool:
    """Tell whether a submission can be accepted as the one before it was."""
    return candidate.refusal is None or candidate.refusal.reason is not Reason.BAD_REQUEST


def _refusal_of(words: list[str | None] | None) -> Ended | None:
    if words is None:
        return None
    reason, detail, article_id = words
    return Ended(Reason.read(str(reason)), detail, article_id)


def _words_of(refusal: Ended) -> list[str | None]:
    return [refusal.reason.value, refusal.detail, refusal.article_id]


def _record(connection: Connection, batch: Batch, decided: Sequence[Verdict]) -> None:
    refused = {
        str(candidate.offset): _words_of(verdict.ended)
        for candidate, verdict in zip(batch.candidates, decided, strict=True)
        if isinstance(verdict, Refuse)
    }
    instants = [candidate.at for candidate in batch.candidates]
    values = {
        "partition": batch.partition,
        "last": batch.candidates[-1].offset,
        "first": batch.candidates[0].offset,
        "since": min(instants),
        "until": max(instants),
        "refused": orjson.dumps(refused).decode() if refused else None,
        "decided_at": batch.now,
    }
    write_rows(connection, DECIDED, [values], replace=True)


def _lock(connection: Connection, partitions: set[int]) -> None:
    """Let no other replica decide on the same partition: it may have been ours until just now."""
    for partition in sorted(partitions):
        take_lock(connection, LOCK_SPACE, partition)
