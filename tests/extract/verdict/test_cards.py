"""A text of cards is known in whatever markup they come."""

import pytest

from services.extract.body.body import read_body
from services.extract.verdict.page_features import page_features
from services.extract.verdict.page_kind import is_front
from tests.extract.documents import document_of
from tests.support.article_pages import PARAGRAPHS, URL, html, page, paragraphs

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
    "row behind its picture": '<tr><td><a href="{url}"><img src="/a.jpg"></a></td><td>'
    '<a href="{url}"><b>{title}</b></a><br>4 May<br>{text}</td></tr>',
    "a picture, a day and a line break": '<p class="news"><a href="{url}"><img src="/a.jpg"></a>'
    '<span>4.05.2026</span> <a href="{url}"><b>{title}</b></a><br>{text}</p>',
    "covered by a link": '<div class="item"><div>{title}</div><div>{text}</div><a href="{url}" '
    'aria-label="{title}"></a></div>',
    "a link by program": "<div onclick=\"location.href='{url}'\"><h3>{title}</h3>"
    "<p>{text}</p></div>",
    "an address in the data": '<div data-href="{url}"><h3>{title}</h3><p>{text}</p></div>',
    "only the last words lead on": '<div class="item"><h3>{title}</h3><p>{text}</p><a href="{url}">'
    "Weiterlesen</a></div>",
    "a button around the last words": "<div class='item'><h3>{title}</h3><p>{text}</p>"
    "<p class='go'><a href='{url}'><span>Mehr</span></a></p></div>",
    "deep in boxes of fields": "<div class='node'><h2><a href='{url}'>{title}</a></h2>"
    "<div><div><div><div><p>{text}</p></div></div></div></div></div>",
    "term and what is told": '<dt>4 May <a href="{url}">{title}</a></dt><dd>{text}</dd>',
}


def features_of(form: str, address: str = "/sea/story-{number}") -> dict[str, float]:
    boxes = "".join(
        form.format(url=address.format(number=number), title=title, text=text)
        for number, (title, text) in enumerate(zip(HEADLINES, PARAGRAPHS, strict=True))
    )
    around = {"<li": "ul", "<tr": "table", "<dt": "dl"}.get(form[:3], "div")
    return features(f"<{around}>{boxes}</{around}>")


def features(inner: str) -> dict[str, float]:
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


STORY = "<article><h1>{title}</h1><p>{text}</p><p>{text}</p><p>See also</p>{see}</article>"
STORIES_BELOW = "".join(
    f'<article><h2><a href="/sea/{n}">{title}</a></h2></article>'
    for n, title in enumerate(HEADLINES)
)


def test_a_body_that_is_one_of_many_cards_is_a_front() -> None:
    texts = ["", "", " ".join(PARAGRAPHS[:2]), "", ""]
    cards = "".join(
        f'<article><h3><a href="/sea/{n}">{title}</a></h3><div>{text}</div></article>'
        for n, (title, text) in enumerate(zip(HEADLINES, texts, strict=True))
    )
    assert features(cards)["card_boxes"] == len(HEADLINES)


def test_a_story_that_leads_to_another_is_no_card_of_those_below_it() -> None:
    see = f'<p><a href="/sea/9">{HEADLINES[3]}</a></p>'
    story = STORY.format(title=HEADLINES[0], text=" ".join(PARAGRAPHS), see=see)
    assert features(story + STORIES_BELOW)["card_share"] == 0.0


def test_a_headline_that_leads_to_its_own_page_makes_no_card() -> None:
    assert features_of(FORMS["heading"], f"{URL}?n={{number}}#text")["card_boxes"]
    assert not features_of(FORMS["heading"], f"{URL}#{{number}}")["card_boxes"]


def test_an_article_whose_items_end_with_the_same_word_is_no_front() -> None:
    items = "".join(
        f'<div class="walk"><h3>{title}</h3><p>{text}</p><a href="/map/{n}">Map</a></div>'
        for n, (title, text) in enumerate(zip(HEADLINES[:4], PARAGRAPHS[:4], strict=True))
    )
    assert features(f"<p>{PARAGRAPHS[-1]}</p>{items}")["card_share"] == 0.0


def test_a_row_of_two_cards_is_two_cards() -> None:
    cells = [
        f'<td><a href="/sea/{n}"><b>{title}</b></a><br>{text}</td>'
        for n, (title, text) in enumerate(zip(HEADLINES[:4], PARAGRAPHS[:4], strict=True))
    ]
    rows = "".join(f"<tr>{''.join(cells[n : n + 2])}</tr>" for n in (0, 2))
    assert features(f"<table>{rows}</table>")["card_share"] == 1.0


def test_long_parts_of_an_article_are_no_cards_though_their_headlines_lead_on() -> None:
    parts = "".join(
        f'<div class="part"><h2><a href="/sea/place-{number}">{title}</a></h2>'
        + "".join(
            f"<p>{each} So it was in {decade + number}.</p>"
            for decade in (1950, 1960)
            for each in PARAGRAPHS
        )
        + "</div>"
        for number, title in enumerate(HEADLINES)
    )
    assert not is_front(features(f"<div>{parts}</div>"))
