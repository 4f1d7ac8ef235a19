"""How what is known, decided or held stands in columns, which have the names of its fields."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from operator import attrgetter
from typing import Any

import orjson
import zstandard

from schemas.events import Change
from schemas.outcomes import Reason
from services.publish.revisions.known import Duplicate
from services.publish.stories.story import pack_story, unpack_story
from services.publish.tables import instant_text

Convert = Callable[[Any], Any]


def columns_of(kept: object, names: Iterable[str]) -> dict[str, Any]:
    """Return the columns of fields; None is null."""
    return _converted(kept, names, _WRITTEN)


def fields_of(row: object, names: Iterable[str]) -> dict[str, Any]:
    """Return the fields of columns."""
    return _converted(row, names, _READ)


def _converted(of: object, names: Iterable[str], by: Mapping[str, Convert]) -> dict[str, Any]:
    found = {name: getattr(of, name) for name in names}
    return {
        name: by[name](value) if name in by and value is not None else value
        for name, value in found.items()
    }


def _pack_change(change: Change) -> bytes:
    return zstandard.compress(orjson.dumps(change.model_dump(exclude_defaults=True)))


def _unpack_change(packed: bytes) -> Change:
    return Change.model_validate_json(zstandard.decompress(packed))


def _pack_duplicate(duplicate: Duplicate) -> bytes:
    seen = duplicate.first_seen_at.isoformat()
    return orjson.dumps([duplicate.article_id, duplicate.similarity, seen])


def _unpack_duplicate(packed: bytes) -> Duplicate:
    article_id, similarity, seen = orjson.loads(packed)
    return Duplicate(article_id, similarity, datetime.fromisoformat(seen))


def _unpack_names(packed: bytes) -> tuple[str, ...]:
    return tuple(orjson.loads(packed))


_INSTANT = instant_text, datetime.fromisoformat
_CODECS: dict[str, tuple[Convert, Convert]] = {
    "reason": (attrgetter("value"), Reason.read),
    "fingerprints": (orjson.dumps, orjson.loads),
    "changed_fields": (orjson.dumps, _unpack_names),
    "change": (_pack_change, _unpack_change),
    "duplicate": (_pack_duplicate, _unpack_duplicate),
    "story": (pack_story, unpack_story),
    "own_seen": (bool, bool),
    "first_seen_at": _INSTANT,
    "fetched_at": _INSTANT,
    "revised_at": _INSTANT,
    "unchanged_at": _INSTANT,
    "decided_at": _INSTANT,
    "due_at": _INSTANT,
}
"""Those that a column does not hold as they are."""
_WRITTEN, _READ = ({name: each[way] for name, each in _CODECS.items()} for way in (0, 1))
