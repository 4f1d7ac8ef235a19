"""Microdata of the article, told from that of what stands in it."""

import time

from services.extract.markup.document import parse
from services.extract.markup.meta import read_microdata


def names_of(body: str) -> list[str]:
    raw = f"<html><body>{body}</body></html>"
    tree = parse(raw)
    assert tree is not None
    return list(read_microdata(tree, raw.encode()))


def test_a_property_belongs_to_the_nearest_item() -> None:
    article = "itemscope itemtype='https://schema.org/NewsArticle'"
    image = "itemscope itemtype='https://schema.org/ImageObject'"
    assert names_of(
        f"<i itemprop=outside></i><div {article}><p><i itemprop=headline></i>"
        f"<b itemprop=image {image}><u><i itemprop=width></i></u><i itemprop=height></i></b>"
        "<i itemprop=datePublished></i></p></div>"
    ) == ["outside", "headline", "image", "datepublished"]


def test_properties_deep_in_a_page_are_read_soon() -> None:
    start = time.process_time()
    assert names_of("<div>" * 1_900 + "<p><b itemprop=x>x</b></p>" * 4_000) == ["x"]
    assert time.process_time() - start < 1
