"""What publish remembers: the latest revision of each article, and each decision it took."""

from pathlib import Path

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, String, Table

from services.stage.continuity.table import topics_table
from services.stage.store.text import Text

METADATA = MetaData(info={"revisions": Path(__file__).with_name("migrations")})

TOPICS = topics_table(METADATA, "publish")

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
    Column("duplicate", LargeBinary, comment="JSON: article, similarity, when seen; null: none"),
    Column("gone_by", String(36), comment="id of the answer that said so; null: it is there"),
    Column("gone_at", String(40), comment="ISO 8601, UTC"),
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
)
