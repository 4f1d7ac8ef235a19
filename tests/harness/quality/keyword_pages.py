"""Pages as the ranking of keywords gets them, beside what their publishers tagged."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

import regex

from schemas.events import ArticleExtracted
from services.enrich.keywords.stated import Stated, stated
from services.enrich.language import detect
from services.extract.extract import extract
from services.stage.endings import Ended
from services.text.words import UNSPACED, fold
from tests.harness.quality.contenders import fetched
from tests.harness.quality.corpus import Page

READ_OF_A_SITE = 3
"""Pages of which the tags are read; a site's habits count no more than that."""


class Tagged(NamedTuple):
    """A page with gold body and title, and the rest as extraction reads it."""

    page: Page
    tags: frozenset[str]
    """Those that stand in title or body, folded."""
    language: str | None
    said: Stated


def with_gold(pages: Iterable[Page]) -> Iterator[Tagged]:
    """Yield the pages of which the corpus has tags that stand in the text."""
    for page in pages:
        if tags := standing_tags(page):
            yield _tagged(page, tags, _article(page))


def with_read_tags(pages: Iterable[Page]) -> Iterator[Tagged]:
    """Yield others, with the tags that their markup states; the noisier ones."""
    of_site: Counter[str] = Counter()
    for page in pages:
        if page.tags or of_site[page.site] == READ_OF_A_SITE:
            continue
        article = _article(page)
        if article and article.sources.get("tags", "text") != "text":
            page = _filled(page, article)
            if tags := standing_tags(page):
                of_site[page.site] += 1
                yield _tagged(page, tags, article)


def _article(page: Page) -> ArticleExtracted | None:
    found = extract(fetched(page))
    return None if isinstance(found, Ended) else found.article


def _filled(page: Page, article: ArticleExtracted) -> Page:
    title, body = page.title or article.title, page.body or article.text
    return replace(page, title=title, body=body, tags=tuple(article.tags))


def _tagged(page: Page, tags: frozenset[str], article: ArticleExtracted | None) -> Tagged:
    description, url = (article.description, article.canonical_url) if article else (None, page.url)
    return Tagged(page, tags, detect(page.text).code, stated(description, url))


def standing_tags(page: Page) -> frozenset[str]:
    """Return the page's own tags that stand in its text, folded."""
    return frozenset(each for tag in page.tags or () if (each := _standing(tag, page)))


def _standing(tag: str, page: Page) -> str | None:
    """Fold a tag, if it stands in the page's title or body as whole words."""
    text, tag = fold(f"{page.title or ''}\n{page.text}"), fold(tag.strip())
    whole = rf"(?:(?<![\p{{L}}\p{{N}}])|(?<=[{UNSPACED}])){regex.escape(tag)}"
    whole += rf"(?:(?![\p{{L}}\p{{N}}])|(?=[{UNSPACED}]))"
    return tag if len(tag) > 1 and regex.search(whole, text) else None
