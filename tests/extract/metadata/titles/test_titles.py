from collections.abc import Mapping

import pytest

from schemas.events import StatedTitle
from services.extract.markup.normalise import key
from services.extract.metadata.titles.site_in_title import names_in_title, strip_site
from services.extract.metadata.titles.title_parts import headline_part
from services.extract.metadata.titles.titles import (
    Source,
    choose_title,
    page_titles,
)

NAMES = {key(name) for name in ("Harbour Post", "harbourpost.example", "harbourpost")}


@pytest.mark.parametrize(
    "title",
    [
        "Old bridge opens again | Harbour Post",
        "Old bridge opens again - Harbour Post",
        "Old bridge opens again – The Harbour Post",
        "Old bridge opens again — Harbour Post Online",
        "Old bridge opens again · Harbour Post News",
        "Old bridge opens again｜Harbour Post",
        "Old bridge opens again：Harbour Post",
        "Old bridge opens again | harbourpost.example",
        "Old bridge opens again: Harbour Post",
        "Old bridge opens again ♦ Harbour Post",
        "Old bridge opens again -Harbour Post",
        "Old bridge opens again- Harbour Post",
        "Old bridge opens again ~ Harbour Post",
        "Old bridge opens again ▷ Harbour Post",
        "Old bridge opens again. Harbour Post",
        "Old bridge opens again–Harbour Post",
        "Old bridge opens again | Harbour Post: News, sport and jobs",
        "Old bridge opens again丨Harbour Post",
        "Old bridge opens again＜Harbour Post＞",
        "Old bridge opens again《Harbour Post》",
        "「Harbour Post」Old bridge opens again",
        "Old bridge opens again・Harbour Post",
        "Old bridge opens again／Harbour Post",
        "Old bridge opens again~Harbour Post",
        "Old bridge opens again | 18.11.2026 | Harbour Post",
        "Harbour Post | Old bridge opens again",
        "Harbour Post » Old bridge opens again",
        "Old bridge opens again",
    ],
)
def test_the_site_name_is_taken_off_a_title(title: str) -> None:
    assert strip_site(title, NAMES, set()) == "Old bridge opens again"


@pytest.mark.parametrize(
    "title", ["灯塔昨晚重新点亮-海港晚报官网", "灯塔昨晚重新点亮：社会：海港晚报"]
)
def test_a_chinese_site_name_is_taken_off_with_what_stands_beside_it(title: str) -> None:
    found = page_titles({"head": title}, {key("海港晚报")})
    assert [each.text for each in found] == ["灯塔昨晚重新点亮"]


def test_a_section_goes_too_where_the_headline_is_shown_without_it() -> None:
    title = "Old bridge opens again | City News | Harbour Post"
    assert strip_site(title, NAMES, {key("Old bridge opens again")}) == "Old bridge opens again"


def test_what_the_site_says_is_part_of_the_headline() -> None:
    title = "Talks in Glasgow - Harbour Post: Ever more people need help at the coast"
    assert strip_site(title, NAMES, set()) == title


def test_a_dash_that_belongs_to_the_headline_stays() -> None:
    title = "Old bridge – now open again"
    assert strip_site(title, NAMES, set()) == title


def test_a_headline_that_starts_with_a_site_name_that_is_a_word_stays() -> None:
    title = "Pflege – Zeit für Reform"
    assert strip_site(title, {key("ZEIT")}, set()) == title


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("旧桥九年之后重新通车_城市新闻_海港网", "旧桥九年之后重新通车"),
        ("다리 9년 만에 다시 열려ㅣ항구신문", "다리 9년 만에 다시 열려"),
        ("橋が九年ぶりに開通_港新聞", "橋が九年ぶりに開通"),
        ("snake_case for beginners", "snake_case for beginners"),
    ],
)
def test_a_path_after_an_east_asian_headline_is_taken_off(title: str, headline: str) -> None:
    assert strip_site(title, NAMES, set()) == headline


def test_a_persian_site_name_is_taken_off() -> None:
    title = "پل قدیمی دوباره باز شد - بندرنیوز"
    assert strip_site(title, {key("بندرنيوز")}, set()) == "پل قدیمی دوباره باز شد"


def titles(stated: Mapping[Source, str]) -> list[StatedTitle]:
    return page_titles(stated, NAMES)


def choose(stated: Mapping[Source, str]) -> tuple[str, str]:
    found = choose_title(titles(stated))
    assert found is not None
    return found.text, found.source


def test_what_readers_see_comes_before_the_title_for_sharing() -> None:
    given: Mapping[Source, str] = {"og": "Bridge opens", "h1": "Bridge opens to traffic"}
    assert choose(given) == ("Bridge opens to traffic", "h1")
    assert StatedTitle(text="Bridge opens", source="og") in titles(given)


def test_the_title_for_sharing_comes_before_the_pages() -> None:
    given: Mapping[Source, str] = {"og": "Bridge opens", "head": "Bridge opens: photos"}
    assert choose(given) == ("Bridge opens", "og")


def test_a_title_for_sharing_that_is_another_text_gives_way_to_the_headline() -> None:
    given: Mapping[Source, str] = {
        "og": "You will not believe who crossed first",
        "json-ld": "Old bridge opens after nine years",
        "h1": "Old bridge opens after nine years",
    }
    assert choose(given) == ("Old bridge opens after nine years", "h1")


def test_capitals_give_way_to_the_same_title_in_both_cases() -> None:
    given: Mapping[Source, str] = {"h1": "OLD BRIDGE OPENS", "og": "Old bridge opens"}
    assert choose(given)[0] == "Old bridge opens"


@pytest.mark.parametrize(
    "stated",
    [
        {"h1": "Old bridge opens [...]", "json-ld": "Old bridge opens after nine years"},
        {"og": "Old bridge opens […]", "head": "Old bridge opens after nine years"},
        {"og": "Old bridge opens aft", "head": "Old bridge opens after nine years"},
        {"og": "Old bridge opens..", "meta": "Old bridge opens after nine years"},
        {
            "og": "Old bridge op…",
            "json-ld": "Old bridge opens after ni",
            "head": "Old bridge opens after nine years",
        },
    ],
)
def test_a_title_that_is_cut_short_is_given_in_full(stated: Mapping[Source, str]) -> None:
    assert choose(stated)[0] == "Old bridge opens after nine years"


@pytest.mark.parametrize("separator", ["|", " » ", " | "])
def test_the_section_goes_from_a_title_that_the_head_states_twice(separator: str) -> None:
    title = separator.join(["Old bridge opens after nine years", "Local", "Harbour Post"])
    assert choose({"og": title, "head": title})[0] == "Old bridge opens after nine years"


def test_a_page_whose_only_title_is_the_site_has_none() -> None:
    assert choose_title(titles({"og": "Harbour Post", "head": "Harbour Post"})) is None


def test_the_title_that_a_hint_repeats_is_taken() -> None:
    given = titles({"og": "Bridge opens", "h1": "Bridge opens to traffic"})
    assert choose_title(given, hint="Bridge opens") == StatedTitle(text="Bridge opens", source="og")


@pytest.mark.parametrize(
    ("page_title", "names"),
    [
        ("Old bridge opens - Harbour Post", {"harbourpost"}),
        ("Old bridge opens - City - Harbour Post", {"harbourpost"}),
        ("Harbour Post - Old bridge opens", {"harbourpost"}),
        ("Old bridge opens", set()),
        ("Another text - Harbour Post", set()),
    ],
)
def test_the_page_title_tells_the_site_name(page_title: str, names: set[str]) -> None:
    assert names_in_title(page_title, "Old bridge opens") == names


@pytest.mark.parametrize(
    "headline",
    [
        "港务局长：灯塔将重新点亮",
        "Old bridge opens - at last",
        "Old bridge opens | Live",
        "老桥_重新开放",
    ],
)
def test_the_end_of_the_headline_itself_is_no_name_of_the_site(headline: str) -> None:
    assert names_in_title(headline, headline) == set()


@pytest.mark.parametrize("site", ["Il Molo - news of ports", "Harbour Post - the daily"])
def test_the_slogan_of_a_site_is_counted_by_its_words(site: str) -> None:
    headline = "The lamp on the old north quay is lit again after nine years of dark nights"
    assert headline_part(f"{headline} | Local | {site}") == headline


@pytest.mark.parametrize("sign", [" ‹ ", " < ", " ▎", " ¦ "])
def test_a_sign_that_no_headline_holds_sets_a_site_off(sign: str) -> None:
    headline = "The lamp on the old north quay is lit again"
    assert headline_part(f"{headline}{sign}Harbour Post") == headline
    assert headline_part("Fewer boats < 20 years ago") == "Fewer boats < 20 years ago"


@pytest.mark.parametrize(
    "headline", ["오래된 등대가 다시 불을 밝혔다", "Why 9 > 3 is a question of boats"]
)
def test_a_path_before_the_name_of_the_site_is_set_off_too(headline: str) -> None:
    assert headline_part(f"{headline} > 지역 | 항구신문") == headline
