"""An index by which old answers are found."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the index."""
    op.create_index("ledger_by_decision", "ledger_urls", ["decided_at"])
