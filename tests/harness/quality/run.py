"""Run the extractors over the pages and measure what they say and what it costs."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from statistics import mean
from typing import Any

from tests.harness.quality import scores
from tests.harness.quality.contenders import CONTENDERS, READS_METADATA, READS_TITLE, Found
from tests.harness.quality.corpus import Page

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

    @property
    def body(self) -> scores.BodyScore:
        return scores.body_score(self.page.body, self.found.body)


def run(name: str, pages: list[Page]) -> list[Result]:
    """Run one extractor over all pages; a crash is an empty answer."""
    logging.disable(logging.CRITICAL)
    extractor = CONTENDERS[name]
    for page in pages[:: -(-len(pages) // WARM_UP_PAGES)]:
        _timed(extractor, page)
    return [_timed(extractor, page) for page in pages]


def _timed(extractor: Callable[[Page], Found], page: Page) -> Result:
    start = time.process_time()
    crashed = False
    try:
        found = extractor(page)
    except Exception:
        found, crashed = Found(""), True
    return Result(page, found, (time.process_time() - start) * 1000, crashed)


def summarise(name: str, results: list[Result]) -> dict[str, Any]:
    """Boil one extractor's results on one set down to the figures of the table."""
    pages = [result.page for result in results]
    row: dict[str, Any] = {"extractor": name, "pages": len(pages)}
    row |= {f"body_{key}": value for key, value in scores.mean_body(bodies(results)).items()}
    row["body_exact"] = sum(score.f1 == 1.0 for score in bodies(results))
    if name in READS_TITLE:
        row["title_exact"] = _share(
            scores.same_text(r.page.title, r.found.title) for r in results if r.page.title
        )
    if name in READS_METADATA:
        row |= _metadata(results)
    row["crashes"] = sum(result.crashed for result in results)
    times = sorted(result.cpu_ms for result in results)
    row["ms_mean"], row["ms_p95"] = mean(times), times[int(len(times) * 0.95)]
    return row


def bodies(results: list[Result]) -> list[scores.BodyScore]:
    """Score every body."""
    return [result.body for result in results]


def _metadata(results: list[Result]) -> dict[str, float | None]:
    with_authors = [r for r in results if r.page.authors is not None]
    with_tags = [r for r in results if r.page.tags]
    verdicts = [
        scores.date_verdict(_aware(r.page.date), r.found.date, r.found.date_has_time)
        for r in results
        if r.page.date
    ]
    return {
        "authors_exact": _share(
            scores.same_set(r.page.authors or (), r.found.authors) for r in with_authors
        ),
        "date_day": _share(v in ("minute", "day") for v in verdicts),
        "date_minute": _share(v == "minute" for v in verdicts),
        "date_wrong": _share(v == "wrong" for v in verdicts),
        "tags_f1": mean(scores.overlap(r.page.tags or (), r.found.tags) for r in with_tags)
        if with_tags
        else None,
    }


def _aware(instant: datetime | None) -> datetime:
    assert instant is not None
    return instant


def _share(hits: Any) -> float | None:
    found = [bool(hit) for hit in hits]
    return mean(found) if found else None
