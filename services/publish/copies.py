"""Which earlier article a new one copies, word for word or nearly: found in the store by keys."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from services.publish.keyed_rows import Keyed, KeyIndex, drop_keys, pack_keys
from services.publish.revisions.found import Found
from services.publish.revisions.known import Duplicate, Known
from services.publish.rows.articles import Articles, load_articles
from services.publish.tables import KEYS, MARKED, instant_text
from services.publish.texts.contents import unpack
from services.publish.texts.likeness import (
    LIKE_LEAST,
    Likeness,
    TextKeys,
    is_form,
    is_same,
    likeness,
)
from services.stage.store.rows import write_rows

ALMOST = 0.9999
"""Most of a text that is not the same word for word."""
COMPARED_MAX = 20
"""Articles compared word for word: those with the most keys in common."""
TEXTS = Keyed(
    MARKED.c.article_id, MARKED.c.marked_at, MARKED.c.text_keys, KEYS.c.key, KEYS.c.article_id
)


class Copies:
    """What one transaction knows of the texts that its new articles may be copies of."""

    def __init__(self, connection: Connection, articles: Articles) -> None:
        self._connection = connection
        self._articles = articles
        """As the transaction has them: the newer word."""
        self._stored: dict[str, Known] = {}
        self._index = KeyIndex(connection, TEXTS)
        self._written: dict[str, tuple[TextKeys, datetime]] = {}
        self._rewritten: set[str] = set()
        """Those that had another text before."""

    def look_up(self, texts: Iterable[TextKeys]) -> None:
        """Read the articles that have keys in common with any of these texts."""
        found = self._index.look_up(key for text in texts for key in text.all)
        self._stored |= load_articles(self._connection, found - self._stored.keys())

    def has(self, keys: TextKeys) -> bool:
        """Tell whether there is an article with the same text, as far as was looked up."""
        return keys.whole is not None and self._index.has(keys.whole)

    def known(self, article_id: str) -> Known:
        """Return an article that a text was found to be a copy of."""
        return self._articles.get(article_id) or self._stored[article_id]

    def duplicate(self, article_id: str, found: Found) -> Duplicate | None:
        """Return the first article with this text; its likeness is 1 only if all is the same."""
        self.look_up([found.text_keys])
        common = self._index.common(found.text_keys.all)
        del common[article_id]
        nearest = sorted(common, key=lambda each: (-common[each], each))[:COMPARED_MAX]
        alike = [match for each in nearest if (match := self._compare(each, found))]
        return min(alike, key=lambda each: (each.first_seen_at, each.article_id), default=None)

    def add(self, article_id: str, keys: TextKeys, at: datetime, known: Known | None) -> None:
        """Let later articles find this one; `known`: as it was before."""
        self._index.add(article_id, keys.all)
        self._written[article_id] = keys, at
        if known is not None:
            self._rewritten.add(article_id)

    def save(self) -> None:
        """Write down what was added, in the place of what an article's earlier text had."""
        drop_keys(self._connection, TEXTS, self._rewritten)
        rows = [
            {"key": key, "article_id": each}
            for each, (keys, _) in self._written.items()
            for key in keys.all
        ]
        write_rows(self._connection, KEYS, rows, replace=False)
        marked = [
            {"article_id": each, "marked_at": instant_text(at), "text_keys": pack_keys(keys.all)}
            for each, (keys, at) in self._written.items()
        ]
        write_rows(self._connection, MARKED, marked, replace=True)

    def _compare(self, article_id: str, found: Found) -> Duplicate | None:
        known = self._articles.get(article_id) or self._stored.get(article_id)
        if known is None or known.gone is not None:
            return None
        content = unpack(known.content)
        if is_same(found.content, content):
            return Duplicate(article_id, 1, known.first_seen_at)
        alike = likeness(found.content, content)
        if not alike.is_copy or is_form(content, found.content):
            return None
        similarity = min(round(alike.shared, 4), ALMOST)
        return Duplicate(article_id, similarity, known.first_seen_at, _says_more(alike))


def _says_more(alike: Likeness) -> bool:
    """Tell whether a text has all of an earlier one, and much that is its own."""
    return alike.shared < LIKE_LEAST and not alike.is_in_other
