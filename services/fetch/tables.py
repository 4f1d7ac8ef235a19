"""The fetch service's tables hang on this one `MetaData`; intake has its own in `seen.py`."""

from pathlib import Path

from sqlalchemy import MetaData

METADATA = MetaData(info={"revisions": Path(__file__).with_name("migrations")})
