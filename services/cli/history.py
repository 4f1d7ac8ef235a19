"""`newsreel history ARTICLE|URL`: what changed at each revision, as a diff for people."""

import re
from datetime import datetime
from typing import Any, NamedTuple

import orjson
from rich.console import Console
from rich.text import Text
from sqlalchemy import Connection, Row, select

from schemas.events import Change
from schemas.identity import article_id
from schemas.story_url import story_url
from schemas.url import BadUrl, normalise_url
from services.cli.config import without_password
from services.cli.errors import Problem
from services.cli.stores import connected
from services.publish.history import Revision, history
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
        article = find(connection, query)
        if article is None:
            raise Problem(f"no article {query!r} was published; `newsreel trace` knows every URL")
        revisions = history(connection, article.article_id)
    return Past(article, unpack_story(article.story), revisions)


def _is_empty(connection: Connection) -> bool:
    there = connection.dialect.has_table(connection, ARTICLES.name)
    return not there or connection.execute(select(ARTICLES.c.article_id).limit(1)).first() is None


def show(settings: Settings, query: str, as_json: bool, console: Console) -> int:
    """Print an article's revisions, oldest first; a `Problem` where nobody knows it."""
    article, story, revisions = past_of(settings, query)
    if as_json:
        for each in revisions:
            head = {"article_id": article.article_id, "revision": each.revision}
            head["story_id"] = story.id if story else None
            print(orjson.dumps(head | as_data(each)).decode())
        return 0
    console.print(Text(article.url, style="bold"))
    console.print(f"  revision 1 of {instant_in_words(article.first_seen_at)}")
    if story is not None:
        console.print(f"  article {story.position} of {story.size} of story {story.id}")
    for each in revisions:
        console.print(*_lines(each), sep="\n", soft_wrap=True)
    if article.gone_at:
        console.print(f"  gone since {instant_in_words(article.gone_at)}")
    return 0


def as_data(revision: Revision) -> dict[str, Any]:
    """Return what changed at a revision, for JSON."""
    fields = {**revision.change.model_dump(), "changed_fields": revision.changed_fields}
    return {"revision": revision.revision, "revised_at": revision.revised_at, **fields}


def find(connection: Connection, query: str) -> Row[Any] | None:
    """Look an article up by its id or by its canonical URL in any spelling."""
    rows = select(ARTICLES).where(ARTICLES.c.revision > 0)
    for key in _ids(query):
        found = connection.execute(rows.where(ARTICLES.c.article_id == key)).first()
        if found is not None:
            return found
    return None


def _ids(query: str) -> list[str]:
    if _ID.fullmatch(query):
        return [query]
    try:
        url = normalise_url(query)
    except BadUrl as error:
        raise Problem(f"{query!r} is neither an article's id nor a URL: {error.detail}") from None
    return [article_id(story_url(url)), article_id(url)]


def _lines(revision: Revision) -> list[Text]:
    change, at = revision.change, instant_in_words(revision.revised_at)
    facts = f"  revision {revision.revision} of {at}: {change.kind}"
    fields = f"{', '.join(revision.changed_fields) or 'back again'}; {change.kept:.0%} kept"
    return [Text(f"{facts} ({fields})", style="cyan"), *_diff(change)]


def _diff(change: Change) -> list[Text]:
    gone = [("headline: ", change.title_before), ("lead: ", change.subtitle_before)]
    lines = [Text(f"    - {name}{text}", style="red") for name, text in gone if text]
    lines += [Text(f"    - {text}", style="red") for text in change.sentences_removed]
    return lines + [Text(f"    + {text}", style="green") for text in change.sentences_added]


def instant_in_words(instant: str) -> str:
    """Write a stored instant (ISO 8601) for people."""
    return f"{datetime.fromisoformat(instant):%Y-%m-%d %H:%M} UTC"
