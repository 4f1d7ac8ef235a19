"""Articles of the store with the same text as a new one, or nearly: kept as rows, found by keys."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from sqlalchemy import Connection, delete, select

from services.publish.articles import load_articles
from services.publish.publish import Duplicate, Found, Known
from services.publish.tables import KEYS, MARKED
from services.publish.texts.contents import unpack
from services.publish.texts.likeness import LIKE_LEAST, Marks, likeness
from services.publish.texts.words import words
from services.publish.turns import take_turns
from services.stage.store.rows import one_of, write_rows

COMPARED_MAX = 20
"""Articles compared word for word: those with the most keys in common."""
KEYS_AT_ONCE = 8_000


@dataclass(frozen=True, slots=True)
class OldMarks:
    """Which keys may be dropped."""

    before: datetime
    at_most: int
    """Articles in one transaction."""


class Alike:
    """What one transaction knows of the texts that its new articles may be copies of."""

    def __init__(self, connection: Connection, articles: Mapping[str, Known]) -> None:
        self._connection = connection
        self._articles = articles
        """As the transaction has them: the newer word."""
        self._stored: dict[str, Known] = {}
        self._index: dict[int, set[str]] = defaultdict(set)
        self._looked_up: set[int] = set()
        self._written: dict[str, tuple[Marks, datetime]] = {}

    def look_up(self, marks: Iterable[Marks]) -> None:
        """Read the articles that have keys in common with any of these texts."""
        keys = sorted({key for each in marks for key in each.keys} - self._looked_up)
        if not keys:
            return
        if not self._looked_up:
            take_turns(self._connection)
        self._looked_up.update(keys)
        found = set()
        for start in range(0, len(keys), KEYS_AT_ONCE):
            mine = one_of(self._connection, KEYS.c.key, keys[start : start + KEYS_AT_ONCE])
            for row in self._connection.execute(select(KEYS).where(mine)):
                self._index[row.key].add(row.article_id)
                found.add(row.article_id)
        self._stored |= load_articles(self._connection, found - self._stored.keys())

    def duplicate(self, article_id: str, found: Found) -> Duplicate | None:
        """Return the first article with this text; its likeness is 1 only if all is the same."""
        self.look_up([found.marks])
        common = Counter(i for key in found.marks.keys for i in self._index.get(key, ()))
        del common[article_id]
        nearest = sorted(common, key=lambda each: (-common[each], each))[:COMPARED_MAX]
        alike = [match for each in nearest if (match := self._compare(each, found))]
        return min(alike, key=lambda each: (each.first_seen_at, each.article_id), default=None)

    def add(self, article_id: str, found: Found, at: datetime) -> None:
        """Let later articles find this one."""
        for key in found.marks.keys:
            self._index[key].add(article_id)
        self._written[article_id] = found.marks, at

    def save(self) -> None:
        """Write down what was added, in the place of what an article's earlier text had."""
        if not self._written:
            return
        _drop(self._connection, self._written)
        rows = [
            {"key": key, "article_id": article}
            for key, article in sorted(
                {(key, each) for each, (marks, _) in self._written.items() for key in marks.keys}
            )
        ]
        write_rows(self._connection, KEYS, rows, replace=False)
        marked = [
            {
                "article_id": each,
                "marked_at": at.astimezone(UTC).isoformat(),
                "text_keys": np.array(marks.keys, "<i8").tobytes(),
            }
            for each, (marks, at) in sorted(self._written.items())
        ]
        write_rows(self._connection, MARKED, marked, replace=True)

    def _compare(self, article_id: str, found: Found) -> Duplicate | None:
        known = self._articles.get(article_id) or self._stored.get(article_id)
        if known is None or known.gone is not None:
            return None
        content = unpack(known.content)
        similarity = likeness(content, found.content)
        if similarity == 1 and words(content.text) != words(found.content.text):
            similarity = 0.9999
        if similarity < LIKE_LEAST:
            return None
        return Duplicate(article_id, round(similarity, 4), known.first_seen_at)


def forget_marks(connection: Connection, olds: Sequence[OldMarks]) -> Sequence[int]:
    """Drop the keys of articles that are out of the window, the oldest first; say of how many."""
    before = max(old.before for old in olds).astimezone(UTC).isoformat()
    old = select(MARKED.c.article_id).where(MARKED.c.marked_at < before)
    some = old.order_by(MARKED.c.marked_at).limit(max(each.at_most for each in olds))
    found = list(connection.execute(some).scalars())
    _drop(connection, found)
    connection.execute(delete(MARKED).where(one_of(connection, MARKED.c.article_id, found)))
    return [len(found)] * len(olds)


def _drop(connection: Connection, articles: Iterable[str]) -> None:
    """Drop the keys of articles: they are found by key, so the articles' own lists say which."""
    ids = sorted(articles)
    mine = select(MARKED.c.text_keys).where(one_of(connection, MARKED.c.article_id, ids))
    keys = {key for packed in connection.execute(mine).scalars() for key in _keys(packed)}
    listed = sorted(keys)
    for start in range(0, len(listed), KEYS_AT_ONCE):
        some = one_of(connection, KEYS.c.key, listed[start : start + KEYS_AT_ONCE])
        connection.execute(delete(KEYS).where(some, one_of(connection, KEYS.c.article_id, ids)))


def _keys(packed: bytes) -> list[int]:
    found: list[int] = np.frombuffer(packed, "<i8").tolist()
    return found
