"""Rows of withdrawn URLs, by what politeness counts them to."""

import pytest

from services.fetch.schedule.hurry import groups_of


@pytest.mark.parametrize("url", ["http://a\0b.example/", "http://\ud800/", "", "x", "http://[/"])
def test_what_is_no_url_belongs_to_no_host(url: str) -> None:
    assert groups_of(url) == ()


def test_a_url_belongs_to_its_host_and_its_site_as_they_are_normalised() -> None:
    assert set(groups_of("HTTP://News.Zürich.example/x")) == {"news.xn--zrich-kva.example"}
    assert set(groups_of("https://news.a.co.uk/")) == {"news.a.co.uk", "a.co.uk"}
