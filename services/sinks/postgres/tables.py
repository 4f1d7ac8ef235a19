"""The tables that people query: the latest of each article, what was before, merged stories."""

from pathlib import Path

from sqlalchemy import Boolean, Column, DateTime, Index, Integer, MetaData, String, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR

SERVICE = "sink_postgres"
METADATA = MetaData(info={"revisions": Path(__file__).with_name("migrations")})

INSTANT = DateTime(timezone=True)
TEXTS = ARRAY(Text)

ARTICLES = Table(
    "articles",
    METADATA,
    Column("article_id", String(32), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("canonical_url", Text, nullable=False),
    Column("site", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("language", Text, comment="ISO 639-1"),
    Column("title", Text),
    Column("subtitle", Text),
    Column("summary", Text),
    Column("text", Text, nullable=False),
    Column("authors", TEXTS, nullable=False),
    Column("publisher", Text),
    Column("section", Text),
    Column("tags", TEXTS, nullable=False),
    Column("keywords", TEXTS, nullable=False),
    Column("image", Text),
    Column("paywalled", Boolean),
    Column("word_count", Integer, nullable=False),
    Column("duplicate_of", String(32), comment="an earlier article with nearly this text"),
    Column("published_at", INSTANT),
    Column("modified_at", INSTANT),
    Column("first_seen_at", INSTANT, nullable=False),
    Column("revised_at", INSTANT, nullable=False),
    Column("article", JSONB, nullable=False, comment="all of it, as on the topic"),
    Column("search_config", Text, nullable=False, comment="text search configuration of `search`"),
    Column("search", TSVECTOR, nullable=False, comment="title A, lead and tags B, text C"),
    Index("articles_search", "search", postgresql_using="gin"),
    Index("articles_published_at", "published_at"),
    Index("articles_site", "site", "published_at"),
    Index("articles_language", "language", "published_at"),
)

HISTORY = Table(
    "article_history",
    METADATA,
    Column("article_id", String(32), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("event", String(10), primary_key=True, comment="published or retracted"),
    Column("event_id", Text, nullable=False, comment="CloudEvents id"),
    Column("at", INSTANT, nullable=False, comment="when it was decided"),
    Column("title", Text),
    Column("change", Text, comment="correction, update or cosmetic; null: the first"),
    Column("changed_fields", TEXTS, comment="published: fields that differ from before"),
    Column("reason", Text, comment="retracted: why"),
    Column("detail", Text),
    Column("article", JSONB, comment="published: all of it, as on the topic"),
)

MERGES = Table(
    "story_merges",
    METADATA,
    Column("merged_story_id", String(32), primary_key=True, comment="no article joins it any more"),
    Column("story_id", String(32), nullable=False, comment="goes on, unless merged itself"),
    Column("story_size", Integer, nullable=False, comment="articles of both"),
    Column("article_id", String(32), nullable=False, comment="is of both"),
    Column("merged_at", INSTANT, nullable=False, comment="when it was decided"),
    Column("event_id", Text, nullable=False, comment="CloudEvents id"),
)
