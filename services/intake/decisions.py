"""What intake decides about submissions, once for each: a redelivered one is decided as before.

In between, its URL may have been answered, its time have run out, or a rule have changed; a second
look would give it a second answer, and another one.

A row a batch is enough to remember: the offsets that were decided on, and which of them were
refused. Whether the message at an offset is still the same one is told by Kafka's timestamp, since
a topic that was made anew counts from 0 again.
"""

from collections.abc import Iterator, Sequence
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
    text,
)

from schemas.identity import outcome_id
from schemas.outcomes import Reason
from services.intake import answered
from services.intake.answered import METADATA, Answer, Asked, Sight, Sighting, Submitted
from services.stage.endings import Done, Ended
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

LOCK_SPACE = 0x494E54
"""Namespace of the advisory locks on PostgreSQL, one for each partition; spells INT."""


class Case(NamedTuple):
    """A submission to be decided on."""

    offset: int
    at: float
    """Kafka's timestamp, epoch seconds."""
    url: str
    """Normalised, or as it came where it cannot be."""
    verdict: Ended | None
    """What the rules say against it."""
    id: str | None
    """The submitter's id, where it must be looked at."""
    submission_id: str
    may_be_duplicate: bool
    """Whether an answer to the same URL may stand for this submission."""


class Docket(NamedTuple):
    """Submissions of one partition in their order, to be decided on together."""

    partition: int
    cases: Sequence[Case]
    now: float
    answered_since: float
    """An answer that is older counts for no other submission."""
    lost_before: float = 0.0
    """A submission that was seen before and has no answer may be lost."""


class Again(NamedTuple):
    """A second try of a submission whose answer may be replaced."""

    supersedes: str
    """Id of that answer."""
    verdict: Ended | None
    """What speaks against it; None: accepted."""


Ruling = Ended | Done | Sight | Again | None
"""None: accepted. Done: its answer is given, or on its way. A sight: its id is taken."""

Earlier = dict[int, Ended | None]
"""Offset → what was decided about it before."""


def decide(connection: Connection, dockets: Sequence[Docket]) -> Sequence[list[Ruling]]:
    """Decide on each submission, or repeat what was decided; note it in the same transaction."""
    _lock(connection, {docket.partition for docket in dockets})
    return [_decide(connection, docket) for docket in dockets]


def forget_before(connection: Connection, instants: Sequence[float]) -> Sequence[int]:
    """Drop decisions of before an instant: their submissions are out of the topic."""
    old = DECIDED.c.decided_at < max(instants)
    return [connection.execute(delete(DECIDED).where(old)).rowcount] * len(instants)


def _decide(connection: Connection, docket: Docket) -> list[Ruling]:
    earlier = _earlier(connection, docket)
    verdicts = [earlier.get(case.offset, case.verdict) for case in docket.cases]
    sights = _sights(connection, docket)
    answers = _answers(connection, docket, verdicts, earlier)
    rulings = [
        _ruling(case, verdict, sights.get(case.offset), answers.get(case.offset), earlier)
        for case, verdict in zip(docket.cases, verdicts, strict=True)
    ]
    if len(earlier) < len(docket.cases):
        _note(connection, docket, rulings)
    return rulings


def _ruling(
    case: Case,
    verdict: Ended | None,
    sighting: Sighting | None,
    answer: Answer | None,
    earlier: Earlier,
) -> Ruling:
    sight, supersedes = sighting or Sighting(Sight.NEW)
    if sight is Sight.REPEATED:
        return Done()  # one id, one answer: it is on its way, or given
    if sight is Sight.CONFLICT:
        return sight
    is_own = answer and answer.outcome_id == outcome_id(case.submission_id, supersedes)
    if verdict is None and is_own:
        return Done()  # a redelivery: the answer is its own
    if supersedes is not None:
        return Again(supersedes, verdict)
    if verdict is not None or answer is None:
        return verdict
    if case.offset in earlier:
        return None
    detail = f"answered a short while ago: {answer.reason} (outcome {answer.outcome_id})"
    return Ended(Reason.DUP_URL, detail, article_id=answer.article_id)


def _sights(connection: Connection, docket: Docket) -> dict[int, Sighting]:
    """Look at the ids; offset → what the id says."""
    items = {
        case.offset: Submitted(
            case.id,
            case.url,
            docket.partition,
            case.offset,
            docket.now,
            case.at,
            docket.lost_before,
        )
        for case in docket.cases
        if case.id is not None
    }
    if not items:
        return {}
    return dict(zip(items, answered.register(connection, list(items.values())), strict=True))


def _answers(
    connection: Connection,
    docket: Docket,
    verdicts: Sequence[Ended | None],
    earlier: Earlier,
) -> dict[int, Answer]:
    """Look for answers to the URLs that are not refused; of one decided before, for its own."""
    asked = {
        case.offset: Asked(case.url, 0.0 if case.offset in earlier else docket.answered_since)
        for case, verdict in zip(docket.cases, verdicts, strict=True)
        if verdict is None and (case.may_be_duplicate or case.offset in earlier)
    }
    if not asked:
        return {}
    found = answered.answered_within(connection, list(asked.values()))
    return {offset: answer for offset, answer in zip(asked, found, strict=True) if answer}


def _earlier(connection: Connection, docket: Docket) -> Earlier:
    rows = connection.execute(
        select(DECIDED).where(
            DECIDED.c.partition == docket.partition,
            DECIDED.c.last >= docket.cases[0].offset,
            DECIDED.c.first <= docket.cases[-1].offset,
        )
    )
    return {offset: refused for row in rows for offset, refused in _decided_in(row, docket)}


def _decided_in(row: Row[Any], docket: Docket) -> Iterator[tuple[int, Ended | None]]:
    refused = orjson.loads(row.refused) if row.refused else {}
    for case in docket.cases:
        if row.first <= case.offset <= row.last and row.since <= case.at <= row.until:
            yield case.offset, _refusal(refused.get(str(case.offset)))


def _refusal(words: list[str | None] | None) -> Ended | None:
    if words is None:
        return None
    reason, detail, article_id = words
    return Ended(Reason.of(str(reason)), detail, article_id)


def _note(connection: Connection, docket: Docket, rulings: Sequence[Ruling]) -> None:
    verdicts = [ruling.verdict if isinstance(ruling, Again) else ruling for ruling in rulings]
    refused = {
        str(case.offset): [verdict.reason.value, verdict.detail, verdict.article_id]
        for case, verdict in zip(docket.cases, verdicts, strict=True)
        if isinstance(verdict, Ended)
    }
    instants = [case.at for case in docket.cases]
    values = {
        "partition": docket.partition,
        "last": docket.cases[-1].offset,
        "first": docket.cases[0].offset,
        "since": min(instants),
        "until": max(instants),
        "refused": orjson.dumps(refused).decode() if refused else None,
        "decided_at": docket.now,
    }
    write_rows(connection, DECIDED, [values], replace=True)


def _lock(connection: Connection, partitions: set[int]) -> None:
    """Let no other replica decide on the same partition: it may have been ours until just now."""
    if connection.dialect.name == "postgresql":
        for partition in sorted(partitions):
            connection.execute(
                text("SELECT pg_advisory_xact_lock(:space, :partition)"),
                {"space": LOCK_SPACE, "partition": partition},
            )
