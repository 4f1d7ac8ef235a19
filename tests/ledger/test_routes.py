"""The ledger's questions are bounded, and a wrong one is told."""

import pytest

from services.ledger.agent import OPEN_MAX, limit_of


@pytest.mark.parametrize(
    ("text", "limit"), [("1", 1), ("100", 100), ("5000", OPEN_MAX), ("999999999", OPEN_MAX)]
)
def test_a_limit_is_a_number_of_lines_up_to_the_most(text: str, limit: int) -> None:
    assert limit_of(text) == limit


@pytest.mark.parametrize("text", ["", "-1", "0", "abc", "1.5", "\0", "٣", "9" * 5000, " 1"])
def test_what_is_not_such_a_number_is_refused(text: str) -> None:
    assert limit_of(text) is None
