from datetime import UTC, datetime

from schemas.passport import Hints
from services.extract.document import Document, parse
from services.extract.metadata import read_metadata


def test_a_page_without_any_metadata_has_none():
    html = "<html><body><p>Words.</p></body></html>"
    tree = parse(html)
    assert tree is not None
    document = Document(
        "https://example.com/a", html, tree, "utf-8", datetime(2024, 5, 1, tzinfo=UTC)
    )
    metadata = read_metadata(document, Hints())
    assert (metadata.title, metadata.published_at, metadata.authors) == (None, None, [])
    assert metadata.canonical_url == "https://example.com/a"
