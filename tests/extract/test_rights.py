"""What a publisher says of its rights is read once, by fetch; the page's price is added here."""

import json

import pytest

from schemas.events import Rights
from services.extract.extract import extract
from services.extract.extraction import Extraction
from tests.support.article_pages import PARAGRAPHS, html, page, paragraphs

RESERVED = (
    '<meta name="robots" content="noindex, noarchive, noai">'
    '<meta name="tdm-reservation" content="1">'
    '<meta name="tdm-policy" content="javascript:alert(1)">'
)


def rights_of(fetched: Rights, head: str) -> Rights:
    body = page(html(paragraphs(PARAGRAPHS), head=head))
    found = extract(body.model_copy(update={"rights": fetched}))
    assert isinstance(found, Extraction)
    return found.article.rights


def test_what_fetch_was_told_to_ignore_is_not_read_again() -> None:
    ignored = Rights(robots="allowed")
    assert rights_of(ignored, RESERVED) == ignored


def test_what_fetch_has_read_is_published_as_it_is() -> None:
    read = Rights(noai=True, tdm_reserved=True, tdm_policy="https://news.example/tdm.json")
    assert rights_of(read, RESERVED) == read


@pytest.mark.parametrize("free", [True, False])
def test_whether_the_article_is_free_is_added_from_json_ld(free: bool) -> None:
    node = {"@type": "NewsArticle", "isAccessibleForFree": free}
    head = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    assert rights_of(Rights(noai=True), head) == Rights(noai=True, free=free)
