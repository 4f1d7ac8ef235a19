"""Many values of a column as one parameter for PostgreSQL."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, Column, ColumnElement, Dialect, String, TypeDecorator, cast
from sqlalchemy.dialects.postgresql import ARRAY

from services.stage.store.text import Text, writable


class _Texts(TypeDecorator[Sequence[str | None]]):
    """An array of texts, sent as its literal: the driver (pg8000 1.31) makes `null` a NULL."""

    impl = String
    cache_ok = True

    def __init__(self, item_type: String | Text) -> None:
        super().__init__()
        self.item_type = item_type

    def process_bind_param(self, value: Sequence[str | None] | None, dialect: Dialect) -> str:
        """Write the literal."""
        texts = value or ()
        if isinstance(self.item_type, Text):
            texts = [text and writable(text) for text in texts]
        return _array_literal(texts)

    def bind_expression(self, bindvalue: BindParameter[Any]) -> ColumnElement[Any]:
        """Let the server read it."""
        return cast(bindvalue, ARRAY(self.item_type))


def array_of(column: Column[Any]) -> _Texts | ARRAY[Any]:
    """Return the type of many of a column's values as one parameter."""
    kind = column.type
    return _Texts(kind) if isinstance(kind, String | Text) else ARRAY(kind)


def _array_literal(texts: Sequence[str | None]) -> str:
    """Write texts as PostgreSQL reads an array (its manual, 8.15.6)."""
    return "{" + ",".join("NULL" if text is None else _quoted(text) for text in texts) + "}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", r"\\").replace('"', r"\"")
    return f'"{escaped}"'
