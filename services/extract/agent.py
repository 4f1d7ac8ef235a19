"""`pages.fetched.v1` → extract → `articles.extracted.v1`."""

from faust.types import StreamT

from schemas.envelope import Envelope
from schemas.events import ArticleExtracted, PageFetched
from schemas.outcomes import Reason
from schemas.pipeline import EXTRACT
from services.extract.extract import Extraction
from services.extract.memory import SiteMemories
from services.extract.tables import METADATA
from services.extract.work import extract_page, warm_up
from services.stage import metrics
from services.stage.endings import Rejected
from services.stage.stage import Stage, now
from services.stage.store import store_of
from services.stage.workers import WorkerCrash, WorkerMemory, WorkerPool, WorkerTimeout

ENDINGS = {
    WorkerTimeout: Reason.EXTRACT_TIMEOUT,
    WorkerMemory: Reason.EXTRACT_MEMORY,
    WorkerCrash: Reason.EXTRACT_CRASH,
}

stage = Stage(EXTRACT, in_flight_max=32)
app = stage.app
workers = WorkerPool(
    extract_page,
    warm=warm_up,
    size=stage.settings.worker_processes,
    time_limit_seconds=stage.settings.extract_timeout_seconds,
    memory_limit_bytes=stage.settings.extract_memory_bytes,
    on_restart=lambda reason: metrics.WORKER_RESTARTS.labels(reason).inc(),
)
stage.use(workers)
sites: SiteMemories | None = None
if stage.settings.extract_site_memory:
    sites = SiteMemories(store_of(stage.settings, "extract", METADATA))
    stage.use(sites)


@app.agent(stage.source)
async def extract_pages(stream: StreamT[bytes]) -> None:
    """Turn fetched pages into articles."""
    await stage.drain(stream, extracted)


async def extracted(envelope: Envelope[PageFetched]) -> ArticleExtracted | Rejected:
    """Extract one page in a worker process; a page that costs its worker gets its reason."""
    host = envelope.data.host
    known = await sites.packed(host) if sites else None
    try:
        result = await workers.run(envelope.data, envelope.passport.hints, known)
    except tuple(ENDINGS) as error:
        return Rejected(ENDINGS[type(error)], str(error)[:300])
    if isinstance(result, Rejected):
        return result
    if sites:
        await sites.learn(host, result.lines, result.article.canonical_url, now())
    _count(result)
    return result.article


def _count(result: Extraction) -> None:
    metrics.CONFIDENCE.observe(result.article.confidence)
    for name in result.passes:
        metrics.PASSES.labels(name).inc()
    for field, source in result.article.sources.items():
        metrics.FIELD_PRESENT.labels(field, source).inc()
