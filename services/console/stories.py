"""Stories as publish keeps them, their articles, and what changed at an article's revisions."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Row, select

from schemas.url import parse_url
from services.cli.clients.articles import past_of
from services.cli.clients.store import connected
from services.cli.errors import Problem
from services.cli.look.history import as_data
from services.publish.stories.story import unpack_story
from services.publish.tables import ARTICLES, DECISIONS, STORIES
from services.publish.texts.contents import unpack
from services.settings import Settings
from services.stage.store.lookup import one_of, read_rows

STORIES_MAX = 300
DECISIONS_MAX = 10_000
"""So many of publish's latest decisions tell which articles a story has; the page says so."""

Members = Mapping[str, set[str]]
"""Story → its articles, as far as publish's latest decisions tell."""


def stories(settings: Settings, size_min: int = 1) -> list[dict[str, Any]]:
    """Return the stories that were added to last, newest first; raises `Problem`."""
    with _published(settings) as connection:
        standing = select(STORIES).where(
            STORIES.c.merged_into.is_(None), STORIES.c.size >= size_min
        )
        latest = standing.order_by(STORIES.c.seen_at.desc()).limit(STORIES_MAX)
        rows = connection.execute(latest).all()
        members = _members(connection, {row.story_id for row in rows})
        ids = {article for told in members.values() for article in told}
        articles = _articles(connection, ids | members.keys())
    return [_story(row, members[row.story_id], articles) for row in rows]


def story(settings: Settings, story_id: str) -> list[dict[str, Any]]:
    """Return the articles of a story that are known, oldest first; raises `Problem`."""
    with _published(settings) as connection:
        (name,) = _standing(connection, [story_id]).values()
        ids = {name, *_members(connection, {name})[name]}
        found = [_article(row) for row in _articles(connection, ids).values()]
    if not found:
        raise Problem(f"there is no story {story_id!r}")
    return sorted(found, key=lambda each: str(each["first_seen_at"]))


def revisions(settings: Settings, query: str) -> dict[str, Any]:
    """Return an article, by id or URL, and what changed at each revision; raises `Problem`."""
    article, its_story, later = past_of(settings, query)
    return {
        **_article(article),
        "story_id": its_story and its_story.id,
        "gone_at": article.gone_at,
        "revisions": [as_data(each) for each in later],
    }


@contextmanager
def _published(settings: Settings) -> Iterator[Connection]:
    with connected(settings, "publish") as connection:
        if not connection.dialect.has_table(connection, STORIES.name):
            raise Problem("publish has no tables yet: it has never run on this store")
        yield connection


def _members(connection: Connection, wanted: Collection[str]) -> Members:
    told = (
        select(DECISIONS.c.article_id, DECISIONS.c.story)
        .where(DECISIONS.c.story.is_not(None))
        .order_by(DECISIONS.c.decided_at.desc())
        .limit(DECISIONS_MAX)
    )
    pairs = [
        (found.id, row.article_id)
        for row in connection.execute(told)
        if (found := unpack_story(row.story)) is not None
    ]
    now = _standing(connection, {name for name, _ in pairs})
    members: dict[str, set[str]] = {name: set() for name in wanted}
    for name, article in pairs:
        if now[name] in members:
            members[now[name]].add(article)
    return members


def _standing(connection: Connection, names: Collection[str]) -> dict[str, str]:
    """Return the story that each has become."""
    now = {name: name for name in names}
    merged = select(STORIES.c.story_id, STORIES.c.merged_into).where(
        STORIES.c.merged_into.is_not(None)
    )
    while asked := set(now.values()):
        rows = connection.execute(merged.where(one_of(connection, STORIES.c.story_id, asked)))
        into = {row.story_id: row.merged_into for row in rows}
        if not into:
            break
        now = {name: into.get(last, last) for name, last in now.items()}
    return now


def _articles(connection: Connection, ids: Collection[str]) -> dict[str, Row[Any]]:
    """Return those whose address is known: of a restored store's it may not be."""
    rows = read_rows(connection, ARTICLES, ARTICLES.c.article_id, ids)
    return {row.article_id: row for row in rows if row.url}


def _story(
    row: Row[Any], members: Collection[str], articles: Mapping[str, Row[Any]]
) -> dict[str, Any]:
    first = articles.get(row.story_id)
    content = unpack(first.content) if first is not None else None
    known = [articles[each] for each in {row.story_id, *members} if each in articles]
    return {
        "story_id": row.story_id,
        "title": content and content.title,
        "language": content and content.language,
        "size": row.size,
        "sites": sorted({parse_url(each.url).site for each in known}),
        "first_seen_at": row.first_seen_at,
        "seen_at": row.seen_at,
    }


def _article(row: Row[Any]) -> dict[str, Any]:
    content = unpack(row.content)
    return {
        "article_id": row.article_id,
        "title": content.title,
        "language": content.language,
        "url": row.url,
        "site": parse_url(row.url).site,
        "revision": row.revision,
        "first_seen_at": row.first_seen_at,
        "revised_at": row.revised_at,
    }
