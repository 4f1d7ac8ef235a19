import json
from pathlib import Path
from typing import Any

import pytest

from services.enrich.quotes.marks import QUOTE_MAX_CHARACTERS
from services.enrich.quotes.quotes import QUOTES_MAX, quotes

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
