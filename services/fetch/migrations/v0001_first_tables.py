"""Schedule, hosts, files of sites, validators."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "fetch_decided",
        sa.Column("answer_id", sa.String(length=36), nullable=False),
        sa.Column("decided_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("answer_id"),
    )
    op.create_index("ix_fetch_decided_decided_at", "fetch_decided", ["decided_at"])
    op.create_table(
        "fetch_messages",
        sa.Column("answer_id", sa.String(length=36), nullable=False),
        sa.Column("messages", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("answer_id"),
    )
    op.create_table(
        "fetch_hosts",
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("cooling_until", sa.Double(), nullable=False),
        sa.Column("cooling_reason", sa.String(length=40)),
        sa.Column("strikes", sa.Integer(), nullable=False),
        sa.Column("down_until", sa.Double(), nullable=False),
        sa.Column("down_reason", sa.String(length=40)),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("slow_level", sa.Integer(), nullable=False),
        sa.Column("next_start_at", sa.Double(), nullable=False),
        sa.Column("crawl_delay_seconds", sa.Double()),
        sa.Column("crawl_delay_origin", sa.String(length=300), nullable=False),
        sa.Column("crawl_delay_observed_at", sa.Double(), nullable=False),
        sa.Column("updated_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("host"),
    )
    op.create_index("ix_fetch_hosts_updated_at", "fetch_hosts", ["updated_at"])
    op.create_table(
        "fetch_pending",
        sa.Column("submission_id", sa.String(length=200), nullable=False),
        sa.Column("url_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("etag", sa.String()),
        sa.Column("last_modified", sa.String()),
        sa.Column("body_hash", sa.String(length=32), nullable=False),
        sa.Column("fetched_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("submission_id"),
    )
    op.create_index("ix_fetch_pending_fetched_at", "fetch_pending", ["fetched_at"])
    op.create_table(
        "fetch_site_files",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("fetched_at", sa.Double(), nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_index("ix_fetch_site_files_expires_at", "fetch_site_files", ["expires_at"])
    op.create_table(
        "fetch_schedule",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("due_at", sa.Double(), nullable=False),
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.Column("claimed_until", sa.Double()),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("fetch_schedule_due", "fetch_schedule", ["due_at", "why"])
    op.create_index("fetch_schedule_host", "fetch_schedule", ["host", "why", "due_at"])
    op.create_table(
        "fetch_validators",
        sa.Column("url_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("etag", sa.String()),
        sa.Column("last_modified", sa.String()),
        sa.Column("body_hash", sa.String(length=32), nullable=False),
        sa.Column("fetched_at", sa.Double(), nullable=False),
        sa.Column("article_id", sa.String(length=32)),
        sa.Column("settled_by", sa.String(length=200)),
        sa.PrimaryKeyConstraint("url_hash"),
    )
    op.create_index("ix_fetch_validators_fetched_at", "fetch_validators", ["fetched_at"])
    op.create_table(
        "fetch_topics",
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
