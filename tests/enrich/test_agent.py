"""An article that enrich's worker does not live through goes on all the same."""

import os
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from schemas.envelope import Envelope
from schemas.events import ArticleEnriched, ArticleExtracted
from schemas.packed import BadEnvelope, Packed
from schemas.passport import Passport
from services.enrich import agent
from services.stage.workers.pool import WorkerPool
from tests.support.articles import article

AT = datetime(2026, 11, 28, tzinfo=UTC)
EXTRACTED = article("Ein Text.", title="Ein Titel")


def die(_: object) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def hang(_: object) -> None:
    time.sleep(60)


def refuse(_: object) -> None:
    raise BadEnvelope("no article")


def envelope(payload: bytes) -> Envelope[Packed]:
    passport = Passport(submission_id="s", submitted_url="https://a.example/", submitted_at=AT)
    return Envelope("e", "newsreel/extract", AT, passport, Packed(ArticleExtracted.type, payload))


@pytest.mark.parametrize(("function", "why"), [(die, "WorkerCrash"), (hang, "WorkerTimeout")])
async def test_it_goes_on_as_it_came_and_says_why(
    function: Callable[[object], None], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with WorkerPool(function, size=1, time_limit_seconds=0.5) as pool:
        monkeypatch.setattr(agent, "workers", pool)
        packed = await agent.enrich_one(envelope(EXTRACTED.model_dump_json().encode()))
    enriched = ArticleEnriched.model_validate_json(packed.payload)
    assert enriched.model_dump(include=set(ArticleExtracted.model_fields)) == EXTRACTED.model_dump()
    assert why in enriched.enrich_errors["worker"]
    assert packed.key == EXTRACTED.article_id


async def test_what_is_no_article_is_still_a_bad_envelope(monkeypatch: pytest.MonkeyPatch) -> None:
    async with WorkerPool(refuse, size=1) as pool:
        monkeypatch.setattr(agent, "workers", pool)
        with pytest.raises(BadEnvelope):
            await agent.enrich_one(envelope(b"{}"))
