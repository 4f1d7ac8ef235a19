"""Hints: the page comes first, and a contradiction is said."""

from datetime import UTC, datetime
from typing import Any

import pytest

from schemas.events import PageFetched
from schemas.passport import Hints
from services.extract.extract import extract
from services.extract.extraction import Extraction

URL = "https://www.harbourpost.example/news/lighthouse"
FULL = """<meta property="og:title" content="The lighthouse that nobody painted">
<meta property="article:published_time" content="2023-08-07T18:40:00+02:00">
<meta property="article:section" content="Coast"><meta name="author" content="Ada Moreno">
<meta property="og:site_name" content="Harbour Post">"""
BODY = """<p>The lamp was lit again on the first evening of the storm, and the boats came home.</p>
<p>Its keeper had carried the oil up a hundred and twelve steps, because the hoist was broken.</p>
<p>From the quay the people counted the flashes, as their grandparents had done before them.</p>
<p>In the morning the council found money for a new hoist, and none for a coat of paint.</p>"""


def article(head: str, lang: str = "", **hints: Any) -> Any:
    body = f"<html{lang}><head>{head}</head><body><article>{BODY}</article></body></html>"
    page = PageFetched(
        url=URL,
        final_url=URL,
        host="www.harbourpost.example",
        site="harbourpost.example",
        content_type="text/html",
        fetched_at=datetime(2025, 6, 1, tzinfo=UTC),
        body=body.encode(),
    )
    found = extract(page, Hints(**hints))
    assert isinstance(found, Extraction)
    return found.article


HINTED: dict[str, Any] = {
    "title": "Harbour fees to rise in spring",
    "published_at": "2019-01-02T00:00:00Z",
    "section": "Markets",
    "authors": ["Li Wen"],
    "source": "Mountain Gazette",
    "language": "de",
}


def test_hints_are_taken_where_the_page_is_silent_and_say_so() -> None:
    found = article("", **HINTED)
    assert found.title == HINTED["title"]
    assert found.published_at == datetime(2019, 1, 2, tzinfo=UTC)
    assert (found.section, found.site_name) == ("Markets", "Mountain Gazette")
    assert [person.name for person in found.authors] == ["Li Wen"]
    assert found.declared_language == "de"
    fields = ("title", "published_at", "section", "authors", "site_name", "declared_language")
    assert {found.sources[field] for field in fields} == {"hint"}
    assert found.hint_conflicts == []


def test_what_the_page_states_stands_against_every_hint() -> None:
    found, alone = article(FULL, ' lang="en"', **HINTED), article(FULL, ' lang="en"')
    assert "hint" not in found.sources.values()
    assert found.model_copy(update={"hint_conflicts": []}) == alone


def test_hints_that_contradict_the_page_are_named() -> None:
    found = article(FULL, ' lang="en"', **HINTED)
    assert found.hint_conflicts == [
        "title", "published_at", "section", "authors", "source", "language",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "hints",
    [
        {},
        {"title": "The Lighthouse That Nobody Painted | Harbour Post"},
        {"title": "The lighthouse which nobody ever painted"},
        {"published_at": "2023-08-08T09:00:00Z"},
        {"section": "coast"},
        {"authors": ["ADA MORENO", "Li Wen"]},
        {"authors": ["By Ada Moreno"]},
        {"authors": ["Moreno, Ada"]},
        {"authors": ["Ada Moreno (Harbour Post)"]},
        {"source": "The Harbour Post"},
        {"language": "en-GB"},
    ],
)
def test_a_hint_that_says_the_same_in_other_words_is_no_contradiction(
    hints: dict[str, Any],
) -> None:
    assert article(FULL, ' lang="en"', **hints).hint_conflicts == []


def test_a_hint_that_lies_in_the_future_dates_no_article() -> None:
    assert article("", published_at="2031-01-02T00:00:00Z").published_at is None
