"""`newsreel check --url`: one URL through all stages, without Kafka and without the store."""

import time
from collections.abc import Callable
from typing import TypeVar

from rich.console import Console

from schemas.events import ArticleExtracted
from services.cli.clients.page import accept_url, fetch_page
from services.cli.output.advice import setting_for
from services.cli.setup.check import Finding, show
from services.settings import Settings
from services.stage.endings import Ended

T = TypeVar("T")


async def check_url(settings: Settings, url: str, console: Console) -> int:
    """Print a line for each stage and what the article is; exit code 1 where there is none."""
    from services.enrich.enrich import enrich
    from services.enrich.enrichers import enrichers
    from services.extract.extract import extract

    accepted = accept_url(settings, url)
    if isinstance(accepted, Ended):
        return _end("intake", accepted, console)
    show(Finding("intake", f"accepted as {accepted.url}"), console)
    page = await fetch_page(settings, accepted)
    if isinstance(page, Ended):
        return _end("fetch", page, console)
    show(
        Finding("fetch", f"{page.status}, {len(page.body):,} bytes, {page.fetch_ms:.0f} ms"),
        console,
    )
    extraction, seconds = _timed(lambda: extract(page))
    if isinstance(extraction, Ended):
        return _end("extract", extraction, console)
    article: ArticleExtracted = extraction.article
    show(Finding("extract", f"{article.title!r}, {seconds * 1000:.0f} ms"), console)
    enriched, seconds = _timed(lambda: enrich(article, enrichers(settings)))
    words = ", ".join(each.text for each in enriched.keywords[:5])
    said = f"{enriched.language or 'no language'}; {words}; {seconds * 1000:.0f} ms"
    show(Finding("enrich", said), console)
    return 0


def _end(stage: str, ended: Ended, console: Console) -> int:
    said = f"{ended.reason.outcome}: {ended.reason}"
    said += f", {ended.detail}" if ended.detail else ""
    setting = setting_for(ended.reason, ended.detail)
    show(Finding(stage, said + (f" ({setting})" if setting else ""), wrong=True), console)
    return 1


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    """Run `work`; return its result and how many seconds it took."""
    began = time.perf_counter()
    return work(), time.perf_counter() - began
