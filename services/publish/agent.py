"""`articles.enriched.v1` → publish → `articles.published.v1` and the final answer."""

from datetime import timedelta

from faust.types import StreamT

from schemas.envelope import Envelope
from schemas.events import ArticleEnriched
from schemas.identity import outcome_id
from schemas.outcomes import Reason
from schemas.pipeline import PUBLISH
from services import metrics
from services.clock import now
from services.publish.decisions import KEPT_SECONDS, Old, Seen, decide_all, forget_before
from services.publish.publish import fingerprints, publish
from services.publish.tables import METADATA
from services.stage.endings import Ended, Published
from services.stage.stage import Stage
from services.stage.store.store import store_of

FORGET_EVERY_SECONDS = 3600.0
FORGOTTEN_AT_ONCE = 10_000
"""Rows per transaction: few enough that new decisions do not wait for long."""

stage = Stage(PUBLISH)
app = stage.app
store = store_of(stage.settings, "publish", METADATA)
stage.use(store)


@app.agent(stage.source)
async def publish_articles(stream: StreamT[bytes]) -> None:
    """Publish what is new or changed, and answer every submission."""
    await stage.drain(stream, decide, in_order_of_key=True)


async def forget() -> None:
    """Drop decisions on submissions whose events are out of every topic."""
    old = Old(now() - timedelta(seconds=KEPT_SECONDS), FORGOTTEN_AT_ONCE)
    while await store.call(forget_before, old):
        pass


stage.every(FORGET_EVERY_SECONDS, forget)


async def decide(envelope: Envelope[ArticleEnriched]) -> Published | Ended:
    """Let the store decide, once for each answer."""
    article, passport = envelope.data, envelope.passport
    verdict = await store.call(
        decide_all,
        Seen(
            answer_id=outcome_id(passport.submission_id, passport.supersedes),
            event_id=envelope.id,
            article_id=article.article_id,
            url=article.url,
            canonical_url=article.canonical_url,
            fingerprints=fingerprints(article),
            now=now(),
        ),
    )
    ending = publish(article, passport, verdict.decision)
    if not verdict.stands:
        # the answer is given again, the article is not sent
        return Ended(
            ending.reason, article_id=verdict.article_id, revision=verdict.decision.revision
        )
    _count(envelope, ending)
    return ending


def _count(envelope: Envelope[ArticleEnriched], ending: Published | Ended) -> None:
    if isinstance(ending, Ended):
        metrics.DUPLICATES.labels(ending.reason.value).inc()
        return
    if ending.reason is Reason.REVISION:
        metrics.REVISIONS.inc()
    metrics.END_TO_END.observe((now() - envelope.passport.submitted_at).total_seconds())
    if envelope.data.published_at is not None:
        metrics.FRESHNESS.observe((now() - envelope.data.published_at).total_seconds())
