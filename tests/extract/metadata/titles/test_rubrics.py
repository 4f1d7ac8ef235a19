"""Rubrics that stand in the headline, and words that only look like one."""

import pytest

from services.extract.markup.normalise import key
from services.extract.metadata.titles.titles import page_titles

LAMP = "The lamp of the mole burns again"


def shown(title: str, headline: str = "") -> str:
    return page_titles({"h1": title, "json-ld": headline}, set())[0].text


@pytest.mark.parametrize(
    "title",
    [f"Opinion | {LAMP}", f"{LAMP} | Editorial", f"Kommentar | {LAMP}", f"Opinión | {LAMP}"],
)
def test_a_rubric_behind_a_bar_is_no_part_of_the_headline(title: str) -> None:
    assert shown(title) == LAMP


def test_a_rubric_before_a_colon_goes_where_the_data_lacks_it() -> None:
    assert shown(f"Opinion: {LAMP}", LAMP) == LAMP
    assert shown(f"Opinion: {LAMP}", f"Opinion: {LAMP}") == f"Opinion: {LAMP}"
    assert shown(f"Opinion: {LAMP}") == f"Opinion: {LAMP}"


@pytest.mark.parametrize(
    "title", ["Opinion | Lamps", "Letters to a lamp", "Harbour | Letters home"]
)
def test_a_word_that_may_be_the_headlines_stays(title: str) -> None:
    assert key(shown(title)) == key(title)
