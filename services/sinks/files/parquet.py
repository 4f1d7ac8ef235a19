"""Parquet: a column per field of the contract, so that a new field is a new column.

Text, numbers, instants and lists of text are columns of their kind; what is structured is JSON.
"""

import io
import json
import types
from collections.abc import Sequence
from typing import Any, Union, get_args, get_origin

import pyarrow as pa
from pyarrow import parquet as pq
from pydantic import AwareDatetime

from schemas.events import Event
from services.sinks.entry import Entry, Merge, Revision

PLAIN = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    AwareDatetime: pa.timestamp("us", tz="UTC"),
    list[str]: pa.list_(pa.string()),
}
CODEC = "zstd"


def parquet(entries: Sequence[Entry]) -> bytes:
    """Return a Parquet file of entries of one kind."""
    events = [_event_of(entry) for entry in entries]
    schema = schema_of(type(events[0]))
    rows = [_row(event, schema) for event in events]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema), out, compression=CODEC)
    return out.getvalue()


def schema_of(event: type[Event]) -> pa.Schema:
    """Return the columns of an event, in the contract's order."""
    return pa.schema(
        [
            pa.field(name, PLAIN.get(_kind(field.annotation), pa.string()))
            for name, field in event.model_fields.items()
        ]
    )


def _kind(annotation: Any) -> Any:
    """Return what an annotation is besides being optional; closed sets of words are text."""
    if get_origin(annotation) in (Union, types.UnionType):
        (annotation, *others) = [each for each in get_args(annotation) if each is not type(None)]
        if others:
            return None
    if get_origin(annotation) is not None and isinstance(get_args(annotation)[0], str):
        return str
    if isinstance(annotation, type) and issubclass(annotation, str):
        return str
    return annotation


def _event_of(entry: Entry) -> Event:
    if isinstance(entry, Revision):
        return entry.article
    event = entry.merge if isinstance(entry, Merge) else entry.retraction
    assert event is not None, "what has no value is in no file"
    return event


def _row(event: Event, schema: pa.Schema) -> dict[str, Any]:
    columns = {field.name for field in schema if field.type != pa.string()}
    written = event.model_dump(mode="json", exclude=columns)
    texts = {name: _as_json(value) for name, value in written.items()}
    return event.model_dump(mode="python", include=columns) | texts


def _as_json(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)  # of numbers of any size in `attrs`
