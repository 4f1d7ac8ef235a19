"""What fetch has made of a submission, kept before it is sent, so that it is said once for all.

A page is another one a second later, or gone. So an accepted URL that is delivered again is not
fetched again: the same page or answer is sent, byte for byte, until its final answer is known; then
nothing. Work functions for the store. Instants are Unix times.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Double, LargeBinary, String, Table, delete, select

from schemas.pipeline import ACCEPTED
from services.clock import DAY_SECONDS
from services.fetch.page import validators
from services.fetch.page.validators import Fetched
from services.fetch.tables import METADATA
from services.stage.continuity.table import topics_table
from services.stage.store.lookup import delete_rows, read_rows
from services.stage.store.rows import write_rows

TOPICS = topics_table(METADATA, "fetch")

DECIDED = Table(
    "fetch_decided",
    METADATA,
    Column("answer_id", String(36), primary_key=True),
    Column("decided_at", Double, nullable=False, index=True),
)

MESSAGES = Table(
    "fetch_messages",
    METADATA,
    Column("answer_id", String(36), primary_key=True),
    Column("messages", LargeBinary, nullable=False),
)
"""What is still to be said. A table of its own: SQLite keeps the place of a row that becomes short,
4 kB for each URL, but gives that of a deleted one to the next."""

KEPT_SECONDS = ACCEPTED.longest_seconds
"""An accepted URL may be delivered again for as long as it is on its topic."""
CLOSED_SECONDS = 365 * DAY_SECONDS
"""More than any URL waits for in the schedule: a host's backlog may be of weeks."""
STATEMENT_BYTES_MAX = 8_000_000
"""Pages that one statement writes; all of a full transaction may weigh gigabytes."""


class Decision(NamedTuple):
    """What is said of a submission, under the id of its answer."""

    answer_id: str
    messages: bytes | None
    """Packed; None once the submission has its final answer."""
    decided_at: float


class Found(NamedTuple):
    """A decision, and the page that it sends on."""

    decision: Decision
    page: Fetched | None
    """What is remembered of it; None where the URL ended without one."""


def recall(connection: Connection, answer_ids: Sequence[str]) -> Sequence[Decision | None]:
    """Return what was decided for each answer, or None."""
    rows = read_rows(connection, DECIDED, DECIDED.c.answer_id, set(answer_ids))
    decided_at = {row.answer_id: row.decided_at for row in rows}
    left = read_rows(connection, MESSAGES, MESSAGES.c.answer_id, decided_at.keys())
    messages = {row.answer_id: row.messages for row in left}
    found = {key: Decision(key, messages.get(key), at) for key, at in decided_at.items()}
    return [found.get(answer_id) for answer_id in answer_ids]


def keep(connection: Connection, items: Sequence[Decision]) -> Sequence[Decision]:
    """Keep what was decided, unless another worker was first; return what stands."""
    first = {item.answer_id: item for item in reversed(items)}
    rows = list(map(_decided, first.values()))
    mine = set(write_rows(connection, DECIDED, rows, replace=False, returning=DECIDED.c.answer_id))
    for part in _parts([first[key] for key in sorted(mine)]):
        write_rows(connection, MESSAGES, [_messages(item) for item in part], replace=False)
    others = sorted(first.keys() - mine)
    known = zip(others, recall(connection, others), strict=True)
    stands = first | {key: decision for key, decision in known if decision is not None}
    return [stands[item.answer_id] for item in items]


def keep_found(connection: Connection, items: Sequence[Found]) -> Sequence[Decision]:
    """Keep as `keep` does, and note the page of what stands, in one transaction.

    Were another page noted, its validators would be believed of the one that is said.
    """
    stands = keep(connection, [item.decision for item in items])
    pairs = zip(items, stands, strict=True)
    pages = [item.page for item, stood in pairs if item.page and stood is item.decision]
    validators.note(connection, pages)
    return stands


def close(connection: Connection, items: Sequence[Decision]) -> Sequence[None]:
    """Keep the submission closed: others have answered it, though its URL may still come by."""
    write_rows(connection, DECIDED, list(map(_decided, items)), replace=True)
    delete_rows(connection, MESSAGES.c.answer_id, {item.answer_id for item in items})
    return [None] * len(items)


def settle(connection: Connection, answer_ids: Sequence[str]) -> Sequence[None]:
    """Say nothing more where the final answer is known."""
    delete_rows(connection, MESSAGES.c.answer_id, set(answer_ids))
    return [None] * len(answer_ids)


def forget_before(connection: Connection, instant: float) -> int:
    """Drop what was decided before; return how many rows went."""
    is_old = DECIDED.c.decided_at < instant
    old = select(DECIDED.c.answer_id).where(is_old)
    connection.execute(delete(MESSAGES).where(MESSAGES.c.answer_id.in_(old)))
    return connection.execute(delete(DECIDED).where(is_old)).rowcount


def _decided(item: Decision) -> dict[str, Any]:
    return {"answer_id": item.answer_id, "decided_at": item.decided_at}


def _messages(item: Decision) -> dict[str, Any]:
    return {"answer_id": item.answer_id, "messages": item.messages}


def _parts(items: Sequence[Decision]) -> Iterator[list[Decision]]:
    """Part them by what a statement may weigh."""
    part, weight = list[Decision](), 0
    for item in items:
        part.append(item)
        weight += len(item.messages or b"")
        if weight > STATEMENT_BYTES_MAX:
            yield part
            part, weight = [], 0
    if part:
        yield part
