"""Whether a machine wrote the text is what the page states, word for word; else nothing."""

import json

import pytest

from services.extract.extract import extract
from services.extract.extraction import Extraction
from tests.support.article_pages import PARAGRAPHS, html, page, paragraphs

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
SCHEMA = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"

STATED: list[tuple[dict[str, object], str | None]] = [
    ({"digitalSourceType": IPTC}, IPTC),
    ({"digitalSourceType": {"@id": SCHEMA}}, SCHEMA),
    ({"digitalSourceType": [{"@id": IPTC}, SCHEMA]}, IPTC),
    ({"digitalSourceType": " TrainedAlgorithmicMediaDigitalSource\n"},
     "TrainedAlgorithmicMediaDigitalSource"),
    ({"digitalSourceType": "a term of the publisher's own"}, "a term of the publisher's own"),
    ({"image": {"@type": "ImageObject", "url": "/a.jpg", "digitalSourceType": IPTC}}, None),
    ({"digitalSourceType": {"@value": IPTC}}, IPTC),
    ({"digitalSourceType": ""}, None),
    ({"digitalSourceType": None}, None),
    ({"digitalSourceType": True}, None),
    ({"digitalSourceType": {"@id": 7}}, None),
    ({"digitalSourceType": "x" * 10_000}, None),
    ({}, None),
]  # fmt: skip


@pytest.mark.parametrize(("stated", "wanted"), STATED)
def test_the_source_type_of_the_article_is_kept_as_stated(
    stated: dict[str, object], wanted: str | None
) -> None:
    node = {"@type": "NewsArticle", "headline": "Harbour board widens the northern quay", **stated}
    script = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    found = extract(page(html(paragraphs(PARAGRAPHS), head=script)))
    assert isinstance(found, Extraction)
    assert found.article.ai_disclosure == wanted
    assert found.article.sources.get("ai_disclosure") == ("json-ld" if wanted else None)


OWN: dict[str, object] = {
    "@type": "NewsArticle",
    "headline": "Harbour board widens the northern quay",
}
OTHER: dict[str, object] = {
    "@type": "NewsArticle",
    "headline": "A robot's recipe for plum cake",
    "digitalSourceType": IPTC,
}
NODES: list[tuple[list[dict[str, object]], str | None]] = [
    ([OWN, OTHER], None),
    ([OTHER, OWN], None),
    ([OWN, {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": OTHER}]}], None),
    ([OWN, {"@type": "Article", "digitalSourceType": IPTC}], IPTC),
    ([OWN, {**OTHER, "headline": OWN["headline"]}], IPTC),
    ([OTHER], IPTC),
]


@pytest.mark.parametrize(("nodes", "wanted"), NODES)
def test_what_another_article_on_the_page_states_is_not_said_of_this_one(
    nodes: list[dict[str, object]], wanted: str | None
) -> None:
    script = f'<script type="application/ld+json">{json.dumps(nodes)}</script>'
    found = extract(page(html(paragraphs(PARAGRAPHS), head=script)))
    assert isinstance(found, Extraction)
    assert found.article.ai_disclosure == wanted
