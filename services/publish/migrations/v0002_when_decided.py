"""An index on the instant of a decision: old ones are forgotten by it."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_publish_decisions_decided_at", "publish_decisions", ["decided_at"])
