"""Enumerations between stages are open: a word that only a newer version knows is kept as it is."""

import re
from typing import Any

from pydantic import GetCoreSchemaHandler, ValidationError
from pydantic_core import core_schema

_WORD = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


def is_word(value: object) -> bool:
    """Tell whether a newer version may have such a word."""
    return isinstance(value, str) and _WORD.fullmatch(value) is not None


class _OpenWords:
    """Mark a `Literal` as open; the schema and type checkers still see the words we know."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Validate as before, then let other words pass."""
        return core_schema.no_info_wrap_validator_function(
            _known_or_word, handler(source), serialization=core_schema.simple_ser_schema("str")
        )


OPEN = _OpenWords()


def _known_or_word(value: Any, known: core_schema.ValidatorFunctionWrapHandler) -> Any:
    try:
        return known(value)
    except ValidationError:
        if is_word(value):
            return value
        raise
