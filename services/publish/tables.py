"""What publish remembers: the latest revision of each article, and each decision it took."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    true,
)

from services.stage.continuity.table import topics_table
from services.stage.store.text import Text

METADATA = MetaData(info={"revisions": Path(__file__).with_name("migrations")})

TOPICS = topics_table(METADATA, "publish")


def instant_text(instant: datetime) -> str:
    """Write an instant (aware) so that texts compare as instants do.

    Older rows have no fraction where that is zero. They compare rightly: `+` comes before `.`.
    """
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


ARTICLES = Table(
    "publish_articles",
    METADATA,
    Column("article_id", String(32), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("fingerprints", LargeBinary, nullable=False, comment="JSON: field -> hash"),
    Column("first_seen_at", String(40), nullable=False, comment="ISO 8601, UTC"),
    Column("url", Text, nullable=False, comment="canonical URL"),
    Column("via", Text, nullable=False, comment="URL at which it was found first"),
    Column("fetched_at", String(40), nullable=False, comment="ISO 8601, UTC; of the newest page"),
    Column("content", LargeBinary, nullable=False, comment="words of the latest revision, zstd"),
    Column("revised_at", String(40), comment="ISO 8601, UTC; of the latest revision"),
    Column("duplicate", LargeBinary, comment="JSON: article, similarity, when seen; null: none"),
    Column("story", LargeBinary, comment="JSON: id, size, position, merged; null: none"),
    Column("gone_by", String(36), comment="id of the answer that said so; null: it is there"),
    Column("gone_at", String(40), comment="ISO 8601, UTC"),
    Column(
        "own_seen",
        Boolean,
        nullable=False,
        server_default=true(),
        comment="whether a page at its canonical URL has shown it",
    ),
    Column("unchanged_at", String(40), comment="ISO 8601, UTC; when fetch last found it so"),
)

REVISIONS = Table(
    "publish_revisions",
    METADATA,
    Column("article_id", String(32), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("revised_at", String(40), nullable=False, comment="ISO 8601, UTC"),
    Column("changed_fields", LargeBinary, nullable=False, comment="JSON list"),
    Column("change", LargeBinary, nullable=False, comment="JSON, zstd"),
)

KEYS = Table(
    "publish_keys",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False, comment="of a text"),
    Column("article_id", String(32), primary_key=True),
    sqlite_with_rowid=False,
)

MARKED = Table(
    "publish_marked",
    METADATA,
    Column("article_id", String(32), primary_key=True),
    Column("marked_at", String(40), nullable=False, index=True, comment="ISO 8601, UTC"),
    Column("text_keys", LargeBinary, nullable=False, comment="its keys, 8 bytes each, low first"),
)

HELD = Table(
    "publish_held",
    METADATA,
    Column("answer_id", String(36), primary_key=True, comment="id of the answer that waits"),
    Column("due_at", String(40), nullable=False, index=True, comment="ISO 8601, UTC"),
    Column("fetched_at", String(40), nullable=False, comment="ISO 8601, UTC"),
    Column("message", LargeBinary, nullable=False, comment="the enriched article, zstd"),
)

STORIES = Table(
    "publish_stories",
    METADATA,
    Column("story_id", String(32), primary_key=True, comment="id of its first article"),
    Column("size", Integer, nullable=False, comment="articles"),
    Column("first_seen_at", String(40), nullable=False, comment="ISO 8601, UTC"),
    Column("seen_at", String(40), nullable=False, index=True, comment="of its latest article"),
    Column("members", LargeBinary, nullable=False, comment="what its first and latest say"),
    Column("story_keys", LargeBinary, nullable=False, comment="its keys, 8 bytes each, low first"),
    Column("merged_into", String(32), comment="the story that it turned out to be; null: none"),
)

STORY_KEYS = Table(
    "publish_story_keys",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False, comment="of a rare word"),
    Column("slot", Integer, primary_key=True, autoincrement=False, comment="hash of the story"),
    Column("story_id", String(32), nullable=False),
    sqlite_with_rowid=False,
)

DECISIONS = Table(
    "publish_decisions",
    METADATA,
    Column("answer_id", String(36), primary_key=True, comment="id of the final answer"),
    Column("event_id", String(36), nullable=False, comment="as which it is published"),
    Column("made_at", String(40), nullable=False, comment="when enrich made it; empty: read back"),
    Column("article_id", String(32), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("changed_fields", LargeBinary, nullable=False, comment="JSON list"),
    Column("first_seen_at", String(40), nullable=False),
    Column("decided_at", String(40), nullable=False, index=True, comment="ISO 8601, UTC"),
    Column("change", LargeBinary, comment="JSON, zstd; null: not a revision"),
    Column("duplicate", LargeBinary, comment="JSON: article, similarity, when seen; null: none"),
    Column("story", LargeBinary, comment="JSON: id, size, position, merged; null: none"),
)
