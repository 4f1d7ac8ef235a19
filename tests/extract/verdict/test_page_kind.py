"""A writer's own page is known by its address, unless it says that it is an article."""

import pytest

from services.extract.verdict.page_kind import is_persons

SAYS_NOTHING = {"ld_article": 0.0, "og_article": 0.0, "meta_date": 0.0}


@pytest.mark.parametrize(
    "path", ["author/hilary-bostock/", "de/autoren/jule-kranich", "yazar/leyla"]
)
def test_an_address_names_a_writer(path: str) -> None:
    assert is_persons(f"https://news.example/{path}", SAYS_NOTHING)


@pytest.mark.parametrize(
    "path", ["", "author/", "author/jo/a-letter-home", "news/the-author/of-it/2"]
)
def test_another_address_names_none(path: str) -> None:
    assert not is_persons(f"https://news.example/{path}", SAYS_NOTHING)


@pytest.mark.parametrize("sign", SAYS_NOTHING)
def test_an_article_below_a_writers_address_stays_one(sign: str) -> None:
    assert not is_persons("https://news.example/author/letter-home", {**SAYS_NOTHING, sign: 1.0})
