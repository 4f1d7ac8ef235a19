"""Headlines with quotation marks like separators, and headings that are other stories'."""

from datetime import UTC, datetime

import pytest

from services.extract.metadata.titles.site_in_title import strip_site
from tests.extract.documents import metadata_of

FETCHED = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("»Die Lampe brennt wieder« (Hafenpost)", "»Die Lampe brennt wieder«"),
        ("«La lampe brûle de nouveau» | Hafenpost", "«La lampe brûle de nouveau»"),
        ("«Лампа горит снова». Что говорят", "«Лампа горит снова». Что говорят"),
        ("Die Lampe brennt » Hafenpost", "Die Lampe brennt"),
    ],
)
def test_a_quotation_keeps_its_marks(title: str, expected: str) -> None:
    assert strip_site(title, {"hafenpost"}, set()) == expected


def test_a_teaser_that_is_a_first_heading_is_not_the_headline() -> None:
    teaser = "<h1><a href='/where-to-sail'>Here's Where to Sail at the Mole</a></h1>"
    html = (
        "<html><head><title>Where to Row at the Mole</title></head><body>"
        "<h1>The Best Moorings and Piers of the Mole for Rowing</h1>"
        "<p>The keeper counted the boats and wrote the number down, as on every evening.</p>"
        f"<div>{teaser}</div></body></html>"
    )
    found = metadata_of("https://www.example.com/news/4417", html, FETCHED)
    assert found.title == "The Best Moorings and Piers of the Mole for Rowing"


def test_a_headline_may_link_to_its_own_page() -> None:
    html = (
        "<html><head><title>The lamp of the mole burns again</title></head><body>"
        "<h1>Letters from the mole</h1>"
        "<h1><a href='/4417'>The lamp of the mole burns again</a></h1>"
        "<p>The keeper counted the boats and wrote the number down, as on every evening.</p>"
        "</body></html>"
    )
    found = metadata_of("https://www.example.com/4417", html, FETCHED)
    assert found.title == "The lamp of the mole burns again"
