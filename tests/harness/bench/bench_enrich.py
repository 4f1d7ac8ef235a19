"""`python -m tests.harness.bench.bench_enrich`: what each enricher costs, in milliseconds and MB.

On the articles of `tests/enrich/articles.json`, each repeated to about 600 words; with
`--corpus PATH` on at most 200 bodies of that corpus, of all its sets. What a model makes has a row
where it is installed; names are then measured on the articles in its language alone. The time of an
article is CPU time, of the fastest of a few rounds over all, warm: what the last article left
behind is of no use to the next. A field is charged alone with the words and lines that several
fields share, so that all the rules cost less than their sum; `bytes to bytes` is all that the
worker process does. Memory is what the first round adds to the process.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import psutil

from schemas.events import ArticleExtracted
from schemas.packed import pack
from services.enrich.enrich import ENRICHERS, enrich
from services.enrich.language import detect
from services.enrich.models.wanted import RECOGNISERS, wanted
from services.enrich.packed import enrich_packed
from services.enrich.reading import Enricher, Reading
from services.enrich_models import PACKAGES, check_installed
from services.setting_values import ModelName
from services.settings import BadSettings, read_settings
from tests.harness.quality.corpus import read_corpus
from tests.support.articles import article, cases

RUNS = 7
ARTICLES_MAX = 200
ARTICLE_CHARACTERS = 3_600
"""About 600 words."""
T = TypeVar("T")


def articles(corpus: Path | None) -> list[ArticleExtracted]:
    """Return what to measure on."""
    if corpus is not None:
        pages = [page for page in read_corpus(corpus) if page.body]
        step = -(-len(pages) // ARTICLES_MAX)
        return [article(page.text, title=page.title) for page in pages[::step]]
    return [
        article(
            (case["text"] + "\n") * (1 + ARTICLE_CHARACTERS // len(case["text"])),
            title=case["title"],
        )
        for case in cases().values()
    ]


def measure(work: Callable[[T], object], readings: list[T]) -> tuple[float, float, float]:
    """Return the mean and the slowest article in milliseconds, and the memory in MB."""
    process = psutil.Process()
    before = process.memory_info().rss
    for reading in readings:
        work(reading)
    memory = (process.memory_info().rss - before) / 1e6
    rounds = [[_milliseconds(work, reading) for reading in readings] for _ in range(RUNS)]
    spent = list(map(min, *rounds))
    return sum(spent) / len(spent), max(spent), memory


def _milliseconds(work: Callable[[T], object], reading: T) -> float:
    start = time.process_time()
    work(reading)
    return 1000 * (time.process_time() - start)


def by_model(name: ModelName) -> Enricher | None:
    """Return what a model makes, not loaded yet; None where it is not installed."""
    settings = read_settings(enrich_models=name, enrich_model_seconds=5)
    try:
        check_installed(settings)
    except BadSettings:
        return None
    (make,) = wanted(settings).values()
    return make


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="tests.harness.bench.bench_enrich")
    parser.add_argument("--corpus", type=Path, help="folder of the sets")
    options = parser.parse_args()
    readings = [Reading(each, detect(each.text).code) for each in articles(options.corpus)]
    rows = {"language": measure(lambda each: detect(each.article.text), readings)}
    rows |= {name: measure(make, readings) for name, make in ENRICHERS.items()}
    rows["all the rules"] = measure(lambda each: enrich(each.article), readings)
    packed = [pack(each.article, "") for each in readings]
    rows["bytes to bytes"] = measure(enrich_packed, packed)
    for model in PACKAGES:
        language = RECOGNISERS[model][0] if model in RECOGNISERS else None
        own = [each for each in readings if language in (None, each.language)]
        if own and (make := by_model(model)):
            rows[model] = measure(make, own)
    print(f"{len(readings)} articles\n{'':<16}{'ms':>8}{'slowest':>9}{'MB':>8}")
    for name, (mean, slowest, memory) in rows.items():
        print(f"{name:<16}{mean:>8.2f}{slowest:>9.2f}{memory:>8.1f}")
    print(f"{'the process':<33}{psutil.Process().memory_info().rss / 1e6:>8.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
