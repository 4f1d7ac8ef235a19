import pytest

from services.extract.markup.normalise import key
from services.extract.metadata.titles import choose_title, names_in_title, strip_site

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
        "Harbour Post | Old bridge opens again",
        "Harbour Post » Old bridge opens again",
        "Old bridge opens again",
    ],
)
def test_the_site_name_is_taken_off_a_title(title: str) -> None:
    assert strip_site(title, NAMES, set()) == "Old bridge opens again"


def test_a_section_goes_too_where_the_headline_is_shown_without_it() -> None:
    title = "Old bridge opens again | City News | Harbour Post"
    assert strip_site(title, NAMES, {key("Old bridge opens again")}) == "Old bridge opens again"


def test_a_dash_that_belongs_to_the_headline_stays() -> None:
    title = "Old bridge – now open again"
    assert strip_site(title, NAMES, set()) == title


def test_a_headline_that_starts_with_a_site_name_that_is_a_word_stays() -> None:
    title = "Pflege – Zeit für Reform"
    assert strip_site(title, {key("ZEIT")}, set()) == title


def test_a_persian_site_name_is_taken_off() -> None:
    title = "پل قدیمی دوباره باز شد - بندرنیوز"
    assert strip_site(title, {key("بندرنيوز")}, set()) == "پل قدیمی دوباره باز شد"


def choose(**titles: str) -> tuple[str, str]:
    given = {"og": "", "headline": "", "heading": "", "page_title": "", "twitter": "", **titles}
    found = choose_title(**given, names=NAMES)
    assert found is not None
    return found.text, found.source


def test_the_title_for_sharing_comes_first() -> None:
    assert choose(og="Bridge opens", heading="Bridge opens to traffic") == ("Bridge opens", "og")


def test_a_title_for_sharing_that_is_another_text_gives_way_to_the_headline() -> None:
    assert choose(
        og="You will not believe who crossed first",
        headline="Old bridge opens after nine years",
        heading="Old bridge opens after nine years",
    ) == ("Old bridge opens after nine years", "text")


def test_a_page_whose_only_title_is_the_site_has_none() -> None:
    assert choose_title("Harbour Post", "", "", "Harbour Post", "", NAMES) is None


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
