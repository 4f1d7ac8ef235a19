"""Print the figures: a block a set and half, a line an extractor."""

import difflib
from collections.abc import Iterator
from typing import Any

from tests.harness.quality.corpus import Page
from tests.harness.quality.reliability import sure_and_bad
from tests.harness.quality.run import Result
from tests.harness.quality.summary import by_language, published_by_kind, summarise

COLUMNS = (
    ("body_p", "P"), ("body_r", "R"), ("body_f1", "F1"), ("body_exact", "exact"),
    ("refused", "empty"), ("title_exact", "title"), ("authors_exact", "authors"),
    ("date_day", "day"), ("date_minute", "minute"), ("date_wrong", "wrong"),
    ("tags_f1", "tags F1"), ("ms_mean", "ms"), ("ms_p95", "p95"), ("crashes", "crashes"),
)  # fmt: skip
Results = dict[str, list[Result]]


def print_tables(results: Results) -> None:
    """Print a block for each set and half."""
    for name, part in _parts(results):
        print(f"\n{name} ({len(next(iter(part.values())))} pages)")
        print(" " * 22 + "".join(f"{title:>9}" for _, title in COLUMNS))
        for extractor, found in part.items():
            row = summarise(extractor, found)
            cells = "".join(f"{_cell(key, row.get(key)):>9}" for key, _ in COLUMNS)
            print(f"{extractor:<22}{cells}")
            languages = by_language(found)
            if languages:
                print("    " + ", ".join(f"{each} {f1:.3f}" for each, f1 in languages.items()))


def print_ends(results: list[Result]) -> None:
    """Print what became of pages that are no articles, of articles, and what confidence says."""
    for name, part in _parts({"": results}):
        found = part[""]
        kinds = published_by_kind(found)
        if kinds:
            told = ", ".join(f"{kind} {got} of {of}" for kind, (got, of) in sorted(kinds.items()))
            got, of = (sum(column) for column in zip(*kinds.values(), strict=True))
            print(f"\n{name}: published {got} of {of}: {told}")
        elif name.startswith("dates"):
            continue
        else:
            refused = [each.found.ended for each in found if each.found.ended]
            ends = ", ".join(f"{end} {refused.count(end)}" for end in sorted(set(refused)))
            sure = sure_and_bad(found)
            text = (
                f"; confidence >= .8: {sure[0]:.3f}, of these F1 < .8: {sure[1]:.3f}"
                if sure
                else ""
            )
            print(f"{name}: {ends or 'none'} refused of {len(found)}{text}")


def print_worst(results: list[Result], count: int) -> None:
    """Print the pages with the lowest body F1, as differences."""
    with_body = [result for result in results if result.page.body is not None]
    for result in sorted(with_body, key=lambda r: r.body.f1)[:count]:
        score, page = result.body, result.page
        print(f"\n{'=' * 90}\n{page.key}  {page.url}  {result.found.ended}")
        print(f"P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}")
        print("\n".join(_diff(page, result.found.body)))


def as_json(results: Results) -> dict[str, Any]:
    """Return the rows of the table and the scores of each page."""
    rows = {
        name: [summarise(extractor, found) for extractor, found in part.items()]
        for name, part in _parts(results)
    }
    pages = {
        name: {
            r.page.key: {
                "p": round(r.body.precision, 4),
                "r": round(r.body.recall, 4),
                "f1": round(r.body.f1, 4),
                "ms": round(r.cpu_ms, 2),
                "confidence": r.found.confidence,
                "ended": r.found.ended,
            }
            for r in found
        }
        for name, found in results.items()
    }
    return {"sets": rows, "pages": pages}


def _parts(results: Results) -> Iterator[tuple[str, Results]]:
    """Yield each set's halves, and the set as a whole where there are several."""
    some = next(iter(results.values()))
    for name in dict.fromkeys(each.page.set for each in some):
        halves = sorted({each.page.half for each in some if each.page.set == name})
        for half in halves:
            yield f"{name} {half}", _part(results, name, half)
        if len(halves) > 1:
            yield f"{name} all", _part(results, name, "".join(halves))


def _part(results: Results, name: str, halves: str) -> Results:
    return {
        extractor: [r for r in found if r.page.set == name and r.page.half in halves]
        for extractor, found in results.items()
    }


def _cell(key: str, value: Any) -> str:
    if value is None:
        return "-"
    if key in ("body_exact", "crashes"):
        return str(value)
    return f"{value:.1f}" if key.startswith("ms") else f"{value:.4f}"


def _diff(page: Page, found: str) -> list[str]:
    gold = [" ".join(line.split()) for line in (page.body or "").splitlines() if line.strip()]
    have = [" ".join(line.split()) for line in found.splitlines() if line.strip()]
    lines = difflib.unified_diff(gold, have, "gold", "ours", n=0, lineterm="")
    return [line[:200] for line in lines if not line.startswith(("@@", "---", "+++"))]
