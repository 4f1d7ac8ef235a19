"""Names of the page's own markup come before those by rule, each with its source."""

import pytest

from schemas.events import Mention
from services.enrich.enrich import enrich
from services.enrich.people.stated import times_in
from tests.support.articles import article

TEXT = (
    "Mayor Anna Lindqvist opened the new ferry line of Nordkust on Monday morning in the harbour. "
    "Lindqvist said that Peter Holm, who leads the company, had kept his word to the town. "
    "The ferry of Nordkust will cross the bay every hour until the end of the summer."
)
PAGE = "https://people.example/lindqvist"


def named(text: str, *mentions: Mention) -> tuple[dict[str, str], dict[str, str]]:
    found = enrich(article(text, mentions=list(mentions)))
    assert found.enrich_errors == {}
    return (
        {each.name: each.source for each in found.people},
        {each.name: each.source for each in found.organisations},
    )


def test_what_the_page_states_is_marked_so_and_the_rest_is_by_rule() -> None:
    people, organisations = named(
        TEXT,
        Mention(name="Anna Lindqvist", kind="person"),
        Mention(name="Nordkust", kind="organisation"),
    )
    assert people == {"Anna Lindqvist": "json-ld", "Peter Holm": "heuristic"}
    assert organisations == {"Nordkust": "json-ld"}


def test_the_pages_word_on_a_kind_is_better_than_the_rules() -> None:
    people, organisations = named(TEXT, Mention(name="Peter Holm", kind="organisation"))
    assert "Peter Holm" not in people
    assert organisations["Peter Holm"] == "json-ld"


def test_a_stated_name_that_the_text_does_not_have_is_left_out() -> None:
    people, _ = named(TEXT, Mention(name="Maria Berg", kind="person"))
    assert "Maria Berg" not in people


def test_a_stated_name_that_ends_with_a_stop_is_the_one_that_the_rule_finds() -> None:
    text = TEXT + " Acme Corp. objected, and so did Acme Corp. in the other harbour."
    _, organisations = named(text, Mention(name="Acme Corp.", kind="organisation"))
    assert organisations == {"Acme Corp": "json-ld"}


def test_which_one_it_is_goes_with_the_name() -> None:
    mention = Mention(name="Anna Lindqvist", kind="person", same_as=(PAGE,))
    found = enrich(article(TEXT, mentions=[mention]))
    first = next(each for each in found.people if each.name == "Anna Lindqvist")
    assert first.same_as == (PAGE,)


OTHERS = [
    ("Президент города Анна Смирнова открыла новую линию парома в понедельник утром.",
     "Анна Смирнова", 1),
    ("市长王小明周一上午在港口宣布，新的渡轮航线已经开通。王小明说，夏天每小时一班。",
     "王小明", 2),
    ("김민수는 월요일 아침 항구에서 새로운 여객선 노선이 열렸다고 말했다.", "김민수", 1),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "count"), OTHERS)
def test_names_are_stated_in_any_language(text: str, name: str, count: int) -> None:
    found = enrich(article(text, mentions=[Mention(name=name, kind="person")]))
    assert [(each.name, each.count) for each in found.people] == [(name, count)]


@pytest.mark.parametrize(
    ("name", "count"), [("Ann", 1), ("Ann Lee", 1), ("Anna", 1), ("nn", 0), ("(both)", 1)]
)
def test_a_name_is_counted_as_whole_words(name: str, count: int) -> None:
    assert times_in("Ann Lee and Anna (both) came", name) == count
