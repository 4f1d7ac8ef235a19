"""`python -m tests.harness.quality.topics --corpus PATH`: topics beside what the sections say.

The labels are silver: what the markup, or else the path of the URL, calls the section, where that
is a topic by `topics.toml`. With `--half A` also what each threshold would give; needs the extra
`embed`.
"""

import argparse
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from schemas.events import ArticleExtracted
from services.enrich.models.embed import head
from services.enrich.models.topics import LEAST_LEAD, nearest, topics
from services.enrich.models.vectors import loaded
from services.enrich.reading import Reading
from services.extract.extract import extract
from services.stage.endings import Ended
from tests.harness.quality.contenders import fetched
from tests.harness.quality.corpus import Page, read_corpus

LEADS = (0.0, 0.004, 0.008, 0.012, 0.014, 0.016, 0.018, 0.02, 0.024, 0.03)
OF_A_SITE = 5
"""Pages of a site that count: its sections are as they are."""


class Labelled(NamedTuple):
    """What a section says, and what the vector says."""

    section: str
    nearest: str
    lead: float


def labelled(pages: Iterable[Page]) -> Iterator[Labelled]:
    """Yield the articles whose section is a topic."""
    of_site: dict[str, int] = {}
    seen: set[str] = set()
    known = topics().topics
    for page in pages:
        article = None if page.kind or of_site.get(page.site, 0) >= OF_A_SITE else _article(page)
        if article is None or article.article_id in seen:
            continue
        seen.add(article.article_id)
        if (section := section_topic(article)) is None:
            continue
        of_site[page.site] = of_site.get(page.site, 0) + 1
        best, lead = nearest(loaded()(head(Reading(article, None))))
        yield Labelled(section, known[best].id, lead)


def section_topic(article: ArticleExtracted) -> str | None:
    """Return the id of the topic that the article's section or URL names; the first that does."""
    folders = urlsplit(article.canonical_url).path.split("/")[1:-1]
    for words in (article.section or "", *map(unquote, folders)):
        key = re.sub(r"[^\w]+", "-", words.casefold()).strip("-")
        if key in _words():
            return _words()[key]
    return None


@cache
def _words() -> dict[str, str]:
    listed = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {word: topic for topic, words in listed.items() for word in words.split()}


def _article(page: Page) -> ArticleExtracted | None:
    found = extract(fetched(page))
    return None if isinstance(found, Ended) else found.article


def row(found: list[Labelled], least: float) -> str:
    """Say for a threshold how many have a topic, and how many of those are right."""
    told = [each for each in found if each.lead >= least]
    right = sum(each.section == each.nearest for each in told)
    return (
        f"{least:>6.3f}{len(told):>7}{len(told) / len(found):>8.2f}"
        f"{right / len(told) if told else 0:>8.2f}"
    )


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="tests.harness.quality.topics")
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the sets")
    parser.add_argument("--half", choices=("A", "B"), default="B", help="A: to choose on")
    options = parser.parse_args()
    pages = [page for page in read_corpus(options.corpus) if page.half == options.half]
    found = list(labelled(pages))
    print(f"half {options.half}, {len(found)} articles\n least   told   share   right")
    for least in (LEAST_LEAD, *(LEADS if options.half == "A" else ())):
        print(row(found, least))
    for each in found:
        if each.lead >= LEAST_LEAD and each.section != each.nearest:
            print(f"{each.section} by its section, {each.nearest} by the vector")
    return 0


if __name__ == "__main__":
    sys.exit(main())
