"""What the worker process does: JSON in, JSON out.

Bytes cross the pipe both ways, and no model is made twice or pickled.
"""

from schemas.envelope import Packed, pack, unpack
from schemas.events import ArticleExtracted
from schemas.pipeline import ENRICHED
from services.enrich.enrich import enrich
from services.enrich.enrichers import in_force
from services.gc_pause import uncollected


@uncollected
def enrich_packed(article: Packed) -> tuple[Packed, tuple[str, ...]]:
    """Enrich an article; also name the fields that failed. Raises `BadEnvelope`."""
    enriched = enrich(unpack(article, ArticleExtracted), in_force())
    return pack(enriched, getattr(enriched, ENRICHED.key)), tuple(enriched.enrich_errors)
