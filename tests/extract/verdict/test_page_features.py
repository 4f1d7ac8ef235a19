"""A page is described by what every language has: boxes alike, links, a title and its day."""

import pytest

from services.extract.body.body import read_body
from services.extract.verdict.claims import read_address
from services.extract.verdict.page_features import page_features
from services.extract.verdict.page_words import read_words
from tests.extract.documents import document_of
from tests.support.article_pages import PARAGRAPHS, html, page, paragraphs


def features_of(content: str, **options: str) -> dict[str, float]:
    document = document_of(page(html(content, **options)))
    return page_features(document, read_body(document))


def test_posts_of_a_forum_are_boxes_alike() -> None:
    posts = "".join(
        f"<div class='post post-{n}'><div class='who'>rower{n}</div><div><p>{text}</p></div></div>"
        for n, text in enumerate(PARAGRAPHS)
    )
    found = features_of(posts)
    assert found["rows"] == len(PARAGRAPHS)
    assert found["row_share"] > 0.9


def test_paragraphs_of_an_article_stand_in_one_box() -> None:
    assert features_of(paragraphs(PARAGRAPHS))["rows"] == 1.0


@pytest.mark.parametrize(
    "address", ["?page=2", "/sport/page/3", "/liste?p=2", "/news?start=20", "/archiv?seite=4"]
)
def test_a_link_to_a_further_page_of_a_list_is_counted(address: str) -> None:
    assert features_of(f"{paragraphs(PARAGRAPHS)}<a href='{address}'>2</a>")["pager"] == 1.0


def test_a_link_to_a_story_is_no_further_page() -> None:
    link = "<a href='/sea/board-widens-the-quay'>Board</a>"
    found = features_of(paragraphs(PARAGRAPHS) + link)
    assert (found["pager"], found["stories"]) == (0.0, 1.0)


def test_a_text_has_the_words_of_its_headline() -> None:
    own = features_of(paragraphs(PARAGRAPHS))["title_words"]
    other = features_of(paragraphs(PARAGRAPHS), title="Gardening shears sharpened cheaply")
    assert own > 0.5 > other["title_words"]


@pytest.mark.parametrize("day", ["3 May 2026", "۱۴ اردیبهشت ۱۴۰۵", "2026年5月3日"])
def test_a_day_beside_the_headline_is_seen(day: str) -> None:
    assert features_of(f"<div>{day}</div>{paragraphs(PARAGRAPHS)}")["dated_title"] == 1.0


def test_a_year_in_a_paragraph_is_no_day_of_the_page() -> None:
    text = [f"{PARAGRAPHS[0]} It was 1998 when the last pier was built.", *PARAGRAPHS[1:]]
    assert features_of(paragraphs(text))["dated_title"] == 0.0


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Reply", 1), ("2 replies", 1), ("replicas", 0), ("Joined 2019, 40 posts", 2),
        ("outpost", 0), ("likes", 1), ("likely", 0), ("a quoted member", 1), ("answer, answers", 2),
    ],
)  # fmt: skip
def test_whole_words_of_a_forum_are_counted(words: str, expected: int) -> None:
    assert count_of("replies", words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Add to basket", 1), ("add to baskets", 0), ("Log in or sign up", 2), ("Login", 1),
        ("blog in", 0), ("our services", 1), ("your services", 0), ("Contact us. Contact usage", 1),
    ],
)  # fmt: skip
def test_whole_phrases_of_an_offer_are_counted(words: str, expected: int) -> None:
    assert count_of("offers", words) == expected


def count_of(name: str, words: str) -> float:
    """Count in a text alone, per text and not per 1,000 characters."""
    document = document_of(page(html(f"{paragraphs(PARAGRAPHS)}<p>{words}</p>")))
    segments = [each for each in read_body(document).outline.segments if each.text == words]
    return read_words(segments, 1000)[name]


@pytest.mark.parametrize(
    "price", ["39 €", "£12", "249 zł", "900 руб", "1 200 ₽", "2600円", "¥ 90", "Rp 900"]
)
def test_prices_are_counted_in_many_currencies(price: str) -> None:
    assert features_of(f"{paragraphs(PARAGRAPHS)}<p>{price}</p>")["prices"] > 0


@pytest.mark.parametrize("name", ["itemtype", "itemType"])
def test_microdata_says_what_a_page_is(name: str) -> None:
    kind = "https://schema.org/DiscussionForumPosting"
    box = f"<div itemscope {name}='{kind}'>{paragraphs(PARAGRAPHS)}</div>"
    found = features_of(box)
    assert (found["item_forum"], found["thread"]) == (1.0, 1.0)


def test_questions_at_an_articles_end_are_no_thread() -> None:
    box = "<div itemscope itemtype='https://schema.org/Question'><p>How long?</p></div>"
    found = features_of(paragraphs(PARAGRAPHS) + box)
    assert (found["item_forum"], found["thread"]) == (1.0, 0.0)


def test_json_ld_says_that_a_page_is_a_thread() -> None:
    said = '<script type="application/ld+json">{"@type": "QAPage", "name": "Tides"}</script>'
    assert features_of(paragraphs(PARAGRAPHS) + said)["thread"] == 1.0


@pytest.mark.parametrize(
    "shelf",
    [
        "<li class='item-{n}'><a href='/p/{n}'>Kajak {n}</a><span>{n}99,00 €</span></li>",
        "<div class='card'><div><a href='/p/{n}'><h3>Pagaie {n}</h3></a></div><p>{n}9 €</p></div>",
        "<a class='tile' href='/p/{n}'><p>竿 {n}</p><p>¥{n},200</p></a>",
        "<article><h2><a href='/p/{n}'>Лодка</a></h2><div><b>{n}900 руб</b></div></article>",
        "<table class='good'><tr><td><a href='/p/{n}'>Wiosło</a></td></tr><tr><td>{n}9 zł</td>"
        "</tr></table>",
        "<section><p>Rp {n}.000</p><p><a href='/p/{n}'>Dayung</a></p><p>Rp {n}.500</p></section>",
    ],
)
def test_goods_of_one_template_are_counted(shelf: str) -> None:
    goods = "".join(shelf.format(n=number) for number in range(1, 8))
    assert features_of(f"{paragraphs(PARAGRAPHS)}<div>{goods}</div>")["priced_cards"] == 7.0


def test_prices_within_an_article_are_no_goods() -> None:
    text = [f"{each} <b>$ 40</b>" for each in PARAGRAPHS]
    rows = "".join(f"<tr><td>Ferry {n}</td><td>£{n}2</td></tr>" for n in range(9))
    found = features_of(f"{paragraphs(text)}<table>{rows}</table><a href='/map'>Map</a>")
    assert found["priced_cards"] <= 1.0


@pytest.mark.parametrize(("address", "root"), [("", 1.0), ("?p=5031", 0.0), ("news", 0.0)])
def test_the_address_of_a_front_page_names_no_story(address: str, root: float) -> None:
    assert read_address(f"https://news.example/{address}")["root"] == root


@pytest.mark.parametrize(
    "line",
    ["<p><time>an hour ago</time></p>", "<p class='meta'>13.10.25</p>", "<p>13 ต.ค. 2568</p>"],
)
def test_a_day_is_seen_that_is_marked_short_or_thai(line: str) -> None:
    assert features_of(line + paragraphs(PARAGRAPHS))["dated_title"] == 1.0


def test_a_clocks_time_is_no_day() -> None:
    assert features_of(f"<p>Yesterday, 19:40</p>{paragraphs(PARAGRAPHS)}")["dated_title"] == 0.0


@pytest.mark.parametrize(
    "line",
    [
        "<p class='byline'>Ada Moreno</p>",
        "<p>Von <a rel='author' href='/a'>Jule Kranich</a></p>",
        "<div class='meta'><span class='post-author'>Leyla Er</span></div>",
    ],
)
def test_an_author_beside_the_headline_is_seen(line: str) -> None:
    assert features_of(line + paragraphs(PARAGRAPHS))["signed_title"] == 1.0
    assert features_of(paragraphs(PARAGRAPHS) + line)["signed_title"] == 0.0


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://north.example/forum/oak-or-beech", (1.0, 0.0, 0.0)),
        ("https://north.example/produkte/tisch.html", (1.0, 0.0, 0.0)),
        ("https://docs.north.example/install", (0.0, 1.0, 0.0)),
        ("https://north.example/nachrichten/politik/wahl", (0.0, 0.0, 2.0)),
        ("https://north.example/the-forum-of-the-north", (0.0, 0.0, 0.0)),
        ("https://docs.example/wahl", (0.0, 0.0, 0.0)),
    ],
)
def test_an_address_names_the_kind_of_its_page(
    address: str, expected: tuple[float, float, float]
) -> None:
    found = read_address(address)
    assert (found["other_path"], found["other_site"], found["story_path"]) == expected
