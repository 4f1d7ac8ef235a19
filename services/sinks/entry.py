"""What a sink is given: a revision of an article, or its end."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from schemas.envelope import REVISION, BadEnvelope, decode
from schemas.events import ArticlePublished, ArticleRetracted
from schemas.pipeline import PUBLISHED, RETRACTED
from services.stage.record import Record

Kind = Literal["published", "retracted", "removed"]


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
    revision = record.header.get(REVISION, "")
    article_id = (record.key or b"").decode("ascii", "replace")
    if not revision.isdigit() or not article_id:
        raise BadEnvelope("a message without value that names no article and revision")
    event_id = record.header.get("ce_id", record.position)
    return Entry("removed", event_id, article_id, int(revision), record.at)
