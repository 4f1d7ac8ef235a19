"""Metadata of a page that a test wrote as a string."""

from datetime import datetime

from schemas.passport import Hints
from services.extract.markup.document import parse_document
from services.extract.metadata.metadata import read_metadata
from services.extract.metadata.model import Metadata

NO_HINTS = Hints()


def metadata_of(url: str, html: str, fetched_at: datetime, hints: Hints = NO_HINTS) -> Metadata:
    document = parse_document(url, html, "utf-8", fetched_at)
    assert document is not None
    return read_metadata(document, hints)
