"""Revisions that wait, as rows: a live ticker's next state comes when its interval has ended.

The event is put back on `articles.enriched.v1` as it was, and is decided on then; its row goes once
the broker has confirmed it. Of an article's events the newest goes first, so that those before it
are answered `outdated`, and the last state is published. Whoever puts events back claims them for a
while, by a later `due_at`. An event may be held again before the row of its first wait is deleted:
by then the article has another revision, or the clock of another process is late. Its new row has
another `due_at`, and stays.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
import zstandard
from sqlalchemy import Connection, delete

from schemas.envelope import Envelope, Message, encode
from schemas.events import ArticleEnriched
from services.publish.rows.columns import columns_of
from services.publish.tables import HELD, instant_text
from services.stage.record import SUPERSEDES
from services.stage.store.claims import claim_rows
from services.stage.store.lookup import one_of, read_rows
from services.stage.store.rows import write_rows

CLAIM = timedelta(minutes=1)
"""Longer than the events of a claim take to reach the broker; after it they are put back again."""


@dataclass(frozen=True, slots=True)
class Held:
    """An event that waits."""

    answer_id: str
    due_at: datetime
    fetched_at: datetime
    message: Message


def held(envelope: Envelope[ArticleEnriched], due_at: datetime) -> Held:
    """Keep an event as it came."""
    article, passport = envelope.data, envelope.passport
    message = encode(envelope, article.article_id)
    if passport.supersedes:
        message.headers.append((SUPERSEDES, passport.supersedes.encode()))
    return Held(passport.answer_id, due_at, article.fetched_at, message)


def hold(connection: Connection, events: Sequence[Held]) -> Sequence[None]:
    """Write events down; of a submission the last."""
    plain = ("answer_id", "due_at", "fetched_at")
    rows = [columns_of(event, plain) | {"message": _pack(event.message)} for event in events]
    write_rows(connection, HELD, rows, replace=True)
    return [None] * len(events)


def held_among(connection: Connection, answer_ids: Collection[str]) -> set[str]:
    """Return those of some answers for which an event is held."""
    rows = read_rows(connection, (HELD.c.answer_id,), HELD.c.answer_id, answer_ids)
    return {row.answer_id for row in rows}


def claim_due(connection: Connection, now: datetime, at_most: int) -> list[Held]:
    """Claim events whose time has come, the newest page first; no two workers get the same one."""
    due, until = HELD.c.due_at <= instant_text(now), now + CLAIM
    claim = {"due_at": instant_text(until)}
    rows = claim_rows(connection, HELD.c.answer_id, due, HELD.c.due_at, at_most, claim)
    found = [
        Held(row.answer_id, until, datetime.fromisoformat(row.fetched_at), _unpack(row.message))
        for row in rows
    ]
    return sorted(found, key=lambda event: event.fetched_at, reverse=True)


def drop_sent(connection: Connection, claimed: Sequence[Held]) -> None:
    """Drop events of one claim that are on the topic again, but not what was held anew since."""
    if claimed:
        mine = one_of(connection, HELD.c.answer_id, sorted(event.answer_id for event in claimed))
        claim = HELD.c.due_at == instant_text(claimed[0].due_at)
        connection.execute(delete(HELD).where(mine, claim))


def _pack(message: Message) -> bytes:
    headers = [[name, value.decode()] for name, value in message.headers]
    parts = [(message.key or b"").decode(), headers, (message.value or b"").decode()]
    return zstandard.compress(orjson.dumps(parts))


def _unpack(packed: bytes) -> Message:
    key, headers, value = orjson.loads(zstandard.decompress(packed))
    return Message(key.encode(), value.encode(), [(name, text.encode()) for name, text in headers])
