"""A text of cards is known in whatever markup they come."""

import pytest

from services.extract.body.body import read_body
from services.extract.verdict.page_features import page_features
from services.extract.verdict.page_kind import is_front
from tests.extract.documents import document_of
from tests.support.article_pages import PARAGRAPHS, html, page, paragraphs

HEADLINES = [
    "Council puts the swimming pool up for sale", "Bus drivers call off the strike of Friday",
    "Beekeepers expect the best harvest in years", "Museum shows letters of a cartographer",
    "Second bridge gets its last girder at dawn",
]  # fmt: skip
FORMS = {
    "heading": '<article><h2><a href="{url}">{title}</a></h2><p>{text}</p></article>',
    "whole card is the link": '<li><a href="{url}"><strong>{title}</strong><p>{text}</p></a></li>',
    "title and more": '<div><h3><a href="{url}">{title}</a></h3><p>{text} <a href="{url}">Read on'
    " at the Harbour Post</a></p></div>",
    "one line": '<p><b><a href="{url}">{title}</a></b> {text}</p>',
    "a day first": '<li><time>4 de mayo de 2026</time> <a href="{url}">{title}</a> {text}</li>',
    "row": '<tr><td><a href="{url}">{title}</a></td><td>4 May</td><td>{text}</td></tr>',
}


def features_of(form: str, address: str = "/sea/story-{number}") -> dict[str, float]:
    boxes = "".join(
        form.format(url=address.format(number=number), title=title, text=text)
        for number, (title, text) in enumerate(zip(HEADLINES, PARAGRAPHS, strict=True))
    )
    inner = {"<li": f"<ul>{boxes}</ul>", "<tr": f"<table>{boxes}</table>"}.get(form[:3], boxes)
    document = document_of(page(html(inner, title="Sea")))
    return page_features(document, read_body(document))


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_cards_make_a_front(form: str) -> None:
    assert is_front(features_of(form))


@pytest.mark.parametrize("address", ["#story-{number}", "https://other.example/{number}"])
def test_headings_that_lead_to_no_other_page_of_the_site_are_no_cards(address: str) -> None:
    assert features_of(FORMS["heading"], address)["card_share"] == 0.0


@pytest.mark.parametrize(
    "form",
    [
        "{text} <a href='/{n}'>{title}</a>",
        "More on this: <a href='/{n}'>{title}</a> {text}",
        "<b>12.03.2022</b>: <a href='/{n}'>{title}</a> {text}",
    ],
)
def test_links_within_paragraphs_are_no_cards(form: str) -> None:
    text = [
        form.format(text=text, n=n, title=title)
        for n, (title, text) in enumerate(zip(HEADLINES, PARAGRAPHS, strict=True))
    ]
    document = document_of(page(html(paragraphs(text))))
    assert page_features(document, read_body(document))["card_share"] == 0.0


def test_a_link_without_words_is_no_headline() -> None:
    form = '<p><a href="{url}"><img src="/a.jpg"></a>{text} <a href="{url}">More on it</a></p>'
    assert features_of(form)["card_share"] == 0.0
