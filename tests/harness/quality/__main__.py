"""`python -m tests.harness.quality --corpus PATH`: the quality table, side by side in one run."""

import argparse
import difflib
import gc
import json
import sys
from pathlib import Path
from typing import Any

from tests.harness.quality.contenders import CONTENDERS
from tests.harness.quality.corpus import Page, read_corpus
from tests.harness.quality.memory import print_memory
from tests.harness.quality.run import Result, run, summarise

COLUMNS = (
    ("body_p", "P"), ("body_r", "R"), ("body_f1", "F1"), ("body_exact", "exact"),
    ("title_exact", "title"), ("authors_exact", "authors"), ("date_day", "day"),
    ("date_minute", "minute"), ("date_wrong", "wrong"), ("tags_f1", "tags F1"),
    ("ms_mean", "ms"), ("ms_p95", "p95"), ("crashes", "crashes"),
)  # fmt: skip


def main() -> int:
    """Run, print, and write JSON where asked."""
    options = _options()
    if options.corpus is None or not options.corpus.is_dir():
        print(
            "quality: no corpus. Name a folder with <set>/gold.jsonl and <set>/pages/*.html.gz:\n"
            "  make quality CORPUS=../shared/corpus",
            file=sys.stderr,
        )
        return 2
    pages = [p for p in read_corpus(options.corpus) if options.half in (None, p.half)]
    pages = [p for p in pages if options.set in (None, p.set)]
    if options.memory:
        print_memory(pages)
        return 0
    # as in the service's workers, for all alike: no collection walks what was imported
    gc.collect()
    gc.freeze()
    names = ["newsreel"] if options.ours_only else list(CONTENDERS)
    results = {name: run(name, pages) for name in names}
    rows = _table(results)
    _print(rows, options.half)
    if options.worst:
        _print_worst(results["newsreel"], options.worst)
    if options.json:
        options.json.write_text(json.dumps(_as_json(rows, results), indent=1) + "\n")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.harness.quality", description=__doc__)
    parser.add_argument("--corpus", type=Path, help="folder of the sets")
    parser.add_argument("--half", choices="AB", help="only the sites of this half")
    parser.add_argument("--set", help="only this set")
    parser.add_argument("--ours-only", action="store_true", help="leave the others out")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="show the worst pages")
    parser.add_argument("--memory", action="store_true", help="only what per-site memory changes")
    parser.add_argument("--json", type=Path, help="write the figures and each page's scores")
    return parser.parse_args()


def _table(results: dict[str, list[Result]]) -> dict[str, list[dict[str, Any]]]:
    sets = dict.fromkeys(r.page.set for r in next(iter(results.values())))
    return {
        each: [
            summarise(name, [r for r in found if r.page.set == each])
            for name, found in results.items()
        ]
        for each in sets
    }


def _print(rows: dict[str, list[dict[str, Any]]], half: str | None) -> None:
    for name, lines in rows.items():
        suffix = f", half {half}" if half else ""
        print(f"\n{name} ({lines[0]['pages']} pages{suffix})")
        print(" " * 22 + "".join(f"{title:>9}" for _, title in COLUMNS))
        for line in lines:
            cells = "".join(f"{_cell(key, line.get(key)):>9}" for key, _ in COLUMNS)
            print(f"{line['extractor']:<22}{cells}")
    _print_ratio(rows)


def _print_ratio(rows: dict[str, list[dict[str, Any]]]) -> None:
    cpu: dict[str, float] = {}
    for lines in rows.values():
        for line in lines:
            spent = line["ms_mean"] * line["pages"]
            cpu[line["extractor"]] = cpu.get(line["extractor"], 0.0) + spent
    if cpu.get("trafilatura") and cpu.get("newsreel"):
        ratio = cpu["newsreel"] / cpu["trafilatura"]
        print(f"\nCPU of newsreel over trafilatura with metadata, all pages: {ratio:.2f}")


def _cell(key: str, value: float | None) -> str:
    if value is None:
        return "-"
    if key in ("body_exact", "crashes"):
        return str(value)
    return f"{value:.1f}" if key.startswith("ms") else f"{value:.4f}"


def _print_worst(results: list[Result], count: int) -> None:
    for result in sorted(results, key=lambda r: r.body.f1)[:count]:
        score, page = result.body, result.page
        print(f"\n{'=' * 90}\n{page.set}/{page.id}  {page.url}")
        print(f"P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}")
        print("\n".join(_diff(page, result.found.body)))


def _diff(page: Page, found: str) -> list[str]:
    gold = [" ".join(line.split()) for line in page.body.splitlines() if line.strip()]
    have = [" ".join(line.split()) for line in found.splitlines() if line.strip()]
    lines = difflib.unified_diff(gold, have, "gold", "ours", n=0, lineterm="")
    return [line[:200] for line in lines if not line.startswith(("@@", "---", "+++"))]


def _as_json(rows: dict[str, Any], results: dict[str, list[Result]]) -> dict[str, Any]:
    pages = {
        name: {
            f"{r.page.set}/{r.page.id}": {
                "p": round(r.body.precision, 4),
                "r": round(r.body.recall, 4),
                "f1": round(r.body.f1, 4),
                "ms": round(r.cpu_ms, 2),
            }
            for r in found
        }
        for name, found in results.items()
    }
    return {"sets": rows, "pages": pages}


if __name__ == "__main__":
    sys.exit(main())
