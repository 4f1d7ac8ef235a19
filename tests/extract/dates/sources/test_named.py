"""Dates in elements that are named for them, on pages of any shape."""

import time
from datetime import UTC, datetime

import pytest

from services.extract.dates.locale import Locale, script_of
from services.extract.dates.sources.named import lone_named_dates
from services.extract.markup.visible_html import without_programs

FETCHED = datetime(2025, 6, 1, tzinfo=UTC)


def days_of(body: str) -> list[str]:
    visible = without_programs(f"<html><body>{body}</body></html>".encode())
    locale = Locale(script_of(visible, "en"), "harbourpost.example", "en", FETCHED)
    return [moment.at.date().isoformat() for moment in lone_named_dates(visible, locale)]


@pytest.mark.parametrize(
    "tag", ["<p class=post-date>", "<p id='entry-date'>", "<p data-test-id = 'x y posted'>"]
)
def test_an_element_is_known_by_its_class_its_id_or_its_data(tag: str) -> None:
    assert days_of(f"{tag}12 May 2025</p>") == ["2025-05-12"]


def test_text_that_looks_like_a_name_is_none() -> None:
    assert days_of("<p>posted 12 May 2025</p>") == []


@pytest.mark.parametrize("piece", ["data-", "class ", "id=", "data- data-a "])
def test_text_that_begins_like_many_names_is_read_soon(piece: str) -> None:
    start = time.process_time()
    days_of(f"<p>{piece * (40_000 // len(piece))} posted {'posted ' * 500}")
    assert time.process_time() - start < 1
