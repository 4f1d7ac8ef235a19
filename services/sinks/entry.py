"""What a sink is given: a revision of an article, its end, or that two stories are one."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar, Literal

from schemas.envelope import E, Envelope, decode
from schemas.events import ArticlePublished, ArticleRetracted, StoriesMerged
from schemas.packed import BadEnvelope
from schemas.pipeline import MERGED, PUBLISHED, RETRACTED
from services.stage.record import Record

TOPICS = (PUBLISHED, RETRACTED, MERGED)
"""What a sink reads."""
Kind = Literal["published", "retracted", "removed", "merged"]

REVISION_MAX = 2**31 - 1
"""More fits into no column, and no article has so many."""

_ID = re.compile("[0-9a-f]{32}")
_IDS = ("article_id", "story_id", "merged_story_id")
_INSTANTS = (
    "published_at", "modified_at", "first_seen_at", "revised_at", "retracted_at", "merged_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision of an article. It comes again with the same `article_id` and `revision`."""

    kind: ClassVar[Kind] = "published"
    event_id: str
    """CloudEvents `id`: the same when the event comes again."""
    article: ArticlePublished
    value: bytes
    """As it stands on the topic."""

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


@dataclass(frozen=True, slots=True)
class Merge:
    """Two stories that turned out to be one. It comes again with the same `event_id`."""

    kind: ClassVar[Kind] = "merged"
    event_id: str
    """CloudEvents `id`: the same when the event comes again."""
    merge: StoriesMerged
    value: bytes
    """As it stands on the topic."""

    @property
    def at(self) -> datetime:
        """When it was decided, UTC."""
        return self.merge.merged_at.astimezone(UTC)


ArticleEntry = Revision | End
Entry = ArticleEntry | Merge


def about(entry: Entry) -> str:
    """Say for a log which revision of an article an entry is about, or which story."""
    if isinstance(entry, Merge):
        return f"story {entry.merge.merged_story_id}"
    return f"{entry.article_id} revision {entry.revision}"


def read_entry(record: Record) -> Entry:
    """Read a message of one of `TOPICS`, or raise `BadEnvelope`.

    A message without value that does not name the revision is not one of ours.
    """
    if record.topic == PUBLISHED.name:
        return _removed(record) if record.value is None else _published(record, record.value)
    if record.topic == RETRACTED.name:
        return _retracted(record)
    if record.topic == MERGED.name:
        return _merged(record)
    raise BadEnvelope(f"{record.topic} is not a topic of articles")


def _published(record: Record, value: bytes) -> Revision:
    article = _decoded(record, ArticlePublished)
    return Revision(article.id, article.data, value)


def _retracted(record: Record) -> End:
    found = _decoded(record, ArticleRetracted)
    end = found.data
    if end.revision > REVISION_MAX:
        raise BadEnvelope(f"revision {end.revision} is more than {REVISION_MAX}")
    at = end.retracted_at.astimezone(UTC)
    return End(found.id, end.article_id, end.revision, at, end, record.value or b"")


def _merged(record: Record) -> Merge:
    found = _decoded(record, StoriesMerged)
    return Merge(found.id, found.data, record.value or b"")


def _decoded(record: Record, event: type[E]) -> Envelope[E]:
    """Read what every sink can keep; raise `BadEnvelope` for what no publish has written."""
    found = decode(record.message, event)
    for name in _IDS:
        value = getattr(found.data, name, None)
        if value is not None and not _ID.fullmatch(value):
            raise BadEnvelope(f"{name} is not 32 hex digits: {value!r}")
    for name in _INSTANTS:
        at = getattr(found.data, name, None)
        if at is None:
            continue
        try:
            at.astimezone(UTC)
        except OverflowError:
            raise BadEnvelope(f"{name} is no time in UTC: {at}") from None
    return found


def _removed(record: Record) -> End:
    revision, key = record.revision, (record.key or b"").decode("ascii", "replace")
    if revision is None or not _ID.fullmatch(key):
        raise BadEnvelope("a message without value that names no article and revision")
    event_id = record.header.get("ce_id", record.position)
    return End(event_id, key, revision, record.at)
