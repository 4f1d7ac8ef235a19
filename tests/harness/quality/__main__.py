"""`python -m tests.harness.quality --corpus PATH`: the quality table, side by side in one run."""

import argparse
import gc
import json
import sys
from pathlib import Path

from tests.harness.quality.contenders import CONTENDERS
from tests.harness.quality.corpus import SETS, read_corpus
from tests.harness.quality.cpu import print_cpu
from tests.harness.quality.memory import print_memory
from tests.harness.quality.reliability import print_reliability
from tests.harness.quality.run import OURS, run
from tests.harness.quality.table import as_json, print_ends, print_tables, print_worst

_CACHE = Path(__file__).parents[3] / "reports" / "quality"


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
    pages = [
        page
        for page in read_corpus(options.corpus, options.set)
        if options.half is None or page.half in options.half
    ][:: options.every]
    if options.memory:
        print_memory(pages)
        return 0
    # as in the service's workers, for all alike: no collection walks what was imported
    gc.collect()
    gc.freeze()
    if options.cpu:
        print_cpu(pages)
        return 0
    names = [name for name in CONTENDERS if options.only in (None, name)]
    results = {name: run(name, pages, None if options.fresh else options.cache) for name in names}
    print_tables(results)
    if OURS in results:
        print_ends(results[OURS])
        print_reliability(results[OURS])
        if options.worst:
            print_worst(results[OURS], options.worst)
    if options.json:
        options.json.write_text(json.dumps(as_json(results), indent=1) + "\n")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.harness.quality", description=__doc__)
    parser.add_argument("--corpus", type=Path, help="folder of the sets")
    parser.add_argument("--half", help="only the sites of these halves: A, B, C or AB")
    parser.add_argument("--set", choices=(*SETS, "tabnak"), help="only this set")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each Nth page")
    parser.add_argument("--only", choices=CONTENDERS, help="only this extractor")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="show the worst pages")
    parser.add_argument("--memory", action="store_true", help="only what per-site memory changes")
    parser.add_argument("--cpu", action="store_true", help="only CPU, pages in turn")
    parser.add_argument("--cache", type=Path, default=_CACHE, help="what the others said")
    parser.add_argument("--fresh", action="store_true", help="run the others anew, too")
    parser.add_argument("--json", type=Path, help="write the figures and each page's scores")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
