"""An article that is no longer there: one last event says why, then its key has no value.

Work function for `Store.call`, and the messages that follow from it.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import Connection

from schemas.envelope import REVISION, Envelope, Message, encode, trace_headers
from schemas.events import ArticleRetracted, Outcome
from schemas.identity import event_id
from schemas.outcomes import OutcomeKind
from schemas.pipeline import PUBLISH, PUBLISHED, RETRACTED
from services.publish.revisions.known import Gone, Known
from services.publish.rows.articles import Articles
from services.stage.endings import Done, Said


class Retraction(NamedTuple):
    """An article that an answer calls gone."""

    article_id: str
    gone: Gone


def retraction(envelope: Envelope[Outcome]) -> Retraction | None:
    """Read it from an outcome; None where that says nothing of the kind."""
    outcome = envelope.data
    if outcome.outcome is not OutcomeKind.GONE or outcome.article_id is None:
        return None
    return Retraction(outcome.article_id, Gone(envelope.id, outcome.decided_at))


def retract(connection: Connection, items: Sequence[Retraction]) -> Sequence[Known | None]:
    """Note that articles are gone; return each that this very answer has ended, however often said.

    None for one that nobody knows, that went by another answer, or whose newest page is later.
    """
    articles = Articles(connection, {item.article_id for item in items})
    answers = []
    for article_id, gone in items:
        article = articles.get(article_id)
        if article is not None and article.gone is None and article.fetched_at <= gone.at:
            article = replace(article, gone=gone)
            articles.change(article_id, article)
        is_mine = article is not None and article.gone is not None and article.gone.by == gone.by
        answers.append(article if is_mine else None)
    articles.save()
    return answers


def tell_followers(envelope: Envelope[Outcome], article: Known | None) -> Said | Done:
    """Return the messages to followers of an article that `retract` returned; always the same."""
    article_id = envelope.data.article_id
    if article is None or article_id is None:
        return Done()
    event = retracted_event(envelope, article_id, article)
    headers = [
        ("ce_id", event.id.encode()),
        (REVISION, str(article.revision).encode()),
        *trace_headers(envelope.passport, is_public=True),
    ]
    nothing = Message(article_id.encode(), None, headers)
    return Said(((RETRACTED, encode(event, article_id)), (PUBLISHED, nothing)), "done")


def retracted_event(
    envelope: Envelope[Outcome], article_id: str, article: Known
) -> Envelope[ArticleRetracted]:
    """Make the last event of an article."""
    outcome = envelope.data
    data = ArticleRetracted(
        article_id=article_id,
        canonical_url=article.url,
        revision=article.revision,
        first_seen_at=article.first_seen_at,
        reason=outcome.reason,
        detail=outcome.detail,
        submission_id=outcome.submission_id,
        retracted_at=outcome.decided_at,
    )
    return Envelope(
        id=event_id(envelope.id, RETRACTED.name),
        source=f"newsreel/{PUBLISH.stage}",
        time=outcome.decided_at,
        passport=envelope.passport,
        data=data,
    )
