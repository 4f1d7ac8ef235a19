"""Whole pages in thirty languages that we wrote: articles, and what looks like them and is none."""

import json
from collections.abc import Iterator
from pathlib import Path

from tests.harness.quality.corpus import Page

_FOLDER = Path(__file__).parents[2] / "extract" / "verdict" / "pages"
WRITTEN = "written"
"""The name of this set, and the kind of its pages that are no articles."""


def read_written() -> list[Page]:
    """Read all of them: pages of the corpus that are no articles are all English."""
    return [*_pages("articles", None), *_pages("others", WRITTEN)]


def _pages(name: str, kind: str | None) -> Iterator[Page]:
    for line in (_FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield Page(
            set=WRITTEN,
            id=row["name"],
            url=row["url"],
            html=row["html"].encode(),
            language=row["language"],
            kind=kind,
        )
