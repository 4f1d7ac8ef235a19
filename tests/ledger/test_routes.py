"""Queries of the ledger are bounded, and a wrong one gets an answer that says so."""

import pytest

from services.ledger.routes import OPEN_MAX, asked_failed, limit_of


@pytest.mark.parametrize(
    ("text", "limit"), [("1", 1), ("100", 100), ("5000", OPEN_MAX), ("999999999", OPEN_MAX)]
)
def test_a_limit_is_a_number_of_lines_up_to_the_most(text: str, limit: int) -> None:
    assert limit_of(text) == limit


@pytest.mark.parametrize("text", ["", "-1", "0", "abc", "1.5", "\0", "٣", "9" * 5000, " 1"])
def test_what_is_not_such_a_number_is_refused(text: str) -> None:
    assert limit_of(text) is None


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({"limit": "x"}, "limit is a whole number"),
        ({"since": "yesterday"}, "since and after_at are Unix times"),
        ({"after_id": "s"}, "since and after_at are Unix times"),
        ({"count_by": "url"}, "count_by is reason or host"),
    ],
)
def test_a_wrong_query_for_failures_is_refused_with_its_problem(
    query: dict[str, str], problem: str
) -> None:
    answer = asked_failed(query)
    assert isinstance(answer, str)
    assert problem in answer
