"""One story, one id: the spellings and editions of an address that name the same story."""

import pytest

from schemas.identity import article_id
from schemas.url.story_url import is_edition, publisher_url, spelling, story_url

STORY = "https://www.example.com/2026/11/trams-return"
SAME = [
    "http://www.example.com/2026/11/trams-return",
    "https://example.com/2026/11/trams-return",
    "https://m.example.com/2026/11/trams-return",
    "https://mobile.example.com/2026/11/trams-return",
    "https://amp.example.com/2026/11/trams-return",
    "https://www.example.com/2026/11/trams-return/",
    "https://www.example.com/2026/11/trams-return/amp",
    "https://www.example.com/2026/11/trams-return/amp/",
    "https://www.example.com/amp/2026/11/trams-return",
    "https://www.example.com/2026/11/trams-return.amp",
    "https://www.example.com/2026/11/trams-return?amp=1",
    "https://www.example.com/2026/11/trams-return?outputType=amp",
    "https://www.example.com/2026/11/trams-return?print=1",
    "https://www.example.com/2026/11/trams-return/print",
    "https://www.example.com/print/2026/11/trams-return",
    "https://www.example.com/2026/11/trams-return?view=print",
    "https://www.example.com/2026/11/trams-return?utm_source=mail",
    "https://www-example-com.cdn.ampproject.org/c/s/www.example.com/2026/11/trams-return",
    "https://www-example-com.cdn.ampproject.org/v/s/www.example.com/2026/11/trams-return?amp_js_v=0.1",
    "https://www.google.com/amp/s/www.example.com/2026/11/trams-return",
    "https://www.bing.com/amp/s/www.example.com/2026/11/trams-return",
    "https://www-example-com.bing-amp.com/c/s/www.example.com/2026/11/trams-return",
    "https://cdn.ampproject.org/c/s/www.example.com/2026/11/trams-return/amp/",
    "https://www2.example.com/2026/11/trams-return",
    "https://www.example.com//2026/11//trams-return",
    "https://www.example.com/2026/11/trams-return/index.html",
    "https://www.example.com/2026/11/trams-return/Default.aspx",
    "https://www.example.com/2026/11/trams-return/imprimir",
    "https://www.example.com/2026/11/trams-return/print.html",
    "https://www.example.com/2026/11/trams-return?tmpl=component&print=1",
    "https://www.example.com/2026/11/trams-return?version=print",
    "https://www.example.com/2026/11/trams-return?m=1",
]
OTHERS = [
    "https://www.example.com/2026/11/trams-return-2",
    "https://news.example.com/2026/11/trams-return",
    "https://www.example.com:8443/2026/11/trams-return",
    "https://www.example.com/2026/11/trams-return?id=2",
    "https://www.example.org/2026/11/trams-return",
    "https://www.example.com/2026/11/trams-return?print=edition",
    "https://www.example.com/2026/11/champ",
    "https://www.example.com/2026/11/trams-return/index-2.html",
    "https://www.example.com/2026/11/trams-return?m=202611",
    "https://www.example.com/2026/11/trams-return?topic=mobile",
    "https://web2.example.com/2026/11/trams-return",
]


def key(url: str) -> str:
    from schemas.url import normalise_url

    return article_id(story_url(normalise_url(url)))


@pytest.mark.parametrize("url", SAME)
def test_another_spelling_or_edition_of_an_address_is_the_same_story(url: str) -> None:
    assert key(url) == key(STORY)


@pytest.mark.parametrize("url", OTHERS)
def test_another_address_is_another_story(url: str) -> None:
    assert key(url) != key(STORY)


CHANNELS = [
    *("ref=homepage", "from=twitter", "source=whatsapp", "via=email", "partner=rss&emc=rss"),
    *("sr_share=facebook", "CMP=share_btn_fb"),
]


@pytest.mark.parametrize("query", CHANNELS)
def test_how_its_reader_came_makes_no_other_story(query: str) -> None:
    assert key(f"{STORY}?{query}") == key(STORY)


@pytest.mark.parametrize("query", ["from=page-7", "source=reuters", "ref=1204", "via=mailand"])
def test_a_like_parameter_with_another_value_makes_one(query: str) -> None:
    assert key(f"{STORY}?{query}") != key(STORY)


def test_an_ampersand_written_as_an_entity_makes_no_other_story() -> None:
    assert key("https://e.example/n?id=1&amp;cat=2") == key("https://e.example/n?cat=2&id=1")
    assert key("https://e.example/n?utm_source=x&amp;utm_medium=y") == key("https://e.example/n")


@pytest.mark.parametrize("url", ["https://m.com/1", "https://amp.dev/1", "https://example.com/amp"])
def test_a_site_whose_name_looks_like_an_edition_keeps_it(url: str) -> None:
    assert story_url(url).startswith(f"//{url[8:].partition('/')[0]}/")


def test_a_folders_own_page_is_no_edition_of_it() -> None:
    assert not is_edition("https://www.example.com/1/index.html")
    assert spelling("https://www.example.com//1/index.html") == spelling("https://example.com/1/")


def test_a_page_in_an_amp_cache_is_its_publishers() -> None:
    cached = "https://a-example.cdn.ampproject.org/c/s/a.example/1?x=2"
    assert publisher_url(cached) == "https://a.example/1?x=2"
    assert publisher_url("https://a.example/amp/1") == "https://a.example/amp/1"
