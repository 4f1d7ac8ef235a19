"""What extract remembers: each host's boilerplate."""

from pathlib import Path

from sqlalchemy import Column, Double, LargeBinary, MetaData, String, Table

METADATA = MetaData(info={"revisions": Path(__file__).with_name("migrations")})

SITES = Table(
    "extract_sites",
    METADATA,
    Column("host", String(255), primary_key=True),
    Column("memory", LargeBinary, nullable=False, comment="SiteMemory, JSON, zstd"),
    Column("updated_at", Double, nullable=False, index=True, comment="Unix time, seconds"),
)
