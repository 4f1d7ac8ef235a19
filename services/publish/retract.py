"""An article that is no longer there: its key has no value any more, and a last event says why.

Work function for `Store.call`, and the messages that follow from it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from schemas.envelope import REVISION, Envelope, Message, encode, trace_headers
from schemas.events import ArticleRetracted, Outcome
from schemas.identity import event_id
from schemas.outcomes import OutcomeKind, Reason
from schemas.passport import Passport
from schemas.pipeline import PUBLISH, PUBLISHED, RETRACTED
from schemas.topic import Topic
from services.publish.revisions.addresses import ends_with, normalised
from services.publish.revisions.known import End, Gone, Known
from services.publish.rows.articles import Articles
from services.publish.tables import ARTICLES
from services.stage.endings import Done, Said
from services.stage.store.lookup import read_rows


class Retraction(NamedTuple):
    """An article that an answer calls gone."""

    article_id: str
    gone: Gone
    url: str | None = None
    """Whose page is gone, normalised; None: whatever its addresses show, the article is."""
    revision: int | None = None
    """The latest that an operator saw who took the article down."""
    heard_at: datetime | None = None
    """When publish heard of that: the operator's clock may be late, and pages are on their way."""


def retraction(envelope: Envelope[Outcome], now: datetime) -> Retraction | None:
    """Read it from an outcome that comes now; None where that says nothing of the kind."""
    outcome = envelope.data
    if outcome.outcome is not OutcomeKind.GONE or outcome.article_id is None:
        return None
    gone = Gone(envelope.id, outcome.decided_at)
    if outcome.reason is Reason.TOMBSTONE:
        return Retraction(outcome.article_id, gone, url=normalised(outcome.url))
    return Retraction(outcome.article_id, gone, revision=outcome.revision, heard_at=now)


def retract(connection: Connection, items: Sequence[Retraction]) -> Sequence[Known | None]:
    """Note that articles are gone; return each that this very answer has ended, however often said.

    None for one that nobody knows, that went by another answer, whose newest page is later, or that
    still stands at its canonical URL.
    """
    articles = Articles(connection, {item.article_id for item in items})
    answers = []
    for item in items:
        article = articles.get(item.article_id)
        if article is not None and _ends(article, item):
            article = replace(article, gone=_gone(article, item))
            articles.change(item.article_id, article)
        by = article.gone.by if article is not None and article.gone is not None else None
        is_mine = by == item.gone.by
        answers.append(article if is_mine else None)
    articles.save()
    return answers


def _gone(article: Known, item: Retraction) -> Gone:
    """Return how an article is gone: by the first answer that said so, as of the latest."""
    gone = article.gone or item.gone
    at = max(gone.at, item.gone.at, article.fetched_at, item.heard_at or item.gone.at)
    return replace(gone, at=at)


def _ends(article: Known, item: Retraction) -> bool:
    """Tell whether an answer ends an article, or says of one that has gone that it still has."""
    is_known = article.gone is not None and article.gone.by == item.gone.by
    if is_known or (item.url is not None and not ends_with(article, item.url)):
        return False
    return article.fetched_at <= item.gone.at or article.revision == item.revision


def tell_followers(envelope: Envelope[Outcome], article: Known | None) -> Said | Done:
    """Return the messages to followers of an article that `retract` returned; always the same.

    Its end goes first: if it waited for the brokers to have taken the reason, a page that brings
    the article back could overtake it.
    """
    article_id = envelope.data.article_id
    if article is None or article_id is None:
        return Done()
    event = retracted_event(envelope, article_id, article)
    end = end_messages(article.end(article_id), envelope.passport)
    return Said((*end, (RETRACTED, encode(event, article_id))), "done")


def end_messages(end: End | None, passport: Passport) -> tuple[tuple[Topic, Message], ...]:
    """Make the message by which an article's key has no value; `passport`: of who sends it."""
    if end is None:
        return ()
    headers = [
        ("ce_id", event_id(end.by, RETRACTED.name).encode()),
        (REVISION, str(end.revision).encode()),
        *trace_headers(passport, is_public=True),
    ]
    return ((PUBLISHED, Message(end.article_id.encode(), None, headers)),)


def ends_of(connection: Connection, ids: Sequence[str]) -> Sequence[End | None]:
    """Return of each article its end, where it has gone."""
    columns = ARTICLES.c.article_id, ARTICLES.c.gone_by, ARTICLES.c.revision
    rows = read_rows(connection, columns, ARTICLES.c.article_id, set(ids))
    ends = {row.article_id: End(*row) for row in rows if row.gone_by}
    return [ends.get(each) for each in ids]


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
        source=PUBLISH.source,
        time=outcome.decided_at,
        passport=envelope.passport,
        data=data,
    )
