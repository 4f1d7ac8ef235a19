"""Which address showed a page, after its redirects."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns; of pages from before it is not known."""
    for table in ("fetch_pending", "fetch_validators"):
        op.add_column(table, sa.Column("address", sa.LargeBinary(16)))
