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
        sa.PrimaryKeyConstraint("article_id"),
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
            comment="the enriched event decided on",
        ),
        sa.Column(
            "made_at",
            sa.String(length=40),
            nullable=False,
            comment="ISO 8601, UTC; when enrich made it",
        ),
        sa.Column("article_id", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("changed_fields", sa.LargeBinary(), nullable=False, comment="JSON list"),
        sa.Column("first_seen_at", sa.String(length=40), nullable=False),
        sa.Column("decided_at", sa.String(length=40), nullable=False, comment="ISO 8601, UTC"),
        sa.PrimaryKeyConstraint("answer_id"),
    )
    op.create_index("ix_publish_decisions_decided_at", "publish_decisions", ["decided_at"])
