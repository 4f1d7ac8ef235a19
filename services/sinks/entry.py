"""What a sink is given: a revision of an article, or its end."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from schemas.envelope import REVISION, BadEnvelope, decode
from schemas.events import ArticlePublished, ArticleRetracted
from schemas.pipeline import PUBLISHED, RETRACTED
from services.stage.record import Record

Kind = Literal["published", "retracted", "removed"]

REVISION_MAX = 2**31 - 1
"""More fits into no column, and no article has so many."""

_REVISION = re.compile(r"[0-9]{1,9}")
"""`str.isdigit` takes more than `int` does, and `int` more than a column."""
_ARTICLE_ID = re.compile(rb"[!-~]{1,32}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact about an article; the same fact has the same kind, article and revision."""

    kind: Kind
    """`removed`: its key on the topic of articles has no value any more; `retracted` says why."""
    event_id: str
    """CloudEvents `id`: the same when the event comes again."""
    article_id: str
    revision: int
    """Of a retraction: the last one that the article had."""
    at: datetime
    """When it was decided, UTC."""
    article: ArticlePublished | None = None
    retraction: ArticleRetracted | None = None
    value: bytes = b""
    """As it stands on the topic."""


def read_entry(record: Record) -> Entry:
    """Read a message of `articles.published.v1` or `articles.retracted.v1`, or raise `BadEnvelope`.

    A message without value that does not name the revision is not one of ours.
    """
    if record.topic == PUBLISHED.name and record.value is None:
        return _removed(record)
    if record.topic == PUBLISHED.name:
        article = decode(record.message, ArticlePublished)
        data, value = article.data, record.value or b""
        at = data.revised_at.astimezone(UTC)
        return Entry(
            "published", article.id, data.article_id, data.revision, at, article=data, value=value
        )
    if record.topic == RETRACTED.name:
        end = decode(record.message, ArticleRetracted)
        if end.data.revision > REVISION_MAX:
            raise BadEnvelope(f"revision {end.data.revision} is more than {REVISION_MAX}")
        at = end.data.retracted_at.astimezone(UTC)
        return Entry(
            "retracted",
            end.id,
            end.data.article_id,
            end.data.revision,
            at,
            retraction=end.data,
            value=record.value or b"",
        )
    raise BadEnvelope(f"{record.topic} is not a topic of articles")


def _removed(record: Record) -> Entry:
    revision, key = record.header.get(REVISION, ""), record.key or b""
    if not _REVISION.fullmatch(revision) or not _ARTICLE_ID.fullmatch(key):
        raise BadEnvelope("a message without value that names no article and revision")
    event_id = record.header.get("ce_id", record.position)
    return Entry("removed", event_id, key.decode("ascii"), int(revision), record.at)
