"""What a pass passed over among the lines that it chose: items of lists, headings in boxes."""

import pytest
from lxml.html import document_fromstring

from services.extract.body.outline import read_outline
from services.extract.body.refine.fill import fill_lists
from services.extract.body.refine.recovery import add_headings
from services.extract.body.selection import Selection
from tests.support.article_pages import PARAGRAPHS

NO_TITLES: frozenset[str] = frozenset()


def paragraphs_of(html: str) -> Selection:
    """Choose the long paragraphs of a page."""
    page = read_outline(document_fromstring(f"<html><body>{html}</body></html>")).segments
    return Selection(page, (n for n, each in enumerate(page) if each.text in PARAGRAPHS))


def taken(found: Selection) -> list[str]:
    return [segment.text for segment in found.segments if segment.text not in PARAGRAPHS]


def between(box: str) -> str:
    first, *rest = [f"<p>{each}</p>" for each in PARAGRAPHS]
    return f"<main>{first}{box}{''.join(rest)}</main>"


def behind(box: str) -> str:
    return f"<main>{''.join(f'<p>{each}</p>' for each in PARAGRAPHS)}{box}</main>"


ITEMS = "<li>Quay: 31 %</li><li>Market: 24 %</li>"
ROWS = "<tr><td>Quay</td><td>31</td></tr><tr><td>Market</td><td>24</td></tr>"


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        (between(f"<ul>{ITEMS}</ul>"), ["Quay: 31 %", "Market: 24 %"]),
        (between(f"<div><ol>{ITEMS}</ol></div>"), ["Quay: 31 %", "Market: 24 %"]),
        (between("<dl><dt>Quay</dt><dd>31 boats</dd></dl>"), ["Quay", "31 boats"]),
        (behind(f"<ul>{ITEMS}</ul>"), ["Quay: 31 %", "Market: 24 %"]),
        (behind(f"<table>{ROWS}</table>"), ["Quay | 31", "Market | 24"]),
        (between("<ul><li><a href='/q'>The quay</a></li></ul>"), []),
        (between(f"<div class='related'><ul>{ITEMS}</ul></div>"), []),
        (behind("<ul class='stars'><li>80</li></ul>"), []),
        (behind(f"<p>Vote:</p><ul>{ITEMS}</ul>"), []),
        (behind(f"<div><p>Vote:</p><ul>{ITEMS}</ul></div>"), []),
    ],
)
def test_lists_among_the_text_are_of_it(html: str, lines: list[str]) -> None:
    assert taken(fill_lists(paragraphs_of(html))) == lines


def boxed(template: str, other: str) -> str:
    boxes = [template.format(f"<p>{each}</p>") for each in PARAGRAPHS]
    return f"<main>{boxes[0]}{other.format('<h3>The small boats</h3>')}{''.join(boxes[1:])}</main>"


BOX = "<div class='card'><div class='text'>{}</div></div>"


@pytest.mark.parametrize(
    ("other", "lines"),
    [
        (BOX, ["The small boats"]),
        ("<div class='promo'><div class='text'>{}</div></div>", []),
        ("<section><div class='card'><div class='text'>{}</div></div></section>", []),
    ],
)
def test_a_heading_in_a_box_like_those_of_the_paragraphs_is_of_the_text(
    other: str, lines: list[str]
) -> None:
    assert taken(add_headings(paragraphs_of(boxed(BOX, other)), NO_TITLES)) == lines
