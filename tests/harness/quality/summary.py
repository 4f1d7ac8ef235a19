"""Boil the results of one extractor on one part of the corpus down to the table's figures."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from statistics import mean
from typing import Any

from tests.harness.quality import scores
from tests.harness.quality.contenders import READS_METADATA, READS_TITLE
from tests.harness.quality.run import Result

Row = dict[str, Any]


def summarise(name: str, results: list[Result]) -> Row:
    """Return the figures that the part's gold allows."""
    row: Row = {"extractor": name, "pages": len(results)}
    with_body = [result for result in results if result.page.body is not None]
    if with_body:
        bodies = [result.body for result in with_body]
        row |= {f"body_{key}": value for key, value in scores.mean_body(bodies).items()}
        row["body_exact"] = sum(score.f1 == 1.0 for score in bodies)
    sentences = [r for r in results if r.page.wanted or r.page.unwanted]
    if sentences:
        row |= _sentences(sentences)
    if name in READS_TITLE:
        row["title_exact"] = _share(
            scores.same_text(r.page.title, r.found.title) for r in results if r.page.title
        )
    if name in READS_METADATA:
        row |= _metadata(results)
    row["refused"] = _share(not r.found.body for r in results)
    row["crashes"] = sum(result.crashed for result in results)
    times = sorted(result.cpu_ms for result in results)
    row["ms_mean"], row["ms_p95"] = mean(times), times[int(len(times) * 0.95)]
    return row


def by_language(results: list[Result]) -> dict[str, float]:
    """Return the body's F1 for each language of a set that names it."""
    groups: dict[str, list[scores.BodyScore]] = defaultdict(list)
    for result in results:
        if result.page.language:
            groups[result.page.language].append(result.body)
    return {name: scores.mean_body(group)["f1"] for name, group in sorted(groups.items())}


def published_by_kind(results: list[Result]) -> dict[str, tuple[int, int]]:
    """Return for each kind of page that is no article: published, all."""
    found: dict[str, tuple[int, int]] = {}
    for result in results:
        if kind := result.page.kind:
            published, pages = found.get(kind, (0, 0))
            found[kind] = published + bool(result.found.body), pages + 1
    return found


def _sentences(results: list[Result]) -> Row:
    counts = [scores.sentence_counts(r.page.wanted, r.page.unwanted, r.found.body) for r in results]
    hit, miss, extra = (sum(column) for column in zip(*counts, strict=True))
    precision = hit / (hit + extra) if hit else 0.0
    recall = hit / (hit + miss) if hit else 0.0
    return {"body_p": precision, "body_r": recall, "body_f1": scores.f1_of(precision, recall)}


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


def _share(hits: Iterable[object]) -> float | None:
    found = [bool(hit) for hit in hits]
    return mean(found) if found else None
