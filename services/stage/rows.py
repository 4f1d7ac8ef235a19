"""Write many rows with one short statement.

On PostgreSQL a column goes over as one array. The driver reads a statement anew each time it is
run, letter by letter, and a list of VALUES for 256 rows took most of the time of a transaction.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import ARRAY


def write_rows(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], *, replace: bool
) -> None:
    """Insert rows, all with the same columns; one whose key exists is replaced, or left as it is.

    Of rows with the same key there must be one only. Sort them by key: one order for all workers
    means no deadlock.
    """
    if not rows:
        return
    names = tuple(rows[0])
    if connection.dialect.name == "sqlite":
        connection.execute(_one_by_one(table, names, replace), list(rows))
        return
    arrays = {f"p_{name}": [row[name] for row in rows] for name in names}
    connection.execute(_from_arrays(table, names, replace), arrays)


@lru_cache
def _one_by_one(table: Table, names: tuple[str, ...], replace: bool) -> sqlite.Insert:
    statement = sqlite.insert(table)
    if not replace:
        return statement.on_conflict_do_nothing()
    changed = {name: statement.excluded[name] for name in names if name not in _key(table)}
    return statement.on_conflict_do_update(index_elements=_key(table), set_=changed)


@lru_cache
def _from_arrays(table: Table, names: tuple[str, ...], replace: bool) -> postgresql.Insert:
    arrays = [bindparam(f"p_{name}", type_=ARRAY(table.c[name].type)) for name in names]
    source = func.unnest(*arrays).table_valued(*names, name="given").render_derived()
    rows = select(*(source.c[name] for name in names))
    statement = postgresql.insert(table).from_select(list(names), rows)
    if not replace:
        return statement.on_conflict_do_nothing()
    changed = {name: statement.excluded[name] for name in names if name not in _key(table)}
    return statement.on_conflict_do_update(index_elements=_key(table), set_=changed)


def _key(table: Table) -> list[str]:
    return [column.name for column in table.primary_key]
