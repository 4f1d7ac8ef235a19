"""Turn a decision on an article into what leaves the stage. Pure."""

from dataclasses import replace
from typing import get_args

from schemas.envelope import Envelope
from schemas.events import (
    ArticleEnriched,
    ArticlePublished,
    ArticleSigns,
    DuplicateOf,
    WatchedField,
)
from schemas.passport import Passport
from schemas.url import parse_url
from services.publish.decided import Decided, Say
from services.publish.merged import merge_messages
from services.publish.retract import end_messages
from services.publish.revisions.decide import Decision
from services.stage.endings import Done, Ended, Published

WATCHED_FIELDS: tuple[str, ...] = get_args(WatchedField)


def ending(envelope: Envelope[ArticleEnriched], decided: Decided) -> Published | Ended | Done:
    """Say of a decision what this event is to say of it.

    Stories that it merged are named in any case, and the end of an article that has gone: who
    decided may have died before naming them, or just after it sent the article behind its end.
    """
    if decided.say is Say.NOTHING:
        return Done()
    decision, article_id = decided.decision, decided.article_id
    before = merge_messages(envelope, article_id, decision)
    answer = Ended(decision.reason, None, article_id, decision.revision, before)
    if not decision.publishes:
        return answer
    article = with_own_address(envelope.data, article_id)
    if decided.say is Say.ANSWER:
        before = (*before, *end_messages(decided.end, envelope.passport))
        return replace(answer, before=before, signs=_signs(article))
    return replace(publish(article, envelope.passport, decision), before=before)


def publish(article: ArticleEnriched, passport: Passport, decision: Decision) -> Published:
    """Turn the decision to publish into what leaves the stage."""
    story, copied = decision.story, decision.duplicate
    published = ArticlePublished(
        **{name: getattr(article, name) for name in ArticleEnriched.model_fields},
        revision=decision.revision,
        changed_fields=list(decision.changed_fields),
        change=decision.change,
        duplicate_of=DuplicateOf.model_validate(copied, from_attributes=True) if copied else None,
        story_id=story.id if story else None,
        story_size=story.size if story else None,
        story_position=story.position if story else None,
        first_seen_at=decision.first_seen_at,
        revised_at=decision.decided_at,
        submission_id=passport.submission_id,
        attrs=passport.attrs,
    )
    article_id, revision = article.article_id, decision.revision
    return Published(published, decision.reason, article_id, revision, signs=_signs(article))


def _signs(article: ArticleEnriched) -> ArticleSigns:
    """Return what the ledger sees of the article: whether its site is still read well."""
    present = tuple(name for name in WATCHED_FIELDS if getattr(article, name))
    return ArticleSigns(site=article.site, confidence=article.confidence, fields=present)


def with_own_address(article: ArticleEnriched, decided_id: str) -> ArticleEnriched:
    """Give an article that stands apart the URL at which it was found."""
    if decided_id == article.article_id:
        return article
    own = parse_url(article.url)
    return article.model_copy(
        update={
            "article_id": decided_id,
            "canonical_url": own.href,
            "host": own.host,
            "site": own.site,
            "sources": {**article.sources, "canonical_url": "url"},
        }
    )
