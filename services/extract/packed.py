"""What a worker process gets and gives: the page as fetch sent it in, the article as JSON out.

Bytes cross the pipe both ways, a page compressed, and no model is made twice or pickled. The
service names this function and reads no page: what reads one is imported by the worker alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.events import PageFetched
from schemas.packed import Packed, pack, unpack
from schemas.passport import Hints
from schemas.pipeline import EXTRACTED
from services.extract.extraction import Extraction
from services.extract.site_boilerplate.boilerplate import SeenLine
from services.extract.worker import extract_page
from services.stage.endings import Ended


@dataclass(frozen=True, slots=True)
class PackedExtraction:
    """An article, and the little of an extraction that the service looks at."""

    article: Packed
    canonical_url: str
    paywalled: bool | None
    confidence: float
    sources: Mapping[str, str]
    lines: tuple[SeenLine, ...]
    passes: tuple[str, ...]


def extract_packed(
    page: Packed, hints: Hints, packed_memory: bytes | None
) -> PackedExtraction | Ended:
    """Extract a page with what is known of its host, or raise `BadEnvelope`."""
    found = extract_page(unpack(page, PageFetched), hints, packed_memory)
    return found if isinstance(found, Ended) else _packed(found)


def _packed(found: Extraction) -> PackedExtraction:
    article = found.article
    return PackedExtraction(
        pack(article, getattr(article, EXTRACTED.key)),
        article.canonical_url,
        article.paywalled,
        article.confidence,
        article.sources,
        found.lines,
        found.passes,
    )
