"""Articles and their history."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR

revision = "0001"
down_revision = None

INSTANT = sa.DateTime(timezone=True)
TEXTS = ARRAY(sa.Text)


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "articles",
        sa.Column("article_id", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("canonical_url", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), comment="ISO 639-1"),
        sa.Column("title", sa.Text()),
        sa.Column("subtitle", sa.Text()),
        sa.Column("summary", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("authors", TEXTS, nullable=False),
        sa.Column("publisher", sa.Text()),
        sa.Column("section", sa.Text()),
        sa.Column("tags", TEXTS, nullable=False),
        sa.Column("keywords", TEXTS, nullable=False),
        sa.Column("image", sa.Text()),
        sa.Column("paywalled", sa.Boolean()),
        sa.Column("word_count", sa.Integer(), nullable=False),
        sa.Column(
            "duplicate_of", sa.String(length=32), comment="an earlier article with nearly this text"
        ),
        sa.Column("published_at", INSTANT),
        sa.Column("modified_at", INSTANT),
        sa.Column("first_seen_at", INSTANT, nullable=False),
        sa.Column("revised_at", INSTANT, nullable=False),
        sa.Column("article", JSONB(), nullable=False, comment="all of it, as on the topic"),
        sa.Column(
            "search_config",
            sa.Text(),
            nullable=False,
            comment="text search configuration of `search`",
        ),
        sa.Column("search", TSVECTOR(), nullable=False, comment="title A, lead and tags B, text C"),
        sa.PrimaryKeyConstraint("article_id"),
    )
    op.create_index("articles_search", "articles", ["search"], postgresql_using="gin")
    op.create_index("articles_published_at", "articles", ["published_at"])
    op.create_index("articles_site", "articles", ["site", "published_at"])
    op.create_index("articles_language", "articles", ["language", "published_at"])
    op.create_table(
        "article_history",
        sa.Column("article_id", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event", sa.String(length=10), nullable=False, comment="published or retracted"),
        sa.Column("event_id", sa.Text(), nullable=False, comment="CloudEvents id"),
        sa.Column("at", INSTANT, nullable=False, comment="when it was decided"),
        sa.Column("title", sa.Text()),
        sa.Column("change", sa.Text(), comment="correction, update or cosmetic; null: the first"),
        sa.Column("changed_fields", TEXTS, comment="published: fields that differ from before"),
        sa.Column("reason", sa.Text(), comment="retracted: why"),
        sa.Column("detail", sa.Text()),
        sa.Column("article", JSONB(), comment="published: all of it, as on the topic"),
        sa.PrimaryKeyConstraint("article_id", "revision", "event"),
    )
