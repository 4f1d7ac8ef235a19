"""The fetch service's tables hang on this one `MetaData`; intake has its own in `answered.py`.

A column `host` of theirs holds what politeness counts a URL to, elsewhere called its group: its
host, or its site where `group_by` says so. The column keeps its name: workers of the version
before go on for a while beside those that have upgraded the tables.
"""

from pathlib import Path

from sqlalchemy import MetaData

METADATA = MetaData(info={"revisions": Path(__file__).with_name("migrations")})
