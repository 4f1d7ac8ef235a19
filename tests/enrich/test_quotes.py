import json
from pathlib import Path
from typing import Any

import pytest

from services.enrich.quotes.marks import QUOTE_MAX_CHARACTERS
from services.enrich.quotes.quotes import QUOTES_MAX, quotes, quotes_of
from services.enrich.reading import Reading
from tests.support.articles import article

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("quotes.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']}: {case['text'][:30]}")
def test_a_quotation_is_found_with_who_says_it_where_that_stands_beside(
    case: dict[str, Any],
) -> None:
    found = quotes(case["text"], case["language"])
    assert [[each.text, each.speaker] for each in found] == case["quotes"]


def test_a_mark_that_never_closes_quotes_nothing() -> None:
    assert quotes("“ It goes on and on " * 3, "en") == []
    assert quotes("“" + "word " * QUOTE_MAX_CHARACTERS + "”", "en") == []


def test_no_more_quotations_than_a_reader_can_take_in() -> None:
    assert len(quotes("“It is what it is today.” " * 100, "en")) == QUOTES_MAX


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Keshav Hale took six. “They gave us the rest,” Hale said.", ["Keshav Hale"]),
        ("Ann Hale met Tom Hale. “They gave us the rest,” Hale said.", ["Hale"]),
        ("Nora Whitfield left. “They gave us the rest,” Hale said.", ["Hale"]),
    ],
)
def test_who_is_named_in_short_beside_a_quotation_has_the_full_name_of_the_text(
    text: str, speakers: list[str]
) -> None:
    assert [quote.speaker for quote in quotes_of(Reading(article(text), "en"))] == speakers
