"""The account: one row per submission, with its final answer once that has come."""

from pathlib import Path

from sqlalchemy import Column, Double, Index, Integer, LargeBinary, MetaData, String, Table, text

from services.stage.continuity.table import topics_table
from services.stage.store.text import Text

METADATA = MetaData(info={"revisions": Path(__file__).with_name("migrations")})

TOPICS = topics_table(METADATA, "ledger")

URLS = Table(
    "ledger_urls",
    METADATA,
    Column("submission_id", String(200), primary_key=True),
    Column("url", Text, nullable=False),
    Column("url_hash", LargeBinary(16), nullable=False, comment="an index takes no long URL"),
    Column("submitted_at", Double, nullable=False, comment="Unix time, seconds"),
    Column("outcome_id", String(36), comment="null: not answered yet"),
    Column("outcome", Text),
    Column("reason", Text),
    Column("article_id", String(32)),
    Column("decided_at", Double, comment="Unix time, seconds"),
    Column("answer", LargeBinary, comment="the outcome event, JSON"),
    Column("superseded", Integer, nullable=False, server_default="0"),
    Column("conflicts", Integer, nullable=False, server_default="0"),
    Column("trace_id", String(32)),
)

Index("ledger_open", URLS.c.submitted_at, sqlite_where=text("outcome_id IS NULL"),
      postgresql_where=text("outcome_id IS NULL"))  # fmt: skip
Index("ledger_by_url", URLS.c.url_hash)
Index("ledger_by_article", URLS.c.article_id)
Index("ledger_by_decision", URLS.c.decided_at)
