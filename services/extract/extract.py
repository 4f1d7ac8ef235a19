"""Page in, article out. Pure: no Kafka, no clock, no network."""

from dataclasses import fields, replace

from schemas.events import ArticleExtracted, PageFetched
from schemas.identity import article_id
from schemas.passport import Hints
from schemas.url import host_of
from schemas.url.hosts import site_of
from schemas.url.story_url import story_url
from services.extract.body.blocks.blocks import plain_blocks, read_blocks
from services.extract.body.body import Body, read_body
from services.extract.extraction import Extraction
from services.extract.markup.document import read_document
from services.extract.metadata.metadata import read_metadata
from services.extract.metadata.model import Metadata
from services.extract.site_boilerplate.boilerplate import (
    LINES_MAX,
    SiteMemory,
    seen_lines,
    tag_line,
    unwanted,
)
from services.extract.verdict.confidence import confidence_of
from services.extract.verdict.page_features import page_features
from services.extract.verdict.verdict import is_long_enough, judge_body, judge_document
from services.gc_pause import uncollected
from services.stage.endings import Ended

EXTRACTOR_VERSION = "27"
"""Raise it with every rule that changes what is published."""
NO_HINTS = Hints()
_METADATA_FIELDS = tuple(field.name for field in fields(Metadata) if field.name != "free")


@uncollected
def extract(
    page: PageFetched, hints: Hints = NO_HINTS, memory: SiteMemory | None = None
) -> Extraction | Ended:
    """Read the article of a page, or say why it has none.

    `memory` is what is known of the page's host; it only ever removes lines, and leaves enough of
    them for an article.
    """
    document = read_document(page)
    if isinstance(document, Ended):
        return document
    rejected = judge_document(document)
    if rejected:
        return rejected
    body = read_body(document)
    features = page_features(document, body)
    rejected = judge_body(document, body, features)
    if rejected:
        return rejected
    confidence = confidence_of(body, features)
    metadata = read_metadata(document, hints)
    lines = (*body.lines, tag_line(metadata.tags)) if metadata.tags else body.lines
    seen = seen_lines(lines)
    dropped = unwanted(lines, seen, memory, metadata.canonical_url)
    if dropped and not is_long_enough(body.without(dropped).lines):
        dropped = frozenset()  # what recurs is all that this page says
    metadata = _with_image(metadata, body, page.final_url)
    if body.has_paywall and metadata.paywalled is None:
        metadata = replace(metadata, paywalled=True)
    if len(body.lines) in dropped:
        sources = {name: each for name, each in metadata.sources.items() if name != "tags"}
        metadata = replace(metadata, tags=[], sources=sources)
    article = _article(page, metadata, body.without(dropped), confidence, len(dropped))
    return Extraction(article, seen[:LINES_MAX], body.passes)


def _with_image(metadata: Metadata, body: Body, url: str) -> Metadata:
    """Take the first image of the text for the main one, where the page states none."""
    if metadata.image or not body.images:
        return metadata
    shown = (block.url for block in read_blocks(body.segments, body.images, url) if block.url)
    image = next(shown, None)
    if image is None:
        return metadata
    return replace(metadata, image=image, sources={**metadata.sources, "image": "text"})


def _article(
    page: PageFetched, metadata: Metadata, body: Body, confidence: float, boilerplate_lines: int
) -> ArticleExtracted:
    host = host_of(metadata.canonical_url)
    return ArticleExtracted(
        article_id=article_id(story_url(metadata.canonical_url)),
        url=page.final_url,
        variant=page.variant,
        site=site_of(host),
        host=host,
        text="\n".join(body.lines),
        blocks=read_blocks(body.segments, body.images, page.final_url) or plain_blocks(body.lines),
        confidence=round(confidence, 4),
        link_density=body.link_density,
        boilerplate_lines_dropped=boilerplate_lines,
        extractor_version=EXTRACTOR_VERSION,
        fetched_at=page.fetched_at,
        **{name: getattr(metadata, name) for name in _METADATA_FIELDS},
        rights=page.rights.model_copy(update={"free": metadata.free}),
    )
