"""Deliveries."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first table."""
    op.create_table(
        "sink_webhook_deliveries",
        sa.Column(
            "event_id",
            sa.String(length=64),
            nullable=False,
            comment="EVENT or NAME/EVENT",
        ),
        sa.Column(
            "state", sa.String(length=10), nullable=False, comment="waiting, delivered or dead"
        ),
        sa.Column("body", sa.LargeBinary(), comment="null once it is delivered"),
        sa.Column("article_id", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column(
            "due_at",
            sa.Double(),
            nullable=False,
            comment="of the next try, else since when; Unix time",
        ),
        sa.Column("error", sa.String(length=300), comment="of the last attempt"),
        sa.PrimaryKeyConstraint("event_id"),
    )
    op.create_index("sink_webhook_deliveries_due", "sink_webhook_deliveries", ["state", "due_at"])
