"""Headings of parts that page builders set as `h1`; whole pages: `siblings/part_headings.json`."""

import pytest

from services.extract.markup.document import parse

TEXT = "<p>The ferry across the Wend carried its first passengers in eleven years on Monday.</p>"


def tags_of(page: str) -> list[str]:
    tree = parse(page)
    assert tree is not None
    return [heading.tag for heading in tree.iter("h1", "h2")]


@pytest.mark.parametrize(
    ("page", "tags"),
    [
        (
            f"<h1 class=x>Ferry</h1>{TEXT}<h1 class=x>Fares</h1>{TEXT}<h1 class=x>Hours</h1>{TEXT}",
            2,
        ),
        (f"<h1>Ferry</h1>{TEXT}<h1>Fares</h1>{TEXT}<h1>Hours</h1>{TEXT}", 0),
        (f"<h1 class=x>Ferry</h1>{TEXT}<h1 class=x>Glass works sold</h1>{TEXT}", 0),
        (f"<div><h1 class=x>Ferry</h1></div>{TEXT}<div><h1 class=x>Fares</h1></div>{TEXT}", 1),
        (f"<h1 class=x>Post</h1><h1 class=x>Ferry</h1>{TEXT}<h1 class=x>Fares</h1>{TEXT}", 1),
        (f"<h1 class=x>A</h1>{TEXT}" + f"<h1 class=x>B</h1><time>1 May</time>{TEXT}" * 2, 0),
        (f"<h1 class=x>A</h1>{TEXT}" + f"<article><h1 class=x>B</h1>{TEXT}</article>" * 2, 0),
        (f"<h1 class=x>A</h1>{TEXT}" * 101, 0),
    ],
)
def test_the_headings_of_parts_are_lowered(page: str, tags: int) -> None:
    assert tags_of(page).count("h2") == tags
