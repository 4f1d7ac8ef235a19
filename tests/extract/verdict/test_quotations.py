"""What people said is told by its marks, in every language; names and buttons are not said."""

import pytest

from services.extract.markup.measure import measure
from services.extract.verdict.quotations import quoted_chars

SAID = "we shall mend the quay before winter"


@pytest.mark.parametrize(
    "marks", ['""', "“”", "„“", "„”", "«»", "»«", "””", "״״", "‘’", "「」", "『』"]
)
def test_a_sentence_between_marks_is_said(marks: str) -> None:
    line = f"{marks[0]}{SAID}{marks[1]}, wrote the board."
    assert quoted_chars([line]) == measure(SAID) + 2


@pytest.mark.parametrize("dash", ["– ", "— ", "- "])
def test_a_line_that_a_dash_begins_is_said_whole(dash: str) -> None:
    line = f"{dash}{SAID}, wrote the board."
    assert quoted_chars([line]) == measure(line)


@pytest.mark.parametrize(
    "line", ["Press “Save” and then “Close”.", "The «North Star» sank.", "- two rolls", SAID]
)
def test_names_buttons_and_items_are_not_said(line: str) -> None:
    assert quoted_chars([line]) == 0.0
