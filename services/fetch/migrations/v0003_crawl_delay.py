"""The Crawl-delay of a host, which outlives its robots.txt in memory."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns; of hosts from before it nothing is known."""
    op.add_column("fetch_hosts", sa.Column("crawl_delay_seconds", sa.Double()))
    op.add_column("fetch_hosts", sa.Column("crawl_delay_origin", sa.String(length=300)))
    op.add_column("fetch_hosts", sa.Column("crawl_delay_heard_at", sa.Double()))
