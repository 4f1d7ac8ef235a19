"""What surrounds a name as the English model marks it."""

import time

import pytest

from services.enrich.models.english import without_surroundings


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("the Bank of England’s", "Bank of England"),
        ("The  “Daily Mirror”", "Daily Mirror"),
        ("McDonald's", "McDonald"),
        ("O'Neill", "O'Neill"),
        ("Jess", "Jess"),
        ("Reuters'", "Reuters"),
        ("the", "the"),
    ],
)
def test_a_name_is_without_article_possessive_and_marks(marked: str, name: str) -> None:
    assert without_surroundings(marked) == name


def test_a_row_of_apostrophes_takes_no_time() -> None:
    at = time.perf_counter()
    assert without_surroundings("A" + "'" * 500 + "B")
    assert time.perf_counter() - at < 1
