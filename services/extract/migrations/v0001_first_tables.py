"""What is known of sites."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "extract_sites",
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("memory", sa.LargeBinary(), nullable=False, comment="SiteMemory, JSON, zstd"),
        sa.Column("updated_at", sa.Double(), nullable=False, comment="Unix time, seconds"),
        sa.PrimaryKeyConstraint("host"),
    )
    op.create_index("ix_extract_sites_updated_at", "extract_sites", ["updated_at"])
