"""An article says which edition of the page it was read from."""

import pytest

from services.extract.extract import extract
from services.extract.extraction import Extraction
from tests.support.article_pages import news_page


@pytest.mark.parametrize("variant", ["amp", "mobile", None])
def test_an_article_names_the_edition_it_was_read_from(variant: str | None) -> None:
    found = extract(news_page().model_copy(update={"variant": variant}))
    assert isinstance(found, Extraction)
    assert found.article.variant == variant
