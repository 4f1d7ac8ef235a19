"""The fetch service's tables hang on this one `MetaData`; intake has its own in `seen.py`."""

from sqlalchemy import MetaData

METADATA = MetaData()
