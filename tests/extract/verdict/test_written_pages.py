"""Pages in thirty languages: articles are published, and what only looks like them is not.

The model was fitted on them, too: how it does on others is in `docs/extraction-quality.md`.
"""

import pytest

from services.extract.extract import extract
from services.stage.endings import Ended
from tests.harness.quality.contenders import fetched
from tests.harness.quality.corpus import Page
from tests.harness.quality.written import read_written

STILL_PUBLISHED = frozenset(
    ["athlete-ro", "car-pl", "job-sv", "manual-it", "petition-es", "privacy-th", "travel-it"]
)
"""Others that nothing tells yet: they read like a short article, and the model learns from them."""
PAGES = {page.id: page for page in read_written()}
ARTICLES = [page for page in PAGES.values() if page.kind is None]
OTHERS = [
    page for page in PAGES.values() if page.kind is not None and page.id not in STILL_PUBLISHED
]


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page.id)
def test_an_article_that_looks_like_another_page_is_published(page: Page) -> None:
    assert not isinstance(extract(fetched(page)), Ended)


@pytest.mark.parametrize("page", OTHERS, ids=lambda page: page.id)
def test_another_page_that_reads_like_an_article_is_not(page: Page) -> None:
    assert isinstance(extract(fetched(page)), Ended)
