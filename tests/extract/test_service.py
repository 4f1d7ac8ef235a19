"""The step as the service runs it: a page that costs its worker gets its reason, and no other."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from schemas.envelope import Envelope
from schemas.events import ArticleExtracted, PageFetched
from schemas.outcomes import Reason
from schemas.packed import BadEnvelope, Packed, pack, unpack
from schemas.passport import Passport
from services.extract.service import ExtractStep
from services.settings import Settings
from services.stage.endings import Ended
from tests.support.article_pages import PARAGRAPHS, URL, html, news_page, page, paragraphs
from tests.support.page_hazards import ten_megabytes

HEAVY = page(ten_megabytes("<p>a"))
"""A second of CPU and some hundred megabytes."""


async def answer(step: ExtractStep, data: PageFetched) -> ArticleExtracted | Ended:
    """Let a page take the step, as fetch sends it."""
    found = await step(envelope(pack(data, data.site)))
    return found if isinstance(found, Ended) else unpack(found, ArticleExtracted)


def envelope(data: Packed) -> Envelope[Packed]:
    at = datetime(2026, 5, 4, tzinfo=UTC)
    passport = Passport(submission_id="1", submitted_url=URL, submitted_at=at)
    return Envelope("1", "newsreel/fetch", at, passport, data)


@asynccontextmanager
async def running(tmp_path: Path, **limits: Any) -> AsyncIterator[ExtractStep]:
    """A started step with one worker and a store of its own."""
    settings = Settings(store=f"sqlite:///{tmp_path}", worker_processes=1, **limits)
    step = ExtractStep(settings)
    parts = [part for part in (step.workers, step.sites) if part]
    for part in parts:
        await part.start()
    try:
        yield step
    finally:
        for part in reversed(parts):
            await part.stop()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        ({"extract_timeout_seconds": 0.2}, Reason.EXTRACT_TIMEOUT),
        ({"extract_memory_bytes": 160_000_000}, Reason.EXTRACT_MEMORY),
    ],
)
async def test_a_page_beyond_a_limit_gets_its_reason_and_the_next_one_is_read(
    tmp_path: Path, limits: dict[str, float], reason: Reason
) -> None:
    async with running(tmp_path, **limits) as step:
        heavy = await answer(step, HEAVY)
        assert isinstance(heavy, Ended)
        assert heavy.reason is reason
        answers = [await answer(step, news_page()) for _ in range(3)]
        assert any(isinstance(each, ArticleExtracted) for each in answers)


@pytest.mark.slow
async def test_a_page_whose_workers_die_twice_is_an_extract_crash(tmp_path: Path) -> None:
    async with running(tmp_path) as step:
        killer = asyncio.create_task(_kill_workers(step))
        crashed = await answer(step, HEAVY)
        killer.cancel()
        assert isinstance(crashed, Ended)
        assert crashed.reason is Reason.EXTRACT_CRASH
        assert isinstance(await answer(step, news_page()), ArticleExtracted)


async def _kill_workers(step: ExtractStep) -> None:
    while True:
        await asyncio.sleep(0.1)
        for pid in step.workers.pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSEGV)


async def test_one_body_under_many_addresses_is_whole_under_each_of_them(tmp_path: Path) -> None:
    """2,162 URLs with one body were seen: a line on every page of a site is not its boilerplate."""
    body = html(paragraphs(PARAGRAPHS))
    async with running(tmp_path) as step:
        urls = [f"https://news.example/{n}/harbour" for n in range(60)]
        answers = [await answer(step, page(body, url)) for url in urls]
    found = [each for each in answers if isinstance(each, ArticleExtracted)]
    assert [each.url for each in found] == urls
    assert len({each.article_id for each in found}) == len(urls)
    assert {each.text for each in found} == {"\n".join(PARAGRAPHS)}
    assert {each.boilerplate_lines_dropped for each in found} == {0}


async def test_a_page_that_comes_again_is_read_the_same_again(tmp_path: Path) -> None:
    """Neither what trafilatura holds nor the memory of the site changes it."""
    async with running(tmp_path) as step:
        answers = [await answer(step, news_page()) for _ in range(6)]
    assert (
        len({each.model_dump_json() for each in answers if isinstance(each, ArticleExtracted)}) == 1
    )


async def test_a_page_that_cannot_be_unpacked_is_a_bad_envelope(tmp_path: Path) -> None:
    """So that it becomes a dead letter of that reason, wherever it is unpacked."""
    whole = pack(news_page(), "k")
    async with running(tmp_path) as step:
        for damaged in (replace(whole, payload=b"<html>"), replace(whole, meta=b"[]")):
            with pytest.raises(BadEnvelope):
                await step(envelope(damaged))
        assert isinstance(await answer(step, news_page()), ArticleExtracted)


@pytest.mark.slow
@pytest.mark.parametrize("policy", ["flag", "refuse"])
async def test_a_paywalled_article_is_published_or_refused_by_policy(
    tmp_path: Path, policy: str
) -> None:
    stated = '{"@type": "NewsArticle", "headline": "A", "isAccessibleForFree": false}'
    locked = f'<script type="application/ld+json">{stated}</script>'
    given = page(html(paragraphs(PARAGRAPHS)).replace("<main>", f"{locked}<main>"))
    async with running(tmp_path, paywall_policy=policy) as step:
        end = await answer(step, given)
    if policy == "flag":
        assert isinstance(end, ArticleExtracted)
        assert end.paywalled
    else:
        assert isinstance(end, Ended)
        assert end.reason is Reason.PAYWALLED
        assert "NEWSREEL_PAYWALL_POLICY" in (end.detail or "")
