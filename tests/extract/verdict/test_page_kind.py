"""Pages of writers, searches and forums are known by their address, unless they say otherwise."""

import pytest

from services.extract.boosted import Boosted, Features
from services.extract.verdict.page_kind import (
    is_front,
    is_offer,
    is_persons,
    is_refused,
    is_search_or_thread,
    why_by_claims,
)
from services.extract.verdict.service_pages import is_service

SAYS_NOTHING = {"ld_article": 0.0, "og_article": 0.0, "meta_date": 0.0}


@pytest.mark.parametrize(
    "path",
    ["author/hilary-bostock/", "de/autoren/jule-kranich", "yazar/leyla", "columnists/ada-moreno"],
)
def test_an_address_names_a_writer(path: str) -> None:
    assert is_persons(f"https://news.example/{path}", SAYS_NOTHING)


@pytest.mark.parametrize(
    "path", ["", "author/", "author/jo/a-letter-home", "news/the-author/of-it/2"]
)
def test_another_address_names_none(path: str) -> None:
    assert not is_persons(f"https://news.example/{path}", SAYS_NOTHING)


@pytest.mark.parametrize("sign", SAYS_NOTHING)
def test_an_article_below_a_writers_address_stays_one(sign: str) -> None:
    assert not is_persons("https://news.example/author/letter-home", {**SAYS_NOTHING, sign: 1.0})


@pytest.mark.parametrize(
    "address",
    [
        "search?q=ferry", "de/suche/?query=bad", "arama.php?k=okul", "forum/viewtopic.php?f=2&t=88",
        "showthread.php?88-oak-or-beech", "buscar.html?s=tren", "zoek?q=veer",
    ],
)  # fmt: skip
def test_an_address_is_of_a_search_or_a_thread(address: str) -> None:
    assert is_search_or_thread(f"https://news.example/{address}", SAYS_NOTHING)


@pytest.mark.parametrize(
    "address", ["search", "search/ferry?page=2", "news/search-for-a-ferry?q=1", "topic.php?t=88"]
)
def test_another_address_is_of_none(address: str) -> None:
    assert not is_search_or_thread(f"https://news.example/{address}", SAYS_NOTHING)


def test_a_search_that_shows_an_article_stays_one() -> None:
    says = {**SAYS_NOTHING, "ld_article": 1.0}
    assert not is_search_or_thread("https://news.example/search?q=ferry", says)


@pytest.mark.parametrize(
    ("boxes", "sign", "expected"),
    [
        (4.0, "og_article", True),
        (3.0, "og_article", False),
        (8.0, "meta_date", True),
        (7.0, "meta_date", False),
        (12.0, "ld_article", False),
    ],
)
def test_a_text_of_cards_is_a_front_also_where_its_head_is_dated(
    boxes: float, sign: str, expected: bool
) -> None:
    cards = {"card_share": 0.9, "card_boxes": boxes}
    assert is_front({**SAYS_NOTHING, **cards, sign: 1.0}) is expected


@pytest.mark.parametrize(
    "path",
    ["kuhusu-sisi/", "de/ueber-uns", "qui-sommes-nous.html", "pages/hakkimizda", "o-nas",
     "gioi-thieu", "quienes-somos/", "om-oss"],
)  # fmt: skip
def test_an_address_is_of_what_a_site_says_of_itself(path: str) -> None:
    assert is_service(f"https://news.example/{path}", [])


@pytest.mark.parametrize("path", ["film/o-nas", "2026/om-oss", "nyheter/om-oss-alla", "tag/o-nas"])
def test_an_article_may_be_named_like_it(path: str) -> None:
    assert not is_service(f"https://news.example/{path}", [])


NO_OFFER = {
    **SAYS_NOTHING, "ld_advert": 0.0, "og_product": 0.0, "cart": 0.0, "priced_title": 0.0,
    "buttons": 0.0, "dated_title": 0.0, "ld_shop": 0.0,
}  # fmt: skip


@pytest.mark.parametrize(
    "signs",
    [["ld_advert"], ["og_product", "cart"], ["og_product", "ld_shop"], ["priced_title", "buttons"]],
)
def test_a_page_that_offers_something_is_no_article(signs: list[str]) -> None:
    offer = {**NO_OFFER, **dict.fromkeys(signs, 1.0)}
    assert is_offer(offer)
    assert not any(is_offer({**offer, sign: 1.0}) for sign in SAYS_NOTHING)


@pytest.mark.parametrize(
    "signs", [[], ["priced_title"], ["buttons"], ["og_product"], ["cart"], ["ld_shop"]]
)
def test_half_an_offer_is_none(signs: list[str]) -> None:
    assert not is_offer({**NO_OFFER, **dict.fromkeys(signs, 1.0)})


def test_a_dated_review_with_its_price_is_no_offer() -> None:
    signs = dict.fromkeys(["priced_title", "buttons", "dated_title"], 1.0)
    assert not is_offer({**NO_OFFER, **signs})


MARKS = ("ld_article", "og_article", "meta_date", "meta_author", "dated_title", "signed_title",
         "day_in_path")  # fmt: skip
BARE = {**NO_OFFER, **dict.fromkeys(MARKS, 0.0), "thread": 0.0, "priced_cards": 0.0, "root": 0.0,
        "card_share": 0.0, "card_boxes": 0.0}  # fmt: skip


def test_a_thread_that_says_so_is_no_article_also_where_its_head_is_dated() -> None:
    thread = {**BARE, "thread": 1.0, "meta_date": 1.0, "og_article": 1.0}
    assert "thread" in why_by_claims(thread)
    assert not why_by_claims({**thread, "ld_article": 1.0})


def is_refused_at(odds: float, features: Features) -> bool:
    return is_refused(features, Boosted(odds, []))


def test_goods_beside_their_prices_need_little_against_them() -> None:
    assert is_refused_at(-3.9, {**BARE, "priced_cards": 6.0})
    assert not is_refused_at(-4.1, {**BARE, "priced_cards": 6.0})


@pytest.mark.parametrize("mark", MARKS)
def test_an_article_beside_a_shop_stays_one(mark: str) -> None:
    assert not is_refused_at(0.7, {**BARE, "priced_cards": 12.0, mark: 1.0})


def test_a_comparison_of_a_few_goods_is_no_shelf() -> None:
    assert not is_refused_at(0.7, {**BARE, "priced_cards": 5.0})


@pytest.mark.parametrize(
    ("signs", "odds", "expected"),
    [
        ([], 0.8, True),
        ([], 0.7, False),
        (["root"], -0.9, True),
        (["root"], -1.1, False),
        (["root", "dated_title"], 0.7, False),
        (["dated_title"], 0.8, True),
        *((["root", mark], 0.7, False) for mark in MARKS),
    ],
)
def test_a_bare_page_at_the_address_of_a_front_page_needs_less_against_it(
    signs: list[str], odds: float, expected: bool
) -> None:
    features = {**BARE, **dict.fromkeys(signs, 1.0)}
    assert is_refused_at(odds, features) is expected
