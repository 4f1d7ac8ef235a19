"""What a page says of its own paywall is said; what it does not say is not guessed."""

import json

import pytest

from services.extract.extract import extract
from services.extract.extraction import Extraction
from tests.support.article_pages import PARAGRAPHS, html, page, paragraphs


def head(**stated: object) -> str:
    node = {"@type": "NewsArticle", "headline": "Harbour board widens the northern quay", **stated}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


PAGE_NODE = (
    '<script type="application/ld+json">{"@type": "WebPage", "isAccessibleForFree": false}</script>'
)
TIER = '<meta property="article:content_tier" content="{}">'


@pytest.mark.parametrize(
    ("stated", "wanted"),
    [
        (head(isAccessibleForFree=False), True),
        (head(isAccessibleForFree="False"), True),
        (head(isAccessibleForFree="http://schema.org/False"), True),
        (head(isAccessibleForFree="no"), True),
        (head(isAccessibleForFree=0), True),
        (head(isAccessibleForFree={"@type": "Boolean", "@value": "False"}), True),
        (PAGE_NODE + head(), True),
        (head(isAccessibleForFree=True), False),
        (head(isAccessibleForFree="true"), False),
        (TIER.format("locked"), True),
        (TIER.format(" Premium"), True),
        (TIER.format("subscribers"), True),
        (TIER.format("free"), False),
        (TIER.format("metered"), None),
        (head(isAccessibleForFree="perhaps"), None),
        ("", None),
    ],
)
def test_a_paywall_is_what_the_page_states(stated: str, wanted: bool | None) -> None:
    found = extract(page(html(paragraphs(PARAGRAPHS), head=stated)))
    assert isinstance(found, Extraction)
    assert found.article.paywalled is wanted
    assert PARAGRAPHS[0] in found.article.text
