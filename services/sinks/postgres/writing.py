"""Writes entries so that a second time changes nothing: statements for `Store.call`."""

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import Insert, insert

from services.sinks.entry import ArticleEntry, End, Entry, Merge, Revision
from services.sinks.postgres.rows import article_row, history_row, merge_row
from services.sinks.postgres.search import weighted
from services.sinks.postgres.tables import ARTICLES, HISTORY, MERGES

PLAIN = [column.name for column in ARTICLES.c if column.name != "search"]
MADE_OF = ("search_title", "search_lead", "search_text")


def write_entries(
    connection: Connection, entries: Sequence[Entry], known: frozenset[str]
) -> Sequence[None]:
    """Write entries of any kinds; one order for all processes means no deadlock."""
    merges = [entry for entry in entries if isinstance(entry, Merge)]
    _write_articles(connection, [e for e in entries if not isinstance(e, Merge)], known)
    if merges:
        rows = sorted(map(merge_row, merges), key=itemgetter("merged_story_id"))
        connection.execute(_note_merge(), rows)
    return [None] * len(entries)


def _write_articles(
    connection: Connection, entries: Sequence[ArticleEntry], known: frozenset[str]
) -> None:
    """Write revisions and ends.

    Who has lost its partition may still be writing what the next owner writes, too. Rows of history
    make one wait for the other, and what an article has lost is deleted at last: so none comes back
    by a write that began before its end was there.
    """
    ordered = sorted(entries, key=lambda entry: entry.article_id)
    ends = [entry for entry in ordered if isinstance(entry, End)]
    revisions = [entry for entry in ordered if isinstance(entry, Revision)]
    _lock_history(connection, {entry.article_id for entry in ordered})
    if revisions:
        rows = [history_row(entry) for entry in revisions]
        connection.execute(insert(HISTORY).on_conflict_do_nothing(), rows)
    if ends:
        connection.execute(_note_end(), [history_row(entry) for entry in ends])
    if revisions:
        _write_latest(connection, revisions, known)
    for entry in ends:
        mine = ARTICLES.c.article_id == entry.article_id
        older = ARTICLES.c.revision <= entry.revision
        connection.execute(delete(ARTICLES).where(mine, older))


def _lock_history(connection: Connection, article_ids: Collection[str]) -> None:
    key = (HISTORY.c.article_id, HISTORY.c.revision, HISTORY.c.event)
    mine = select(*key).where(HISTORY.c.article_id.in_(article_ids))
    connection.execute(mine.order_by(*key).with_for_update())


def _write_latest(
    connection: Connection, revisions: Sequence[Revision], known: frozenset[str]
) -> None:
    ended = _ended(connection, [each.article_id for each in revisions])
    rows = [
        {f"p_{name}": value for name, value in article_row(each.article, known).items()}
        for each in revisions
        if each.revision > ended.get(each.article_id, 0)
    ]
    if rows:
        connection.execute(_upsert(), rows)


def _ended(connection: Connection, article_ids: Sequence[str]) -> dict[str, int]:
    """Return the last revision after which an article was retracted, where it was."""
    found = (
        select(HISTORY.c.article_id, func.max(HISTORY.c.revision))
        .where(HISTORY.c.event == "retracted", HISTORY.c.article_id.in_(article_ids))
        .group_by(HISTORY.c.article_id)
    )
    return {row.article_id: row[1] for row in connection.execute(found)}


@cache
def _upsert() -> Insert:
    values: dict[str, Any] = {
        name: bindparam(f"p_{name}", type_=ARTICLES.c[name].type) for name in PLAIN
    }
    title, lead, text = (f"p_{name}" for name in MADE_OF)
    values["search"] = weighted("p_search_config", A=title, B=lead, C=text)
    statement = insert(ARTICLES).values(values)
    newer = ARTICLES.c.revision < statement.excluded.revision
    return _overwriting(statement, values.keys() - {"article_id"}, newer)


@cache
def _note_end() -> Insert:
    """Note a retraction; the message with a reason overwrites the one without."""
    statement = insert(HISTORY)
    told = ("event_id", "at", "reason", "detail")
    return _overwriting(statement, told, statement.excluded.reason.is_not(None))


@cache
def _note_merge() -> Insert:
    """Note that a story was merged; what was decided last holds, as on the compacted topic."""
    statement = insert(MERGES)
    told = [each.name for each in MERGES.c if not each.primary_key]
    later = MERGES.c.merged_at < statement.excluded.merged_at
    return _overwriting(statement, told, later)


def _overwriting(statement: Insert, names: Iterable[str], where: ColumnElement[bool]) -> Insert:
    """Let an insert overwrite these columns of a row that is there already, where that holds."""
    return statement.on_conflict_do_update(
        index_elements=list(statement.table.primary_key),
        set_={name: statement.excluded[name] for name in names},
        where=where,
    )
