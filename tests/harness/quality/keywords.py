"""`python -m tests.harness.quality.keywords --corpus PATH`: keywords against the sites' tags.

Gold is what the publisher tagged and what also stands in title or body; found is what equals it,
in capitals or not. The tags themselves are not shown to the ranking; the description and the URL
of the page are, as extraction reads them.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from services.enrich.enrich import warm
from services.enrich.keywords.keywords import keywords
from services.text.words import fold
from tests.harness.quality.corpus import Page, read_corpus
from tests.harness.quality.keyword_pages import with_gold


@dataclass(frozen=True, slots=True)
class Ranking:
    """What was found on a page, best first, beside what its publisher tagged; folded."""

    page: Page
    language: str | None
    found: list[str]
    tags: frozenset[str]
    cpu_ms: float

    def recall(self, depth: int) -> float:
        """Share of the tags among the first `depth`."""
        return len(self.tags.intersection(self.found[:depth])) / len(self.tags)

    def precision(self, depth: int) -> float:
        """Share of the first `depth` that are tags; what was not found counts as wrong."""
        return len(self.tags.intersection(self.found[:depth])) / depth


def rank(pages: list[Page]) -> Iterator[Ranking]:
    """Rank the words of every page that has a tag in its text."""
    for page, tags, language, said in with_gold(pages):
        keywords(page.text, page.title, language, said)  # loads what the language needs
        start = time.process_time()
        found = [fold(each.text) for each in keywords(page.text, page.title, language, said)]
        spent = 1000 * (time.process_time() - start)
        yield Ranking(page, language, list(dict.fromkeys(found)), tags, spent)


def main() -> int:
    """Print recall and precision, per language and over all."""
    parser = argparse.ArgumentParser(prog="tests.harness.quality.keywords", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the sets")
    parser.add_argument("--half", choices="ABC", help="only the sites of this half")
    parser.add_argument("--show", action="store_true", help="show each page's first ten")
    options = parser.parse_args()
    warm()
    pages = [page for page in read_corpus(options.corpus) if options.half in (None, page.half)]
    rankings = list(rank(pages))
    if options.show:
        for each in rankings:
            print(f"\n{each.language} {each.page.id}: {', '.join(sorted(each.tags))}")
            print("   " + ", ".join(f"*{it}" if it in each.tags else it for it in each.found))
    print(f"\n{'':<10}{'pages':>7}{'tags':>7}{'R@10':>8}{'P@5':>8}{'ms':>8}")
    for language in sorted({each.language or "-" for each in rankings}):
        _print(language, [each for each in rankings if (each.language or "-") == language])
    _print("all", rankings)
    return 0


def _print(name: str, some: list[Ranking]) -> None:
    tags = sum(len(each.tags) for each in some)
    recall = sum(each.recall(10) for each in some) / len(some)
    precision = sum(each.precision(5) for each in some) / len(some)
    spent = sum(each.cpu_ms for each in some) / len(some)
    print(f"{name:<10}{len(some):>7}{tags:>7}{recall:>8.3f}{precision:>8.3f}{spent:>8.2f}")


if __name__ == "__main__":
    sys.exit(main())
