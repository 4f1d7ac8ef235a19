"""The whole step as the service runs it: worker pool and its limits, verdicts, memory of sites."""

from collections.abc import Awaitable, Callable

from schemas.envelope import Envelope
from schemas.outcomes import Reason
from schemas.packed import Packed, read_name
from services import metrics
from services.clock import now
from services.extract.packed import PackedExtraction, extract_packed
from services.extract.site_boilerplate.cache import (
    FORGET_EVERY_SECONDS,
    WRITE_EVERY_SECONDS,
    SiteMemoryCache,
)
from services.extract.tables import METADATA
from services.extract.worker import warm_up
from services.settings import Settings
from services.stage.endings import Ended
from services.stage.store.store import store_of
from services.stage.workers.errors import WorkerCrash, WorkerMemory, WorkerTimeout
from services.stage.workers.pool import WorkerPool

ENDINGS = {
    WorkerTimeout: Reason.EXTRACT_TIMEOUT,
    WorkerMemory: Reason.EXTRACT_MEMORY,
    WorkerCrash: Reason.EXTRACT_CRASH,
}


class ExtractStep:
    """A page in, an article or a reason out; `workers` and `sites` start before the first page."""

    def __init__(self, settings: Settings) -> None:
        self.workers = WorkerPool(
            extract_packed,
            warm=warm_up,
            size=settings.worker_processes,
            time_limit_seconds=settings.extract_timeout_seconds,
            memory_limit_bytes=settings.extract_memory_bytes,
            on_restart=lambda reason: metrics.WORKER_RESTARTS.labels(reason).inc(),
        )
        self._paywall_policy = settings.paywall_policy
        self.sites: SiteMemoryCache | None = None
        if settings.extract_site_memory:
            self.sites = SiteMemoryCache(store_of(settings, "extract", METADATA))

    @property
    def housekeeping(self) -> list[tuple[float, Callable[[], Awaitable[None]]]]:
        """What must be done every so many seconds."""
        if self.sites is None:
            return []
        return [(WRITE_EVERY_SECONDS, self.sites.write), (FORGET_EVERY_SECONDS, self.sites.forget)]

    async def __call__(self, envelope: Envelope[Packed]) -> Packed | Ended:
        """Extract one page in a worker process; a page that costs its worker gets its reason.

        Raises `BadEnvelope` where the page cannot be read.
        """
        host = read_name(envelope.data, "host")
        known = await self.sites.packed(host) if self.sites else None
        try:
            result = await self.workers.run(envelope.data, envelope.passport.hints, known)
        except tuple(ENDINGS) as error:
            return Ended(ENDINGS[type(error)], str(error)[:300])
        if isinstance(result, Ended):
            return result
        if result.paywalled and self._paywall_policy == "refuse":
            return Ended(
                Reason.PAYWALLED, "the page says so; NEWSREEL_PAYWALL_POLICY=flag lets it by"
            )
        if self.sites:
            await self.sites.learn(host, result.lines, result.canonical_url, now())
        _count(result)
        return result.article


def _count(result: PackedExtraction) -> None:
    metrics.CONFIDENCE.observe(result.confidence)
    for name in result.passes:
        metrics.PASSES.labels(name).inc()
    for field, source in result.sources.items():
        metrics.FIELD_PRESENT.labels(field, source).inc()
