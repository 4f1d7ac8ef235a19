"""Pages that a test wrote as strings, parsed, and their metadata."""

from datetime import datetime

from schemas.events import PageFetched
from schemas.passport import Hints
from services.extract.markup.decoding import Decoded
from services.extract.markup.document import Document, parse_document, read_document
from services.extract.metadata.metadata import read_metadata
from services.extract.metadata.model import Metadata

NO_HINTS = Hints()


def metadata_of(url: str, html: str, fetched_at: datetime, hints: Hints = NO_HINTS) -> Metadata:
    decoded = Decoded(html, "utf-8", html.encode("utf-8", "replace"))
    document = parse_document(url, decoded, fetched_at)
    assert document is not None
    return read_metadata(document, hints)


def document_of(page: PageFetched) -> Document:
    document = read_document(page)
    assert isinstance(document, Document)
    return document
