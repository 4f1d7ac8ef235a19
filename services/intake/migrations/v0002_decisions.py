"""What was decided on, so that a redelivered submission is decided alike."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of decisions."""
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
