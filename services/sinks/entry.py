"""What a sink is given: a revision of an article, or its end."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from schemas.envelope import decode
from schemas.events import ArticlePublished, ArticleRetracted
from schemas.packed import BadEnvelope
from schemas.pipeline import PUBLISHED, RETRACTED
from services.stage.record import Record

Kind = Literal["published", "retracted", "removed"]

REVISION_MAX = 2**31 - 1
"""More fits into no column, and no article has so many."""

_ARTICLE_ID = re.compile("[0-9a-f]{32}")
_INSTANTS = ("published_at", "modified_at", "first_seen_at", "revised_at", "retracted_at")


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision of an article. It comes again with the same `article_id` and `revision`."""

    event_id: str
    """CloudEvents `id`: the same when the event comes again."""
    article: ArticlePublished
    value: bytes
    """As it stands on the topic."""

    @property
    def kind(self) -> Kind:
        """`published`."""
        return "published"

    @property
    def article_id(self) -> str:
        """The article's."""
        return self.article.article_id

    @property
    def revision(self) -> int:
        """Its number, from 1."""
        return self.article.revision

    @property
    def at(self) -> datetime:
        """When it was decided, UTC."""
        return self.article.revised_at.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class End:
    """An article that is no longer there: once without a reason, once with it, in any order."""

    event_id: str
    """CloudEvents `id`: the same when the event comes again."""
    article_id: str
    revision: int
    """The last one that the article had."""
    at: datetime
    """When it was decided, UTC."""
    retraction: ArticleRetracted | None = None
    """Why; None where its key on the topic of articles has no value any more."""
    value: bytes = b""
    """The retraction as it stands on its topic."""

    @property
    def kind(self) -> Kind:
        """`retracted` where the reason is known, else `removed`."""
        return "retracted" if self.retraction else "removed"


Entry = Revision | End


def read_entry(record: Record) -> Entry:
    """Read a message of `articles.published.v1` or `articles.retracted.v1`, or raise `BadEnvelope`.

    A message without value that does not name the revision is not one of ours.
    """
    if record.topic == PUBLISHED.name:
        return _removed(record) if record.value is None else _published(record, record.value)
    if record.topic == RETRACTED.name:
        return _retracted(record)
    raise BadEnvelope(f"{record.topic} is not a topic of articles")


def _published(record: Record, value: bytes) -> Revision:
    article = decode(record.message, ArticlePublished)
    _check(article.data)
    return Revision(article.id, article.data, value)


def _retracted(record: Record) -> End:
    found = decode(record.message, ArticleRetracted)
    end = found.data
    _check(end)
    if end.revision > REVISION_MAX:
        raise BadEnvelope(f"revision {end.revision} is more than {REVISION_MAX}")
    at = end.retracted_at.astimezone(UTC)
    return End(found.id, end.article_id, end.revision, at, end, record.value or b"")


def _check(event: ArticlePublished | ArticleRetracted) -> None:
    """Raise `BadEnvelope` for what no publish has written, and not every sink can keep."""
    if not _ARTICLE_ID.fullmatch(event.article_id):
        raise BadEnvelope(f"article_id is not 32 hex digits: {event.article_id!r}")
    for name in _INSTANTS:
        at = getattr(event, name, None)
        if at is None:
            continue
        try:
            at.astimezone(UTC)
        except OverflowError:
            raise BadEnvelope(f"{name} is no time in UTC: {at}") from None


def _removed(record: Record) -> End:
    revision, key = record.revision, (record.key or b"").decode("ascii", "replace")
    if revision is None or not _ARTICLE_ID.fullmatch(key):
        raise BadEnvelope("a message without value that names no article and revision")
    event_id = record.header.get("ce_id", record.position)
    return End(event_id, key, revision, record.at)
