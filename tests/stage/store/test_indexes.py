"""No index takes a text of any length: PostgreSQL refuses a row of more than 2,704 bytes in one."""

from itertools import chain

import pytest
from sqlalchemy import Column, MetaData, String, Table

from services.cli.setup.stores import all_tables
from services.stage.store.text import Text

UTF_8_BYTES_MAX = 4
INDEX_ROW_BYTES_MAX = 2_704
SERVICES = all_tables()


def indexes(table: Table) -> list[list[Column[object]]]:
    """The columns of each index, the key's first."""
    return [list(table.primary_key), *(list(index.columns) for index in table.indexes)]


def bytes_max(column: Column[object]) -> float:
    kind = column.type
    if isinstance(kind, Text):
        return float("inf")
    if isinstance(kind, String):
        return (kind.length or float("inf")) * UTF_8_BYTES_MAX
    return getattr(kind, "length", None) or 8


@pytest.mark.parametrize("metadata", SERVICES.values(), ids=SERVICES)
def test_every_index_has_room_for_the_longest_row(metadata: MetaData) -> None:
    assert metadata.tables
    for columns in chain.from_iterable(map(indexes, metadata.tables.values())):
        size = sum(map(bytes_max, columns))
        assert size <= INDEX_ROW_BYTES_MAX, [str(column) for column in columns]
