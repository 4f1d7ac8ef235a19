"""The trace of each submission."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add a column that older lines leave empty."""
    column = sa.Column("trace_id", sa.String(32), comment="null: a line of an older version")
    op.add_column("ledger_urls", column)
