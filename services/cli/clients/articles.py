"""What publish's store knows of an article: looked up by its id, or by any URL that led to it."""

import re
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

from schemas.identity import article_id
from schemas.outcomes import Reason
from schemas.url import BadUrl, comparable_url, normalise_url
from schemas.url.hosts import host_in, site_of
from schemas.url.story_url import story_url
from services.cli.clients.store import connected, read_if_made, without_password
from services.cli.errors import Problem
from services.ledger.ledger import Entry
from services.ledger.queries import find as account
from services.ledger.tables import URLS
from services.publish.rows.history import Revision, history
from services.publish.stories.story import Story, unpack_story
from services.publish.tables import ARTICLES
from services.settings import Settings

_ID = re.compile(r"[0-9a-f]{32}")


class Past(NamedTuple):
    """An article as publish knows it, and its revisions after the first."""

    article: Row[Any]
    """Of `ARTICLES`."""
    story: Story | None
    revisions: list[Revision]


def past_of(settings: Settings, query: str) -> Past:
    """Look an article's revisions up, oldest first; a `Problem` where nobody knows it."""
    with connected(settings, "publish") as connection:
        if _is_empty(connection):
            raise Problem(
                f"no article at all is in the store {without_password(settings.store)}: is it that"
                " of the stages? NEWSREEL_STORE names it, or go to the folder of `newsreel up`"
            )
        article = find(connection, query) or _submitted(connection, settings, query)
        if article is None:
            raise Problem(f"no article {query!r} was published; `newsreel trace` knows every URL")
        revisions = history(connection, article.article_id)
    return Past(article, unpack_story(article.story), revisions)


def _is_empty(connection: Connection) -> bool:
    there = connection.dialect.has_table(connection, ARTICLES.name)
    return not there or connection.execute(select(ARTICLES.c.article_id).limit(1)).first() is None


def find(connection: Connection, query: str) -> Row[Any] | None:
    """Look an article up by its id or by its canonical URL in any spelling."""
    rows = select(ARTICLES).where(ARTICLES.c.revision > 0)
    for key in _ids(query):
        found = connection.execute(rows.where(ARTICLES.c.article_id == key)).first()
        if found is not None:
            return found
    return None


def _submitted(connection: Connection, settings: Settings, query: str) -> Row[Any] | None:
    """Look up the article that a submitted URL became: an alias, a redirect, a shorter address."""
    urls = {query, comparable_url(query)}
    entries = read_if_made(
        settings,
        "ledger",
        URLS,
        lambda ledger: [each for url in urls for each in account(ledger, url)],
    )
    named = ((each, find(connection, each.article_id)) for each in entries or () if each.article_id)
    return next((found for entry, found in named if found and _became(entry, found)), None)


def _became(entry: Entry, article: Row[Any]) -> bool:
    """Tell an article that has moved from a copy, which names another site's as the first."""
    if entry.reason != Reason.DUP_CONTENT:
        return True
    return site_of(host_in(entry.url)) == site_of(host_in(article.url))


def _ids(query: str) -> list[str]:
    if _ID.fullmatch(query):
        return [query]
    try:
        url = normalise_url(query)
    except BadUrl as error:
        raise Problem(f"{query!r} is neither an article's id nor a URL: {error.detail}") from None
    # the URL's own id first: that of its story may be another's, where both texts do not agree
    return [article_id(url), article_id(story_url(url))]
