"""Visible lines around a word, and where the tags around it end."""

import time

import pytest

from services.extract.markup.lines import lines_with


def texts_of(body: str) -> list[str]:
    return [line.text for line in lines_with(f"<html><body>{body}</body></html>".encode(), "Tide")]


@pytest.mark.parametrize(
    ("body", "is_seen"),
    [
        ("<p>Tide</p>", True),
        ("<nav><p>Tide</p></nav>", False),
        ("<nav>Home</nav><p>Tide</p>", True),
        ("<nav>Home</nav><nav\n><p>Tide</p></nav>", False),
        ("<navy><p>Tide</p>", True),
        ("<nav>Home</nav><navy><p>Tide</p>", True),
        ("<p title='Tide'>High</p>", False),
    ],
)
def test_a_line_in_boilerplate_is_not_seen(body: str, is_seen: bool) -> None:
    assert texts_of(body) == (["Tide"] if is_seen else [])


def test_tags_that_begin_like_boilerplate_are_passed_over_once() -> None:
    start = time.process_time()
    assert len(texts_of("<navx>" * 50_000 + "<p>Tide</p>" * 8)) == 8
    assert time.process_time() - start < 0.2
