"""What a worker hands back says what the extraction says, as bytes."""

import pytest

from schemas.events import ArticleExtracted, PageFetched
from schemas.packed import pack, unpack
from schemas.passport import Hints
from services.extract.extract import extract
from services.extract.extraction import Extraction
from services.extract.packed import PackedExtraction, extract_packed
from services.stage.endings import Ended
from tests.support.article_pages import html, news_page, page

LOCKED = """<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A",
"isAccessibleForFree": false, "keywords": ["harbour", "quay"]}</script>"""


@pytest.mark.parametrize("given", [news_page(), news_page(head=LOCKED)])
def test_a_packed_extraction_says_what_the_extraction_says(given: PageFetched) -> None:
    plain, packed = extract(given), extract_packed(pack(given, "k"), Hints(), None)
    assert isinstance(plain, Extraction)
    assert isinstance(packed, PackedExtraction)
    article = plain.article
    assert unpack(packed.article, ArticleExtracted) == article
    assert packed.article.key == article.article_id
    assert (packed.lines, packed.passes) == (plain.lines, plain.passes)
    for name in ("canonical_url", "paywalled", "confidence", "sources"):
        assert getattr(packed, name) == getattr(article, name)


def test_a_page_without_an_article_ends_as_it_does_unpacked() -> None:
    empty = page(html("<p>Nothing.</p>"))
    packed = extract_packed(pack(empty, "k"), Hints(), None)
    assert isinstance(packed, Ended)
    assert packed == extract(empty)
