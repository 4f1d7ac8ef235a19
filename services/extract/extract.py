"""Page in, article out. Pure: no Kafka, no clock, no network."""

from dataclasses import dataclass

from schemas.events import ArticleExtracted, Block, PageFetched
from schemas.identity import article_id
from schemas.passport import Hints
from schemas.url import host_of, site_of
from services.extract.body import read_body
from services.extract.document import read_document
from services.extract.furniture import SiteMemory, drop
from services.extract.verdict import judge_body, judge_document
from services.stage.endings import Rejected

EXTRACTOR_VERSION = "1"
"""Raise it with every rule that changes what is published."""
NO_HINTS = Hints()


@dataclass(frozen=True, slots=True)
class Extraction:
    """An article, and what its site's memory learns from it."""

    article: ArticleExtracted
    lines: tuple[str, ...]
    """The body's lines before furniture was dropped: give them to `furniture.update`."""
    passes: tuple[str, ...]
    """The body passes that were run, the chosen one last (metric `extract_passes_total`)."""


def extract(
    page: PageFetched, hints: Hints = NO_HINTS, memory: SiteMemory | None = None
) -> Extraction | Rejected:
    """Read the article of a page, or say why it has none.

    `memory` is what is known of the page's host; it only ever removes lines.
    """
    document = read_document(page)
    if isinstance(document, Rejected):
        return document
    rejected = judge_document(document)
    if rejected:
        return rejected
    body = read_body(document)
    rejected = judge_body(document, body)
    if rejected:
        return rejected
    canonical_url = page.final_url
    host = host_of(canonical_url)
    lines, dropped = drop(body.lines, memory, canonical_url)
    article = ArticleExtracted(
        article_id=article_id(canonical_url),
        url=page.final_url,
        canonical_url=canonical_url,
        site=site_of(host),
        host=host,
        text="\n".join(lines),
        blocks=[Block(kind="paragraph", text=line) for line in lines],
        rights=page.rights,
        confidence=round(body.confidence, 4),
        furniture_lines_dropped=dropped,
        extractor_version=EXTRACTOR_VERSION,
        fetched_at=page.fetched_at,
    )
    return Extraction(article, body.lines, body.passes)
