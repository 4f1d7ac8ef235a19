"""Whether an article's canonical URL has shown it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column; an article found elsewhere was not shown there, unless it has revisions."""
    op.add_column(
        "publish_articles",
        sa.Column(
            "own_seen",
            sa.Boolean(),
            nullable=False,
            server_default=sa.true(),
            comment="whether a page at its canonical URL has shown it",
        ),
    )
    articles = sa.table(
        "publish_articles",
        sa.column("revision", sa.Integer()),
        sa.column("via", sa.String()),
        sa.column("url", sa.String()),
        sa.column("own_seen", sa.Boolean()),
    )
    elsewhere = (articles.c.revision == 1, articles.c.via != articles.c.url)
    op.execute(sa.update(articles).where(*elsewhere).values(own_seen=sa.false()))
