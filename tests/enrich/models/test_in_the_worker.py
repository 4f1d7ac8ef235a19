"""The models in the stage's worker process, which is forked from one that has loaded them."""

import pytest

from schemas.events import ArticleEnriched, ArticleExtracted
from schemas.packed import Packed
from services.enrich.enrichers import warm
from services.enrich.packed import enrich_packed
from services.stage.workers.pool import WorkerPool
from tests.support.articles import article, cases
from tests.support.models import needs


@needs("ner-en")
@needs("ner-ru")
@needs("embed")
async def test_the_worker_has_them_loaded_before_its_first_article(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NEWSREEL_ENRICH_MODELS", "ner-en,ner-ru,embed")
    async with WorkerPool(enrich_packed, size=1, warm=warm) as pool:
        for language, source in (("en", "en_core_web_sm"), ("ru", "slovnet_ner_news_v1")):
            case = cases()[language]
            extracted = article(f"{case['text']}\nReuters, BBC", title=case["title"])
            packed = Packed(ArticleExtracted.type, extracted.model_dump_json().encode())
            answer, failed = await pool.run(packed)
            enriched = ArticleEnriched.model_validate_json(answer.payload)
            assert failed == ()
            assert enriched.embedding is not None
            named = [*enriched.people, *enriched.organisations]
            assert {each.source for each in named} == {source}
