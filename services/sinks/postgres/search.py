"""Which words of an article are found, in which language: PostgreSQL's full-text search."""

from functools import reduce

from sqlalchemy import BindParameter, ColumnElement, Connection, Text, bindparam, cast, func, text
from sqlalchemy.dialects.postgresql import REGCONFIG
from sqlalchemy.sql.expression import literal_column

CONFIGURATIONS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "eu": "basque", "fi": "finnish", "fr": "french",
    "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch",
    "nn": "norwegian", "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""ISO 639-1 → PostgreSQL's name; which of them a server has depends on its version."""
SIMPLE = "simple"
"""Words as they are; where they are not parted, as in Chinese, a whole clause is one."""

TITLE_MAX_BYTES, LEAD_MAX_BYTES, TEXT_MAX_BYTES = 10_000, 40_000, 240_000
"""Of UTF-8, as far as it is searched: a tsvector holds at most 1 MB, and words with hyphens, which
are found by their parts too, take 3.5 bytes of it for each of theirs."""


def configurations(connection: Connection) -> frozenset[str]:
    """Return the names of the configurations that the server has."""
    return frozenset(connection.execute(text("SELECT cfgname FROM pg_ts_config")).scalars())


def configuration(language: str | None, known: frozenset[str]) -> str:
    """Choose the configuration for a language."""
    name = CONFIGURATIONS.get(language or "", SIMPLE)
    return name if name in known else SIMPLE


def searched(text: str, bytes_max: int) -> str:
    """Return what is searched of a text.

    In lower case by us: a database with the locale C knows it of ASCII alone.
    """
    return text[:bytes_max].lower().encode()[:bytes_max].decode(errors="ignore")


def weighted(config: str, **parts: str) -> ColumnElement[str]:
    """Return what is searched: names of parameters, by the weight of their words."""
    named = cast(bindparam(config), REGCONFIG)
    vectors: list[ColumnElement[str]] = [
        func.setweight(func.to_tsvector(named, _text(name)), literal_column(f"'{weight}'"))
        for weight, name in parts.items()
    ]
    return reduce(lambda whole, vector: whole.op("||")(vector), vectors)


def _text(name: str) -> BindParameter[str]:
    return bindparam(name, type_=Text)
