"""A box that the page never closes does not take the article with it, in any language."""

# ruff: noqa: E501  (HTML and sentences on one line)

from time import process_time

import pytest
from lxml.html import document_fromstring

from services.extract.extract import extract
from services.extract.extraction import Extraction
from services.extract.markup.unclosed_boxes.around_text import unwrap_main
from tests.support.article_pages import PARAGRAPHS, html, page, paragraphs

GERMAN = [
    "Der Gemeinderat hat am Dienstag beschlossen, das alte Freibad am Mühlbach nach drei Jahren Pause wieder zu öffnen.",
    "Die Sanierung kostet zwei Millionen Euro, von denen das Land ein Drittel trägt; der Rest kommt aus dem Haushalt der Stadt.",
    "Ein Verein übernimmt den Betrieb und sucht bis zum Frühjahr Freiwillige für die Aufsicht und den Verkauf der Karten.",
]
RUSSIAN = [
    "Городской совет во вторник решил снова открыть старую библиотеку на набережной после трёх лет ремонта.",
    "Работы обошлись в двести миллионов рублей, треть суммы выделила область, остальное оплатил городской бюджет.",
    "Читальный зал будет открыт до полуночи, а в подвале появится мастерская, где школьники смогут чинить старые книги.",
]
STORIES = {"english": PARAGRAPHS, "german": GERMAN, "russian": RUSSIAN}
LEFT_OPEN = {
    "a button with an open div": "<button class='menu'><div>Menu<div></button>",
    "a nav with an open div": "<nav><div><ul><li><a href='/'>Home</a></li></ul></nav>",
    "a footer that comes first": "<footer><div>Imprint</footer>",
    "a link with an open div": "<a href='/'><div>Home</a>",
}


@pytest.mark.parametrize("left_open", LEFT_OPEN.values(), ids=LEFT_OPEN.keys())
@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES.keys())
def test_an_article_is_read_although_a_box_above_it_was_left_open(
    story: list[str], left_open: str
) -> None:
    found = extract(page(html(paragraphs(story)).replace("<header>", f"<header>{left_open}")))
    assert isinstance(found, Extraction), found
    assert found.article.text == "\n".join(story)


def test_the_article_of_the_one_heading_is_freed_where_the_page_has_no_main() -> None:
    body = html(paragraphs(PARAGRAPHS)).replace("<main>", "").replace("</main>", "")
    found = extract(page(body.replace("<header>", "<header><button><div>Menu</button>")))
    assert isinstance(found, Extraction), found
    assert found.article.text == "\n".join(PARAGRAPHS)


def test_a_card_in_a_button_and_a_story_in_an_aside_stay_where_they_are() -> None:
    tree = document_fromstring(
        "<main><h1>Ours</h1><button><article><h2>Card</h2></article></button>"
        "<aside><article><h1>Theirs</h1></article></aside></main>"
    )
    unwrap_main(tree)
    assert [each.tag for each in tree.iter("button", "aside")] == ["button", "aside"]


def test_ten_thousand_nested_navs_and_mains_take_no_time() -> None:
    tree = document_fromstring("<nav><main>" * 5_000 + "x")
    start = process_time()
    unwrap_main(tree)
    assert process_time() - start < 1


@pytest.mark.parametrize(
    "inside", ["<aside>", "<!--", "<script>", "<blockquote>", "<table><tr><td>"]
)
def test_boxes_and_programs_without_an_end_take_no_time(inside: str) -> None:
    start = process_time()
    content = paragraphs(PARAGRAPHS) + f"<aside><p>{PARAGRAPHS[0]}</p>"
    extract(page(html(content + f"{inside}<p>{PARAGRAPHS[1]}</p>" + inside * 20_000)))
    assert process_time() - start < 5
