"""Stories that were merged."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make their table."""
    op.create_table(
        "story_merges",
        sa.Column(
            "merged_story_id",
            sa.String(length=32),
            nullable=False,
            comment="no article joins it any more",
        ),
        sa.Column(
            "story_id",
            sa.String(length=32),
            nullable=False,
            comment="goes on, unless merged itself",
        ),
        sa.Column("story_size", sa.Integer(), nullable=False, comment="articles of both"),
        sa.Column("article_id", sa.String(length=32), nullable=False, comment="is of both"),
        sa.Column(
            "merged_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when it was decided",
        ),
        sa.Column("event_id", sa.Text(), nullable=False, comment="CloudEvents id"),
        sa.PrimaryKeyConstraint("merged_story_id"),
    )
