"""When fetch last found an article's page unchanged."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column; what was seen before is not known."""
    comment = "ISO 8601, UTC; when fetch last found it so"
    op.add_column("publish_articles", sa.Column("unchanged_at", sa.String(40), comment=comment))
