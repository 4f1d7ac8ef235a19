"""`articles.extracted.v1` → enrich → `articles.enriched.v1`."""

from faust.types import StreamT

from schemas.envelope import Envelope
from schemas.packed import Packed
from schemas.pipeline import ENRICH, EXTRACTED
from services import metrics
from services.enrich.enrichers import in_force, warm
from services.enrich.packed import enrich_packed, unenriched
from services.stage.continuity.watch import Continuity
from services.stage.stage import Stage
from services.stage.workers.errors import WorkerCrash, WorkerMemory, WorkerTimeout
from services.stage.workers.pool import WorkerPool

IN_FLIGHT_MAX = 64
"""Articles in line for the one worker, of a few milliseconds each: it never waits for Kafka.

No setting: more places only make a longer line, and a later deadline with it.
"""

in_force()  # a model that is asked for and not installed is said before anything starts
workers = WorkerPool(
    enrich_packed,
    size=1,
    warm=warm,
    on_restart=lambda reason: metrics.WORKER_RESTARTS.labels(reason).inc(),
)
stage = Stage(
    ENRICH,
    lambda record: record.decode_packed(EXTRACTED),
    in_flight_max=IN_FLIGHT_MAX,
    queue_wait_seconds=workers.queue_wait_seconds(IN_FLIGHT_MAX),
)
app = stage.app
stage.use(workers, beside=True)
stage.use(Continuity(stage))


@app.agent(stage.source)
async def enrich_articles(stream: StreamT[bytes]) -> None:
    """Add to articles what their text says about itself."""
    await stage.drain(stream, enrich_one)


async def enrich_one(envelope: Envelope[Packed]) -> Packed:
    """Enrich one article, and count what failed; at worst it goes on as it came."""
    try:
        article, failed = await workers.run(envelope.data)
    except (WorkerTimeout, WorkerMemory, WorkerCrash) as error:
        article, failed = unenriched(envelope.data, error)
    for field in failed:
        metrics.ENRICH_ERRORS.labels(field).inc()
    return article
