"""The account."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

COUNTS = (
    "visits", "new", "read", "unreadable", "confidence",
    "title", "authors", "published_at", "section", "tags", "image", "description",
    "bot_challenge", "payment_required", "login_required", "legal_block", "consent_wall",
    "paywalled", "http_403", "robots_denied", "rights_reserved",
)  # fmt: skip


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "ledger_urls",
        sa.Column("submission_id", sa.String(length=200), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column(
            "url_hash",
            sa.LargeBinary(length=16),
            nullable=False,
            comment="an index takes no long URL",
        ),
        sa.Column("submitted_at", sa.Double(), nullable=False, comment="Unix time, seconds"),
        sa.Column("outcome_id", sa.String(length=36), comment="null: not answered yet"),
        sa.Column("outcome", sa.String()),
        sa.Column("reason", sa.String()),
        sa.Column("article_id", sa.String(length=32)),
        sa.Column("decided_at", sa.Double(), comment="Unix time, seconds"),
        sa.Column("answer", sa.LargeBinary(), comment="the outcome event, JSON"),
        sa.Column("trace_id", sa.String(length=32)),
        sa.Column("superseded", sa.Integer(), server_default="0", nullable=False),
        sa.Column("conflicts", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("submission_id"),
    )
    op.create_index("ledger_by_article", "ledger_urls", ["article_id"])
    op.create_index("ledger_by_url", "ledger_urls", ["url_hash"])
    op.create_index(
        "ledger_open",
        "ledger_urls",
        ["submitted_at"],
        sqlite_where=sa.text("outcome_id IS NULL"),
        postgresql_where=sa.text("outcome_id IS NULL"),
    )
    op.create_table(
        "ledger_topics",
        sa.Column("topic", sa.String(length=100), nullable=False),
        sa.Column("partition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("topic_id", sa.String(length=36)),
        sa.Column("start", sa.BigInteger(), nullable=False, comment="offset of the oldest message"),
        sa.Column(
            "reached", sa.BigInteger(), nullable=False, comment="offset up to which all is known"
        ),
        sa.Column("seen_at", sa.Double(), nullable=False, comment="Unix time, seconds"),
        sa.PrimaryKeyConstraint("topic", "partition"),
    )
    _make_site_tables()


def _make_site_tables() -> None:
    op.create_table(
        "ledger_site_days",
        sa.Column("site", sa.String(length=255), nullable=False),
        sa.Column(
            "day", sa.Integer(), autoincrement=False, nullable=False, comment="since 1970, UTC"
        ),
        *(sa.Column(name, sa.Double(), nullable=False) for name in COUNTS),
        sa.PrimaryKeyConstraint("site", "day"),
    )
    op.create_table(
        "ledger_sites",
        sa.Column("site", sa.String(length=255), nullable=False),
        sa.Column("states", sa.LargeBinary(), comment="JSON; null: the site is to be forgotten"),
        sa.Column("changed_at", sa.Double(), nullable=False, comment="Unix time, seconds"),
        sa.Column("version", sa.Integer(), nullable=False, comment="+1 for each change"),
        sa.Column("said", sa.Integer(), nullable=False, comment="version that was sent last"),
        sa.PrimaryKeyConstraint("site"),
    )
