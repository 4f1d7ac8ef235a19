"""Articles and decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "publish_articles",
        sa.Column("article_id", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("fingerprints", sa.LargeBinary(), nullable=False, comment="JSON: field -> hash"),
        sa.Column("first_seen_at", sa.String(length=40), nullable=False, comment="ISO 8601, UTC"),
        sa.Column("url", sa.String(), nullable=False, comment="canonical URL"),
        sa.Column("via", sa.String(), nullable=False, comment="URL at which it was found first"),
        sa.Column(
            "fetched_at",
            sa.String(length=40),
            nullable=False,
            comment="ISO 8601, UTC; of the newest page",
        ),
        sa.Column(
            "content",
            sa.LargeBinary(),
            nullable=False,
            comment="words of the latest revision, zstd",
        ),
        sa.Column(
            "revised_at", sa.String(length=40), comment="ISO 8601, UTC; of the latest revision"
        ),
        sa.Column(
            "duplicate",
            sa.LargeBinary(),
            comment="JSON: article, similarity, when seen; null: none",
        ),
        sa.Column(
            "story",
            sa.LargeBinary(),
            comment="JSON: id, size, position, merged; null: none",
        ),
        sa.Column(
            "gone_by",
            sa.String(length=36),
            comment="id of the answer that said so; null: it is there",
        ),
        sa.Column("gone_at", sa.String(length=40), comment="ISO 8601, UTC"),
        sa.PrimaryKeyConstraint("article_id"),
    )
    op.create_table(
        "publish_revisions",
        sa.Column("article_id", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revised_at", sa.String(length=40), nullable=False, comment="ISO 8601, UTC"),
        sa.Column("changed_fields", sa.LargeBinary(), nullable=False, comment="JSON list"),
        sa.Column("change", sa.LargeBinary(), nullable=False, comment="JSON, zstd"),
        sa.PrimaryKeyConstraint("article_id", "revision"),
    )
    op.create_table(
        "publish_keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False, comment="of a text"),
        sa.Column("article_id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("key", "article_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "publish_marked",
        sa.Column("article_id", sa.String(length=32), nullable=False),
        sa.Column("marked_at", sa.String(length=40), nullable=False, comment="ISO 8601, UTC"),
        sa.Column(
            "text_keys",
            sa.LargeBinary(),
            nullable=False,
            comment="its keys, 8 bytes each, low first",
        ),
        sa.PrimaryKeyConstraint("article_id"),
    )
    op.create_index("ix_publish_marked_marked_at", "publish_marked", ["marked_at"])
    op.create_table(
        "publish_held",
        sa.Column(
            "answer_id",
            sa.String(length=36),
            nullable=False,
            comment="id of the answer that waits",
        ),
        sa.Column("due_at", sa.String(length=40), nullable=False, comment="ISO 8601, UTC"),
        sa.Column("fetched_at", sa.String(length=40), nullable=False, comment="ISO 8601, UTC"),
        sa.Column(
            "message", sa.LargeBinary(), nullable=False, comment="the enriched article, zstd"
        ),
        sa.PrimaryKeyConstraint("answer_id"),
    )
    op.create_index("ix_publish_held_due_at", "publish_held", ["due_at"])
    op.create_table(
        "publish_stories",
        sa.Column(
            "story_id", sa.String(length=32), nullable=False, comment="id of its first article"
        ),
        sa.Column("size", sa.Integer(), nullable=False, comment="articles"),
        sa.Column("first_seen_at", sa.String(length=40), nullable=False, comment="ISO 8601, UTC"),
        sa.Column("seen_at", sa.String(length=40), nullable=False, comment="of its latest article"),
        sa.Column(
            "members",
            sa.LargeBinary(),
            nullable=False,
            comment="what its first and latest say",
        ),
        sa.Column(
            "story_keys",
            sa.LargeBinary(),
            nullable=False,
            comment="its keys, 8 bytes each, low first",
        ),
        sa.Column(
            "merged_into",
            sa.String(length=32),
            comment="the story that it turned out to be; null: none",
        ),
        sa.PrimaryKeyConstraint("story_id"),
    )
    op.create_index("ix_publish_stories_seen_at", "publish_stories", ["seen_at"])
    op.create_table(
        "publish_story_keys",
        sa.Column(
            "key", sa.BigInteger(), autoincrement=False, nullable=False, comment="of a rare word"
        ),
        sa.Column(
            "slot",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="hash of the story",
        ),
        sa.Column("story_id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("key", "slot"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "publish_decisions",
        sa.Column(
            "answer_id", sa.String(length=36), nullable=False, comment="id of the final answer"
        ),
        sa.Column(
            "event_id",
            sa.String(length=36),
            nullable=False,
            comment="as which it is published",
        ),
        sa.Column(
            "made_at",
            sa.String(length=40),
            nullable=False,
            comment="when enrich made it; empty: read back",
        ),
        sa.Column("article_id", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("changed_fields", sa.LargeBinary(), nullable=False, comment="JSON list"),
        sa.Column("first_seen_at", sa.String(length=40), nullable=False),
        sa.Column("decided_at", sa.String(length=40), nullable=False, comment="ISO 8601, UTC"),
        sa.Column("change", sa.LargeBinary(), comment="JSON, zstd; null: not a revision"),
        sa.Column(
            "duplicate",
            sa.LargeBinary(),
            comment="JSON: article, similarity, when seen; null: none",
        ),
        sa.Column(
            "story",
            sa.LargeBinary(),
            comment="JSON: id, size, position, merged; null: none",
        ),
        sa.PrimaryKeyConstraint("answer_id"),
    )
    op.create_index("ix_publish_decisions_decided_at", "publish_decisions", ["decided_at"])
    op.create_table(
        "publish_topics",
        sa.Column("topic", sa.String(length=100), nullable=False),
        sa.Column("partition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("topic_id", sa.String(length=36)),
        sa.Column("start", sa.BigInteger(), nullable=False, comment="offset of the oldest message"),
        sa.Column(
            "reached", sa.BigInteger(), nullable=False, comment="offset up to which all is known"
        ),
        sa.Column("seen_at", sa.Double(), nullable=False, comment="Unix time, seconds"),
        sa.PrimaryKeyConstraint("topic", "partition"),
    )
