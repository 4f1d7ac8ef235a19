"""Counts of each site and day, and the states that were found."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Double, Integer, LargeBinary, String, Table

from services.ledger.sites.tally import COUNTS, SITE_MAX_CHARACTERS
from services.ledger.tables import METADATA

DAYS = Table(
    "ledger_site_days",
    METADATA,
    Column("site", String(SITE_MAX_CHARACTERS), primary_key=True),
    Column("day", Integer, primary_key=True, autoincrement=False, comment="since 1970, UTC"),
    *(Column(name, Double, nullable=False) for name in COUNTS),
)

STATES = Table(
    "ledger_sites",
    METADATA,
    Column("site", String(SITE_MAX_CHARACTERS), primary_key=True),
    Column("states", LargeBinary, comment="JSON; null: the site is to be forgotten"),
    Column("changed_at", Double, nullable=False, comment="Unix time, seconds"),
    Column("version", Integer, nullable=False, comment="+1 for each change"),
    Column("said", Integer, nullable=False, comment="version that was sent last"),
)


def added(new: Any) -> Mapping[str, Any]:
    """Add counts to those that are there."""
    return {name: DAYS.c[name] + new[name] for name in COUNTS}
