"""Run the extractors over the pages; what others said is kept, since they do not change."""

import json
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.harness.quality import scores
from tests.harness.quality.contenders import CONTENDERS, Found
from tests.harness.quality.corpus import Page

OURS = "newsreel"
WARM_UP_PAGES = 12
"""Read before any is counted, from all over the corpus: what libraries load at first use is no
page's cost, and must not fall on whoever comes first."""


@dataclass(frozen=True)
class Result:
    """One extractor on one page."""

    page: Page
    found: Found
    cpu_ms: float
    crashed: bool = False

    @cached_property
    def body(self) -> scores.BodyScore:
        return scores.body_score(self.page.body or "", self.found.body)


def run(name: str, pages: list[Page], cache: Path | None = None) -> list[Result]:
    """Run one extractor over all pages; a crash is an empty answer. Ours is never cached."""
    logging.disable(logging.CRITICAL)
    extractor = CONTENDERS[name]
    file = cache / f"{name.replace(' ', '-')}.jsonl" if cache and name != OURS else None
    known = dict(_read(file, pages)) if file else {}
    missing = [page for page in pages if page.key not in known]
    for page in missing[:: -(-len(missing) // WARM_UP_PAGES) or 1]:
        timed(extractor, page)
    for page in missing:
        known[page.key] = timed(extractor, page)
        if file:
            _append(file, known[page.key])
    return [known[page.key] for page in pages]


def timed(extractor: Callable[[Page], Found], page: Page) -> Result:
    """Run one extractor on one page, with its CPU time."""
    start = time.process_time()
    crashed = False
    try:
        found = extractor(page)
    except Exception:
        found, crashed = Found(""), True
    return Result(page, found, (time.process_time() - start) * 1000, crashed)


def _read(file: Path, pages: list[Page]) -> Iterator[tuple[str, Result]]:
    by_key = {page.key: page for page in pages}
    for line in file.read_text("utf-8").strip().split("\n") if file.exists() else ():
        row = json.loads(line)
        page = by_key.get(row["page"])
        if page is not None:
            yield page.key, Result(page, _found(row["found"]), row["cpu_ms"], row["crashed"])


def _append(file: Path, result: Result) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    found = asdict(result.found)
    found["date"] = result.found.date.isoformat() if result.found.date else None
    row = {"page": result.page.key, "cpu_ms": round(result.cpu_ms, 2), "crashed": result.crashed}
    with file.open("a", encoding="utf-8") as out:
        out.write(json.dumps({**row, "found": found}) + "\n")


def _found(row: dict[str, Any]) -> Found:
    date = datetime.fromisoformat(row["date"]) if row["date"] else None
    lists = {name: tuple(row[name]) for name in ("authors", "tags", "passes")}
    return Found(**{**row, **lists, "date": date})
