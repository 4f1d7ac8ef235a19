"""`newsreel replay extract --compare`: what today's rules would change, field by field."""

import asyncio
import difflib
import sqlite3
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

import orjson
from rich.console import Console

from schemas.events import ArticleExtracted, PageFetched
from schemas.packed import BadEnvelope
from schemas.pipeline import FETCHED, PUBLISHED
from services.cli.clients.reader import Reader
from services.cli.output.terminal import Terminal, print_json, print_line
from services.cli.steer.pages import Window, choose, pages
from services.cli.steer.replay import say
from services.extract.extraction import Extraction
from services.extract.site_boilerplate.store import load
from services.extract.tables import METADATA
from services.extract.worker import extract_page, warm_up
from services.settings import Settings
from services.stage.endings import Ended
from services.stage.operator.replays import StoredPage
from services.stage.store.errors import StoreUnavailable
from services.stage.store.store import Store, store_of
from services.stage.workers.errors import WorkerError
from services.stage.workers.pool import WorkerPool

ABOUT_THE_RUN = {
    "article_id", "url", "variant", "fetched_at", "extractor_version", "confidence", "sources",
    "boilerplate_lines_dropped",
}  # fmt: skip
FIELDS = [name for name in ArticleExtracted.model_fields if name not in ABOUT_THE_RUN]
SHOWN_LINES, SHOWN_CHARACTERS = 8, 160


@dataclass(frozen=True, slots=True)
class Comparison:
    """One page: what extraction makes of it now, against what is published."""

    url: str
    status: str
    """`same`, `changed`, `other_page` (what is published was read from another URL of the article),
    `unpublished` (an article that is not on the topic), or `rejected`."""
    article_id: str | None = None
    reason: str | None = None
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Field → what is published (`was`) and what it would be (`now`)."""


class PublishedArticles:
    """The latest of each article on the topic, in a temporary file of SQLite's."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("")
        self._file.execute("CREATE TABLE articles (id BLOB PRIMARY KEY, value BLOB)")

    async def read(self, settings: Settings) -> None:
        """Read the topic to its end."""
        async with Reader(settings, PUBLISHED.name, from_beginning=True) as reader:
            async for record in reader.until_end():
                self.put(record.key, record.value)

    def put(self, key: bytes, value: bytes | None) -> None:
        """Take a message; None is a tombstone."""
        self._file.execute("INSERT OR REPLACE INTO articles VALUES (?, ?)", (key, value))

    def get(self, article_id: str) -> dict[str, Any] | None:
        """Return an article as it was published."""
        query = "SELECT value FROM articles WHERE id = ?"
        row = self._file.execute(query, (article_id.encode(),)).fetchone()
        return orjson.loads(row[0]) if row and row[0] else None


def compared(url: str, result: Extraction | Ended, published: PublishedArticles) -> Comparison:
    """Set an extraction against what is published of the article."""
    if isinstance(result, Ended):
        return Comparison(url, "rejected", reason=result.reason.value)
    article = result.article
    before = published.get(article.article_id)
    if before is None:
        return Comparison(url, "unpublished", article.article_id)
    if before["url"] != article.url:
        return Comparison(url, "other_page", article.article_id)
    after = article.model_dump(mode="json")
    # through the model, so that a field which is new since then has its default
    known = ArticleExtracted.model_validate(before).model_dump(mode="json")
    changes = {
        name: {"was": known[name], "now": after[name]}
        for name in FIELDS
        if known[name] != after[name]
    }
    return Comparison(url, "changed" if changes else "same", article.article_id, fields=changes)


async def compare(settings: Settings, window: Window, as_json: bool, console: Console) -> int:
    """Print a comparison of each chosen page, then counts; publishes nothing."""
    chosen = await choose(settings, window)
    say(chosen, "comparing", console)
    published = PublishedArticles()
    await published.read(settings)
    comparisons = _comparisons(settings, pages(settings, window, chosen), published)
    await report(comparisons, as_json, Terminal(), console)
    return 0


async def report(
    comparisons: AsyncGenerator[Comparison, None], as_json: bool, out: Console, console: Console
) -> None:
    """Print each comparison to `out` and the counts to `console`; end the comparing in any case."""
    statuses: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    async with aclosing(comparisons):
        async for each in comparisons:
            statuses[each.status] += 1
            changed.update(each.fields.keys())
            if as_json:
                print_json(each)
            elif each.status not in ("same", "other_page"):
                _show(each, out)
    for status, count in statuses.most_common():
        console.print(f"{status:<14} {count:,}")
    for name, count in changed.most_common():
        console.print(f"  {name:<22} differs on {count:,}")


async def _comparisons(
    settings: Settings, stored: AsyncIterator[StoredPage], published: PublishedArticles
) -> AsyncGenerator[Comparison, None]:
    sites = await _sites(settings)
    size = settings.worker_processes
    workers = WorkerPool(
        extract_page,
        warm=warm_up,
        size=size,
        time_limit_seconds=settings.extract_timeout_seconds,
        memory_limit_bytes=settings.extract_memory_bytes,
    )
    async with workers:
        running: set[asyncio.Task[Comparison]] = set()
        async for page in stored:
            running.add(asyncio.create_task(_one(workers, sites, page, published)))
            if len(running) >= size * 2:
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    yield task.result()
        for finished in asyncio.as_completed(running):
            yield await finished
    if sites:
        await sites.stop()


async def _one(
    workers: WorkerPool[Extraction | Ended],
    sites: Store | None,
    stored: StoredPage,
    published: PublishedArticles,
) -> Comparison:
    try:
        page = stored.record.decode(FETCHED).data
    except BadEnvelope:
        return Comparison(stored.page.final_url, "rejected", reason="undecodable")
    assert isinstance(page, PageFetched)
    known = await sites.call(load, page.host) if sites else None
    try:
        result = await workers.run(page, stored.passport.hints, known.memory if known else None)
    except WorkerError as error:
        return Comparison(page.final_url, "rejected", reason=type(error).__name__)
    return compared(page.final_url, result, published)


async def _sites(settings: Settings) -> Store | None:
    """The service's memory of sites, so that what it leaves out is left out here too."""
    if not settings.extract_site_memory:
        return None
    store = store_of(settings, "extract", METADATA)
    try:
        await store.start()
    except StoreUnavailable:
        return None
    return store


def _show(each: Comparison, console: Console) -> None:
    print_line(each.url, console, "bold")
    if each.status != "changed":
        console.print(f"  {each.status}{f': {each.reason}' if each.reason else ''}")
    for name, change in each.fields.items():
        was, now = _lines(change["was"]), _lines(change["now"])
        lines = list(difflib.unified_diff(was, now, n=0, lineterm=""))[2:]
        changes = [line for line in lines if not line.startswith("@@")]
        console.print(f"  {name}")
        for line in changes[:SHOWN_LINES]:
            style = "green" if line.startswith("+") else "red"
            print_line(f"    {line[:SHOWN_CHARACTERS]}", console, style)
        if len(changes) > SHOWN_LINES:
            console.print(f"    … {len(changes) - SHOWN_LINES} more lines", style="dim")


def _lines(value: Any) -> list[str]:
    if isinstance(value, str):
        return value.split("\n")
    if isinstance(value, list):
        return [each if isinstance(each, str) else orjson.dumps(each).decode() for each in value]
    return [orjson.dumps(value).decode()]
