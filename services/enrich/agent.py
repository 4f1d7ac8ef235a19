"""`articles.extracted.v1` → enrich → `articles.enriched.v1`."""

from faust.types import StreamT

from schemas.envelope import Envelope
from schemas.events import ArticleEnriched, ArticleExtracted
from schemas.pipeline import ENRICH
from services import metrics
from services.enrich.enrich import enrich, warm
from services.stage.continuity.watch import Continuity
from services.stage.stage import Stage
from services.stage.workers.pool import WorkerPool

IN_FLIGHT_MAX = 64
"""Articles in line for the one worker, of a few milliseconds each: it never waits for Kafka.

No setting: more places only make a longer line, and a later deadline with it.
"""

workers = WorkerPool(
    enrich,
    size=1,
    warm=warm,
    on_restart=lambda reason: metrics.WORKER_RESTARTS.labels(reason).inc(),
)
stage = Stage(
    ENRICH,
    in_flight_max=IN_FLIGHT_MAX,
    queue_wait_seconds=workers.queue_wait_seconds(IN_FLIGHT_MAX),
)
app = stage.app
stage.use(workers)
stage.use(Continuity(stage))


@app.agent(stage.source)
async def enrich_articles(stream: StreamT[bytes]) -> None:
    """Add language, summary, keywords and counts to articles."""
    await stage.drain(stream, enriched)


async def enriched(envelope: Envelope[ArticleExtracted]) -> ArticleEnriched:
    """Enrich one article in the worker process."""
    return await workers.run(envelope.data)
