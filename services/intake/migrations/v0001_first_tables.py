"""Submissions, answers, decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "intake_answered",
        sa.Column("url_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("outcome_id", sa.String(length=36), nullable=False),
        sa.Column("article_id", sa.String(length=32)),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("answered_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("url_hash"),
    )
    op.create_index("ix_intake_answered_answered_at", "intake_answered", ["answered_at"])
    op.create_table(
        "intake_decided",
        sa.Column("partition", sa.Integer(), nullable=False),
        sa.Column("last", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", sa.Double(), nullable=False),
        sa.Column("until", sa.Double(), nullable=False),
        sa.Column("refused", sa.Text()),
        sa.Column("decided_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("partition", "last", "first"),
    )
    op.create_index("ix_intake_decided_decided_at", "intake_decided", ["decided_at"])
    op.create_table(
        "intake_submissions",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("url_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("partition", sa.Integer(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.Double(), nullable=False, comment="Kafka's timestamp"),
        sa.Column("seen_at", sa.Double(), nullable=False),
        sa.Column("supersedes", sa.String(length=36), comment="the answer that its own replaces"),
        sa.Column(
            "ended", sa.String(length=12), comment="null: not answered; final or replaceable"
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_intake_submissions_seen_at", "intake_submissions", ["seen_at"])
    op.create_table(
        "intake_topics",
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
