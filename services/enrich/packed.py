"""What the worker process does: JSON in, JSON out.

Bytes cross the pipe both ways, and no model is made twice or pickled.
"""

from schemas.events import ArticleEnriched, ArticleExtracted
from schemas.packed import Packed, pack, unpack
from schemas.pipeline import ENRICHED
from services.enrich.enrich import ENRICHER_VERSION, enrich
from services.enrich.enrichers import in_force
from services.gc_pause import uncollected

WORKER = "worker"
"""How `enrich_errors` and the metric name what cost an article all fields."""


@uncollected
def enrich_packed(article: Packed) -> tuple[Packed, tuple[str, ...]]:
    """Enrich an article; also name the fields that failed. Raises `BadEnvelope`."""
    enriched = enrich(unpack(article, ArticleExtracted), in_force())
    return _packed(enriched)


def unenriched(article: Packed, error: Exception) -> tuple[Packed, tuple[str, ...]]:
    """Return an article that its worker did not live through: as it came, and why."""
    extracted = unpack(article, ArticleExtracted)
    enriched = ArticleEnriched(
        **dict(extracted),
        enrich_errors={WORKER: f"{type(error).__name__}: {error}"},
        enricher_version=ENRICHER_VERSION,
    )
    return _packed(enriched)


def _packed(enriched: ArticleEnriched) -> tuple[Packed, tuple[str, ...]]:
    return pack(enriched, getattr(enriched, ENRICHED.key)), tuple(enriched.enrich_errors)
