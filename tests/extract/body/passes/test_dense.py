"""The block of the page with the most running text."""

import pytest
from lxml.html import document_fromstring

from services.extract.body.outline import read_outline
from services.extract.body.passes.dense import dense, weigh
from services.extract.body.selection import Page

_PROSE = f"<p>{'The ferry runs again after the long winter. ' * 4}</p>"
_LINK = "<p><a href='/all'>All of the news</a></p>"


@pytest.mark.parametrize(("links", "wanted"), [(1, {0, 1, 3}), (9, {0, 1})])
def test_a_block_wins_over_the_page_if_many_links_are_beside_it(
    links: int, wanted: set[int]
) -> None:
    html = f"<div>{_PROSE * 2}</div>{_LINK * links}{_PROSE}"
    page = Page(read_outline(document_fromstring(html)).segments)
    assert dense(page, weigh(page)) == wanted


def test_a_page_without_text_has_no_block() -> None:
    assert dense(Page(), []) == set()
