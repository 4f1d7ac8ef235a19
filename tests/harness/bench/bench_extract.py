"""`python -m tests.harness.bench.bench_extract --corpus PATH`: where an article's CPU time goes.

Of extraction alone, in one process; each part's CPU time is told as a fraction of what trafilatura
takes with metadata for the same pages, page by page in turn. A part is timed from its call to its
return, so a part within another is counted in both.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from services.extract import extract as whole
from services.extract.body import body, candidates
from services.extract.body.passes import referee
from services.extract.markup import document
from services.extract.metadata import metadata
from services.extract.worker import warm_up
from tests.harness.quality.contenders import fetched
from tests.harness.quality.contenders import trafilatura_default as peer
from tests.harness.quality.corpus import read_corpus

SETS = ("fundus", "scrapinghub", "wcxb", "waddle")
PARTS: list[tuple[ModuleType, str]] = [
    (whole, "read_document"), (document, "decode"), (document, "parse"),
    (whole, "read_body"), (body, "read_outline"), (candidates, "resiliparse_lines"),
    (candidates, "read_early"), (referee, "precise_lines"), (referee, "balanced_lines"),
    (candidates, "shingles"), (candidates, "agreement"), (candidates, "_refined"),
    (body, "choose"),
    (whole, "page_features"), (whole, "judge_body"), (whole, "confidence_of"),
    (whole, "read_metadata"), (metadata, "read_page_data"),
    (metadata, "find_dates"), (metadata, "find_byline"), (metadata, "find_tags"),
    (whole, "_article"),
]  # fmt: skip


def main(corpus: Path, sets: Sequence[str], every: int) -> None:
    """Print the table."""
    pages = [page for name in sets for page in read_corpus(corpus, name)[::every]]
    warm_up()
    peer(pages[0])
    spent: Counter[str] = Counter()
    for module, name in PARTS:
        setattr(module, name, _timed(name, getattr(module, name), spent))
    extract = _timed("extract", whole.extract, spent)
    trafilatura = _timed("trafilatura", peer, spent)
    for page in pages:
        extract(fetched(page))
        trafilatura(page)
    total = spent.pop("trafilatura")
    print(f"{len(pages)} pages, trafilatura {1000 * total / len(pages):.1f} ms a page")
    for name, seconds in spent.most_common():
        print(f"{name:20s} {seconds / total:.3f}")


def _timed(name: str, function: Callable[..., Any], spent: Counter[str]) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        start = time.process_time()
        try:
            return function(*args, **kwargs)
        finally:
            spent[name] += time.process_time() - start  # type: ignore[assignment]

    return call


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--every", type=int, default=4, help="each set's every so many pages")
    parser.add_argument("--sets", nargs="+", default=SETS)
    options = parser.parse_args(sys.argv[1:])
    main(options.corpus, options.sets, options.every)
