"""The extractors that are compared, all given the same bytes and the URL."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from schemas.events import PageFetched
from schemas.url import host_of
from schemas.url.hosts import site_of
from services.extract.markup.decoding import decode
from tests.harness.quality.corpus import Page

FETCHED_AT = datetime(2026, 11, 1, tzinfo=UTC)
"""A fixed instant after every page of the corpus."""


@dataclass(frozen=True)
class Found:
    """What an extractor says of a page; what it does not read at all is None."""

    body: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    date: datetime | None = None
    date_has_time: bool = False
    tags: tuple[str, ...] = ()
    confidence: float | None = None
    passes: tuple[str, ...] = ()
    ended: str = ""
    """Why there is no article, where an extractor says so."""


def ours(page: Page) -> Found:
    from services.extract.extract import extract
    from services.stage.endings import Ended

    found = extract(fetched(page))
    if isinstance(found, Ended):
        return Found("", ended=str(found.reason))
    article = found.article
    return Found(
        article.text,
        article.title,
        tuple(person.name for person in article.authors),
        article.published_at,
        article.published_precision in ("second", "minute"),
        tuple(article.tags),
        article.confidence,
        found.passes,
    )


def fetched(page: Page) -> PageFetched:
    """The event that the fetch service would have made of the page."""
    host = host_of(page.url)
    return PageFetched(
        url=page.url,
        final_url=page.url,
        host=host,
        site=site_of(host),
        content_type="text/html",
        fetched_at=FETCHED_AT,
        body=page.html,
    )


def trafilatura_default(page: Page) -> Found:
    from trafilatura import bare_extraction

    found: Any = bare_extraction(
        _text(page), url=page.url, include_comments=False, with_metadata=True
    )
    if found is None:
        return Found("")
    return Found(
        found.text or "",
        found.title,
        tuple(name.strip() for name in (found.author or "").split(";") if name.strip()),
        datetime.fromisoformat(found.date) if found.date else None,
        tags=tuple(found.tags or ()),
    )


def trafilatura_precision(page: Page) -> Found:
    from trafilatura import extract

    return Found(extract(_text(page), include_comments=False, favor_precision=True) or "")


def trafilatura_fast(page: Page) -> Found:
    from trafilatura import extract

    return Found(extract(_text(page), include_comments=False, fast=True) or "")


def readability(page: Page) -> Found:
    from readability import Document
    from resiliparse.extract.html2text import extract_plain_text

    document = Document(_text(page))
    body = extract_plain_text(document.summary(), alt_texts=False, list_bullets=False)
    return Found(body, document.short_title())


def resiliparse(page: Page) -> Found:
    from resiliparse.extract.html2text import extract_plain_text

    return Found(extract_plain_text(_text(page), main_content=True, alt_texts=False))


def newspaper(page: Page) -> Found:
    from newspaper import Article

    article = Article(page.url, fetch_images=False)
    article.download(input_html=_text(page))
    article.parse()
    date = article.publish_date if isinstance(article.publish_date, datetime) else None
    return Found(
        article.text,
        article.title,
        tuple(article.authors),
        date,
        date is not None and (date.hour, date.minute) != (0, 0),
        tuple(sorted(article.tags or ())),
    )


CONTENDERS: dict[str, Callable[[Page], Found]] = {
    "newsreel": ours,
    "trafilatura": trafilatura_default,
    "trafilatura precision": trafilatura_precision,
    "trafilatura fast": trafilatura_fast,
    "readability-lxml": readability,
    "resiliparse": resiliparse,
    "newspaper4k": newspaper,
}
READS_METADATA = {"newsreel", "trafilatura", "newspaper4k"}
READS_TITLE = {*READS_METADATA, "readability-lxml"}


def _text(page: Page) -> str:
    """Decode as the others' users would: the HTTP header is not in the corpus."""
    decoded = decode(page.html, None)
    return decoded[0] if decoded else ""
