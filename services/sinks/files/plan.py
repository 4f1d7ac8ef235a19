"""Which files a batch becomes: by kind and day, one each; of Markdown one for each article."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import groupby

import orjson

from services.sinks.entry import Entry, Revision
from services.sinks.files.index import Planned, key_of
from services.views.formats import FORMATS

FOLDERS = {"published": "articles", "retracted": "retractions", "merged": "merges"}
"""Kind of an entry → its folder."""


def unwritten(entries: Iterable[Entry], latest: Sequence[int]) -> list[Entry]:
    """Leave out what is written, and what comes twice in one batch."""
    known: dict[tuple[str, str], int] = {}
    found = []
    for entry, written in zip(entries, latest, strict=True):
        kind, article_id, revision = key_of(entry)
        if revision > known.setdefault((kind, article_id), written):
            known[kind, article_id] = revision
            found.append(entry)
    return found


def planned(entries: Sequence[Entry], format_name: str) -> Iterator[Planned]:
    """Yield the files that hold the entries."""
    ordered = sorted(entries, key=_kind_and_day)
    for (kind, day), group in groupby(ordered, key=_kind_and_day):
        folder = f"{FOLDERS[kind]}/date={day}"
        members = list(group)
        if format_name == "markdown" and kind == "published":
            yield from _one_each(members, folder)
        else:
            yield _together(members, folder, format_name)


def _kind_and_day(entry: Entry) -> tuple[str, str]:
    return entry.kind, entry.at.date().isoformat()


def _together(entries: list[Entry], folder: str, format_name: str) -> Planned:
    content, suffix = _content(entries, format_name)
    keys = tuple(map(key_of, entries))
    digest = blake2b(orjson.dumps(keys), digest_size=8).hexdigest()
    name = f"{folder}/{entries[0].at:%H%M%S}-{digest}{suffix}"
    return Planned(name, content, keys)


def _one_each(entries: list[Entry], folder: str) -> Iterator[Planned]:
    form = FORMATS["markdown"]
    for entry in entries:
        if isinstance(entry, Revision):
            name = f"{folder}/{entry.article_id}-{entry.revision}{form.suffix}"
            text = form.render(entry.article)
            yield Planned(name, text.encode("utf-8", "replace"), (key_of(entry),))


def _content(entries: list[Entry], format_name: str) -> tuple[bytes, str]:
    if format_name == "parquet":
        from services.sinks.files.parquet import parquet

        return parquet(entries), ".parquet"
    return b"".join(_line(entry, format_name) + b"\n" for entry in entries), ".jsonl"


def _line(entry: Entry, format_name: str) -> bytes:
    """Return an entry as it stands on the topic, an article in the view that is wanted."""
    if isinstance(entry, Revision) and format_name != "json":
        return FORMATS[format_name].render(entry.article).encode("utf-8", "replace")
    return entry.value
