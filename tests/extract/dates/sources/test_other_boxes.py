"""Boxes of other stories go before a page is searched for dates; the article stays."""

import time

import pytest

from services.extract.dates.sources.other_boxes import strip_others
from services.extract.markup.document import parse
from services.extract.markup.query import text_of

STORY = "<p>The ferry made its last trip.</p>" * 9


def left_of(body: str) -> str:
    tree = parse(f"<html><body>{body}</body></html>")
    assert tree is not None
    strip_others(tree)
    return " ".join(text_of(tree).split())


@pytest.mark.parametrize(
    ("box", "is_left"),
    [
        ("<div class='related'>Elsewhere</div>", False),
        ("<div class='teaser'><ul class='related'><li>Elsewhere</ul></div>", False),
        ("<div class='column'>Elsewhere</div>", True),
        ("<div class='related'><h1>Elsewhere</h1></div>", True),
        ("<div class='sidebar a b c d e f g'>Elsewhere</div>", True),
        (f"<div class='sidebar'>Elsewhere {'word ' * 600}</div>", True),
        (f"<div class='sidebar'>Elsewhere {'<i>a</i>' * 40}</div>", True),
    ],
)
def test_a_small_box_that_is_named_so_goes(box: str, is_left: bool) -> None:
    left = left_of(f"{STORY}{box}<p>In the end.</p>")
    assert ("Elsewhere" in left) is is_left
    assert left.endswith("In the end.")


def test_a_box_goes_out_of_one_that_holds_the_story() -> None:
    left = left_of(f"<div class='widget'>{STORY}<div class='related'>Elsewhere</div></div>")
    assert "last trip" in left
    assert "Elsewhere" not in left


def test_boxes_inside_each_other_are_read_once() -> None:
    start = time.process_time()
    left_of("<div class='related'>" * 1_000 + "<b>x</b>" * 3_000)
    assert time.process_time() - start < 0.5
