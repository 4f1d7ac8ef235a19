"""Texts from outside: both databases take them, whatever is in them."""

import re

from sqlalchemy import Dialect, String, TypeDecorator

_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
"""PostgreSQL's text has no NUL (its manual, 8.3); half a UTF-16 pair has no UTF-8."""


class Text(TypeDecorator[str]):
    """A text of any length that others have written; what it cannot hold is U+FFFD.

    Not for keys: two that differ in nothing else would be one.
    """

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Replace what no database takes; where it is compared, too."""
        return value if value is None else writable(value)


def writable(text: str) -> str:
    """Put U+FFFD for what a database cannot hold."""
    return _UNWRITABLE.sub("\ufffd", text)
