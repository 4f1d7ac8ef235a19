"""The tables of the feeds: what stands in which, and what is yet to be written."""

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, String, Table

METADATA = MetaData()

ITEMS = Table(
    "feeds_items",
    METADATA,
    Column("article_id", String(32), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("is_gone", Integer, nullable=False, comment="1: retracted after this revision"),
    Column("item", LargeBinary, comment="JSON; null where it is gone"),
)

MEMBERS = Table(
    "feeds_members",
    METADATA,
    Column("path", String, primary_key=True, comment="of the feed"),
    Column("article_id", String(32), primary_key=True),
    Column("title", String, nullable=False, comment="of the feed"),
    Column("published_at", String(40), nullable=False, comment="ISO 8601, UTC: what feeds go by"),
    Index("feeds_members_article", "article_id"),
    Index("feeds_members_newest", "path", "published_at"),
)

DUE = Table(
    "feeds_due",
    METADATA,
    Column("path", String, primary_key=True, comment="of a feed whose files are yet to be written"),
    sqlite_with_rowid=False,
)

CHANGES = Table(
    "feeds_changes",
    METADATA,
    Column("path", String, primary_key=True, comment="of a feed"),
    Column("changed_at", String(40), nullable=False, comment="ISO 8601, UTC: by its latest entry"),
    sqlite_with_rowid=False,
)
"""An entry may also leave a feed: what is still in it does not tell when the feed changed last."""

STORIES = Table(
    "feeds_stories",
    METADATA,
    Column("article_id", String(32), primary_key=True),
    Column("story_id", String(32), nullable=False, comment="after all merges"),
    Index("feeds_stories_story", "story_id"),
    sqlite_with_rowid=False,
)

MERGES = Table(
    "feeds_merges",
    METADATA,
    Column("merged_story_id", String(32), primary_key=True),
    Column("story_id", String(32), nullable=False, comment="after all merges"),
    Index("feeds_merges_story", "story_id"),
    sqlite_with_rowid=False,
)
