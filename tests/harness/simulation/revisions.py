"""What the topic of articles must hold: revisions in order, and at its end what the store says."""

from collections.abc import Iterable, Sequence
from typing import Any

import orjson

from tests.harness.simulation.log import Stored


def gaps(articles: Sequence[Stored]) -> Iterable[str]:
    """Find articles whose revisions do not count up by one."""
    latest: dict[bytes | None, int] = {}
    for each in articles:
        (_, revision), before = revision_of(each), latest.get(each.key, 0)
        if each.value is not None and revision > before + 1:
            yield f"gap: {each.key!r} has revision {revision} after {before}"
        latest[each.key] = max(before, revision)


def unlike_store(
    articles: Sequence[Stored], rows: Iterable[Any], may_be_behind: bool
) -> Iterable[str]:
    """Find articles whose last message is not what publish knows of them.

    It is all that compaction leaves, so whoever reads the topic later has that for good. An end may
    stand behind the revision by which its article came back (decision 17).
    """
    last = {revision_of(each)[0]: each for each in articles}
    known = {row.article_id: row for row in rows}
    for article_id, each in last.items():
        row, told = known.get(article_id), (revision_of(each)[1], each.value is None)
        stands = row and (row.revision, row.gone_by is not None)
        came_back = stands is not None and told[0] < stands[0] and not stands[1]
        if told != stands and not (came_back and (told[1] or may_be_behind)):
            yield f"unlike store: {article_id} is told as {told}, known as {stands}"


def revision_of(stored: Stored) -> tuple[str, int]:
    """Read which revision of which article a message is, or ends."""
    if stored.value is None:
        return (stored.key or b"").decode(), int(dict(stored.headers)["newsreel_revision"])
    value = orjson.loads(stored.value)
    return value["article_id"], value["revision"]
