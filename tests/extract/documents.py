"""Metadata of a page that a test wrote as a string."""

from datetime import datetime

from schemas.passport import Hints
from services.extract.markup.decoding import Decoded
from services.extract.markup.document import parse_document
from services.extract.metadata.metadata import read_metadata
from services.extract.metadata.model import Metadata

NO_HINTS = Hints()


def metadata_of(url: str, html: str, fetched_at: datetime, hints: Hints = NO_HINTS) -> Metadata:
    decoded = Decoded(html, "utf-8", html.encode("utf-8", "replace"))
    document = parse_document(url, decoded, fetched_at)
    assert document is not None
    return read_metadata(document, hints)
