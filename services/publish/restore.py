"""Read back from `articles.published.v1` what the store lacks: it may be an older one, or empty.

The topic keeps the latest revision of each article for good, and with it what was decided last. An
article has gone where its key has no value: an answer that calls it so may have ended nothing.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import Connection

from schemas.envelope import Envelope
from schemas.events import ArticlePublished
from schemas.outcomes import Reason
from schemas.packed import ID_MAX_CHARS
from services.publish.revisions.addresses import is_own_address
from services.publish.revisions.decide import Decision
from services.publish.revisions.fingerprints import fingerprints
from services.publish.revisions.known import Duplicate, Gone, Known
from services.publish.rows.articles import Articles
from services.publish.rows.decisions import Made, Stored, save_decisions
from services.publish.rows.history import save_revisions
from services.publish.stories.rows import restore_stories
from services.publish.stories.story import Story, StoryRow
from services.publish.texts.contents import content_of, pack
from services.stage.record import Record


class Restored(NamedTuple):
    """A published article, as the store would have kept it."""

    answer_id: str
    stored: Stored
    known: Known


class RestoredGone(NamedTuple):
    """An article whose key has no value any more, since its last revision."""

    article_id: str
    revision: int
    gone: Gone


def read_back(envelope: Envelope[ArticlePublished]) -> Restored:
    """Work out what was decided. At which URL it was found first is lost but for revision 1."""
    article, passport = envelope.data, envelope.passport
    story = _story(article)
    decision = Decision(
        reason=Reason.NEW if article.revision == 1 else Reason.REVISION,
        revision=article.revision,
        changed_fields=tuple(article.changed_fields),
        first_seen_at=article.first_seen_at,
        decided_at=article.revised_at,
        change=article.change,
        story=story,
    )
    known = Known(
        revision=article.revision,
        fingerprints=fingerprints(article).seen,
        first_seen_at=article.first_seen_at,
        via=article.url,
        fetched_at=article.fetched_at,
        url=article.canonical_url,
        content=pack(content_of(article)),
        duplicate=_duplicate(article),
        story=story,
        revised_at=article.revised_at,
        own_seen=is_own_address(article.url, article.canonical_url),
    )
    stored = Stored(Made(envelope.id), article.article_id, decision)
    return Restored(passport.answer_id, stored, known)


def read_gone(record: Record) -> RestoredGone | None:
    """Read it from a message without value; None where the record is none of ours."""
    revision = record.revision
    if record.value is not None or record.key is None or revision is None:
        return None
    gone = Gone(record.header.get("ce_id", record.position)[:ID_MAX_CHARS], record.at)
    return RestoredGone(record.key.decode("ascii", "replace"), revision, gone)


def restore(connection: Connection, items: Sequence[Restored]) -> Sequence[bool]:
    """Add what the store lacks; True for each article of which it knew less."""
    articles = Articles(connection, {item.stored.article_id for item in items})
    newest: dict[str, Decision] = {}
    lacking = []
    for item in items:
        article_id = item.stored.article_id
        old = articles.get(article_id)
        lacking.append(old is None or old.revision < item.known.revision)
        if lacking[-1]:
            articles.change(article_id, item.known)
            newest[article_id] = item.stored.decision
    articles.save()
    save_revisions(connection, list(newest.items()))
    restore_stories(connection, _stories(items))
    save_decisions(connection, {item.answer_id: item.stored for item in items})
    return lacking


def restore_gone(connection: Connection, items: Sequence[RestoredGone]) -> Sequence[None]:
    """Note what has gone, unless a later revision is known; of what is unknown, its revision.

    Kafka's compaction takes away what an article said: it may come back at any address.
    """
    articles = Articles(connection, {item.article_id for item in items})
    for article_id, revision, gone in items:
        known = articles.get(article_id)
        if known is None:
            known = Known(revision, {}, gone.at, via="", fetched_at=gone.at, url="", content=b"")
        if known.revision <= revision and known.gone is None:
            articles.change(article_id, replace(known, revision=revision, gone=gone))
    articles.save()
    return [None] * len(items)


def _duplicate(article: ArticlePublished) -> Duplicate | None:
    copy = article.duplicate_of
    return Duplicate(copy.article_id, copy.similarity, copy.first_seen_at) if copy else None


def _story(article: ArticlePublished) -> Story | None:
    if article.story_id is None:
        return None
    position = article.story_position or 1
    return Story(article.story_id, article.story_size or position, position)


def _stories(items: Sequence[Restored]) -> dict[str, StoryRow]:
    """Return each story that the articles name, as large as any of them says."""
    found: dict[str, StoryRow] = {}
    for item in items:
        story, at = item.known.story, item.stored.decision.decided_at
        if story is None:
            continue
        row = found.setdefault(story.id, StoryRow(story.id, story.size, at, at))
        row.size, row.seen_at = max(row.size, story.size), max(row.seen_at, at)
    return found
