"""Authors as JSON-LD, meta tags and microdata write them; every name is made up."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.extract.documents import metadata_of

FETCHED = datetime(2026, 11, 20, tzinfo=UTC)
BYLINE = "<p class='byline'>Jane Doe</p>"


def authors_of(head: str, byline: str = "") -> list[str]:
    html = (
        f"<html><head><title>The lamp is lit again</title>{head}</head>"
        f"<body><h1>The lamp is lit again</h1>{byline}</body></html>"
    )
    found = metadata_of("https://www.example.com/news/4417", html, FETCHED)
    return [person.name for person in found.authors]


def script(*nodes: Any) -> str:
    return "".join(
        f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes
    )


def named(name: Any) -> dict[str, Any]:
    return {"@type": "Person", "name": name}


@pytest.mark.parametrize(
    "author",
    [
        {"@list": [named("Jane Doe"), named("Max Muster")]},
        {"0": named("Jane Doe"), "1": named("Max Muster")},
        {"@type": "Role", "author": [named("Jane Doe"), named("Max Muster")]},
        [named({"@value": "Jane Doe", "@language": "en"}), named({"@value": "Max Muster"})],
        [named("By Jane Doe"), named("and Max Muster")],
        [named("Jane Doe | Corresponsal en Madrid"), named("Max Muster")],
        [{"@id": "#jane"}, {"@id": "https://www.example.com/#max"}],
        ["#jane", "https://www.example.com/#max"],
    ],
)
def test_authors_are_read_however_json_ld_wraps_them(author: Any) -> None:
    jane = {"@id": "#jane", "@type": "Person", "givenName": "Jane", "familyName": "Doe"}
    head = script(
        {"@type": "NewsArticle", "author": author}, jane, {**named("Max Muster"), "@id": "#max"}
    )
    assert authors_of(head) == ["Jane Doe", "Max Muster"]


@pytest.mark.parametrize(
    "head",
    [
        script({"@type": "NewsArticle", "author": "[object Object]"}),
        "<meta name='author' content='jdoe'>",
    ],
)
def test_a_byline_is_better_than_an_account_or_a_fault_of_a_program(head: str) -> None:
    assert authors_of(head, BYLINE) == ["Jane Doe"]


@pytest.mark.parametrize("name", ["og:author", "authors", "shareaholic:article_author_name"])
def test_a_meta_tag_names_the_authors(name: str) -> None:
    assert authors_of(f"<meta name='{name}' content='Jane Doe'>") == ["Jane Doe"]


def test_an_item_that_states_its_name_is_not_all_that_it_says() -> None:
    item = (
        "<div itemprop='author' itemscope><meta itemprop='name' content='Jane Doe'>"
        "<a itemprop='url' href='/a/1'>All her articles</a></div>"
    )
    assert authors_of("", item) == ["Jane Doe"]


def test_labels_on_one_chinese_line_are_fields() -> None:
    line = "<div class='info'>来源：临溪日报　作者：沈若溪　责任编辑：曹明　2026-11-18</div>"
    assert authors_of("", line) == ["沈若溪"]


def test_labels_in_elements_of_one_line_are_fields() -> None:
    line = "<small>来源:</small>临溪日报 <small>作者:</small>沈若溪 <small>点击:</small>131次"
    assert authors_of("", f"<div class='info'>{line}</div>") == ["沈若溪"]


@pytest.mark.parametrize(
    "label",
    ["Photography by", "Photographs by", "Illustration by", "Styled by", "Fotos von", "Photos de",
     "Fotografías de", "Foto di", "Foto's van", "Foton av"],
)  # fmt: skip
def test_who_is_credited_otherwise_on_the_page_is_no_author(label: str) -> None:
    head = script({"@type": "NewsArticle", "author": [named("Jane Doe"), named("Max Muster")]})
    head += "<meta property='article:author' content='Jane Doe, Max Muster'>"
    line = "<p>By <a href='/j'>Jane Doe</a></p><p><span>{} </span><a href='/m'>Max Muster</a></p>"
    assert authors_of(head, line.format(label)) == ["Jane Doe"]
    assert authors_of(head, line.format("and")) == ["Jane Doe", "Max Muster"]


@pytest.mark.parametrize(
    "staff",
    ["Redactie Harbour Post", "Redaktion Lokales", "Redação Harbour Post", "Редакция Культура",
     "स्पोर्ट्स डेस्क", "Sports Desk", "Redacția Harbour Post", "Spor Haber Merkezi", "খেলা ডেস্ক",
     "Redazione Sport", "ஆசிரியர் குழு", "سردبیر"],
)  # fmt: skip
def test_the_staff_of_the_site_or_of_a_desk_is_nobody(staff: str) -> None:
    site = "<meta property='og:site_name' content='Harbour Post of Otterby'>"
    head = site + script({"@type": "NewsArticle", "author": named(staff)})
    assert authors_of(head) == []
    assert authors_of(head, BYLINE) == ["Jane Doe"]
    assert authors_of(site, "<p class='byline'>Redacción: Jane Doe</p>") == ["Jane Doe"]


@pytest.mark.parametrize("house", ["바다신문", "东海日报", "湾岸新報"])
def test_the_name_of_a_paper_comes_behind_a_reporter(house: str) -> None:
    head = f"<meta name='author' content='{house}'>"
    assert authors_of(head, "<p>작성자: 박서연</p>") == ["박서연"]
    assert authors_of(head) == [house]
