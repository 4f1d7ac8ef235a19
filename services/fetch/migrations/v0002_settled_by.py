"""Which submission's answer a page's validators stand by."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column; of pages from before it nothing is known."""
    op.add_column("fetch_validators", sa.Column("settled_by", sa.String(length=200)))
