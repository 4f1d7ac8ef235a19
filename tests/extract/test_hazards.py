"""Pages made to hang, crash or empty an extractor are answered within the limit."""

import time

import pytest

from schemas.outcomes import Reason
from services.extract.extract import extract
from services.extract.extraction import Extraction
from services.stage.endings import Ended
from tests.support.article_pages import PARAGRAPHS, html, page, paragraphs
from tests.support.page_hazards import HAZARDS, MILLIONS, NESTED, ten_megabytes

CPU_LIMIT_SECONDS = 10
"""The service's limit for one page; measured as CPU, so that a busy machine fails no test."""

WITHOUT_TEXT = {
    "100,000 levels",
    "5,000 levels",
    "20,000 levels of inline markup",
    "10,000 nested lists",
    "10,000 nested quotations",
    "30,000 headings, links and buttons",
}
"""libxml2 gives up below some 2,000 levels, and the last one has no article: a reason instead."""


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in HAZARDS if name not in NESTED])
def test_a_hazardous_page_is_answered_within_the_limit(name: str) -> None:
    body = HAZARDS[name]()
    start = time.process_time()
    found = extract(page(body))
    assert time.process_time() - start < CPU_LIMIT_SECONDS
    if isinstance(found, Ended):
        assert found.reason in {Reason.NO_TEXT, Reason.TOO_SHORT}
        assert name in WITHOUT_TEXT | {"unclosed everything"}
    else:
        assert len(found.article.text) <= 1_000_000


@pytest.mark.slow
@pytest.mark.parametrize("of", MILLIONS)
def test_the_article_before_ten_megabytes_of_markup_is_read_within_the_limit(of: str) -> None:
    body = ten_megabytes(of)
    start = time.process_time()
    found = extract(page(body))
    assert time.process_time() - start < CPU_LIMIT_SECONDS
    assert isinstance(found, Extraction)
    assert all(paragraph in found.article.text for paragraph in PARAGRAPHS)


@pytest.mark.slow
@pytest.mark.parametrize("name", NESTED)
def test_a_page_whose_depth_multiplies_its_size_is_read_well_below_the_limit(name: str) -> None:
    body = HAZARDS[name]()
    start = time.process_time()
    found = extract(page(body))
    assert time.process_time() - start < CPU_LIMIT_SECONDS / 2
    assert isinstance(found, Extraction)
    assert all(paragraph in found.article.text for paragraph in PARAGRAPHS)


@pytest.mark.slow
@pytest.mark.parametrize("text", ["", "and a word at the very end"])
def test_application_roots_inside_each_other_are_looked_at_a_few_times_only(text: str) -> None:
    body = "<script>1</script>" + "<div id='root'>" * 450 + "<i></i>" * 60_000 + text
    start = time.process_time()
    found = extract(page(body))
    assert time.process_time() - start < CPU_LIMIT_SECONDS / 2
    assert isinstance(found, Ended)
    assert found.reason is (Reason.NO_TEXT if text else Reason.NEEDS_JS)


PROLOGUES = ["600 bytes of stylesheets before the page", "500 comments before the page"]


@pytest.mark.parametrize("name", PROLOGUES)
def test_what_stands_before_a_page_is_read_in_one_way_only(name: str) -> None:
    body = HAZARDS[name]()
    start = time.process_time()
    assert isinstance(extract(page(body)), Extraction)
    assert time.process_time() - start < CPU_LIMIT_SECONDS / 10


@pytest.mark.parametrize("piece", ["</", "<a ", "<th ", "<h1 ", "<time "])
def test_tags_without_an_end_are_read_once_only(piece: str) -> None:
    body = html(paragraphs(PARAGRAPHS), title=piece * (100_000 // len(piece)))
    start = time.process_time()
    extract(page(body))
    assert time.process_time() - start < CPU_LIMIT_SECONDS / 10


@pytest.mark.parametrize("name", ["300 levels", "a colspan of nine quadrillion", "2,000 tables"])
def test_the_article_on_a_hazardous_page_is_read(name: str) -> None:
    found = extract(page(HAZARDS[name]()))
    assert isinstance(found, Extraction)
    assert all(paragraph in found.article.text for paragraph in PARAGRAPHS)


@pytest.mark.parametrize("name", ["control characters", "lone surrogates"])
def test_no_character_that_json_or_kafka_could_trip_over_is_published(name: str) -> None:
    found = extract(page(HAZARDS[name]()))
    assert isinstance(found, Extraction)
    found.article.model_dump_json().encode("utf-8")
    assert not any(ord(char) < 32 and char not in "\n\t" for char in found.article.text)


@pytest.mark.parametrize("text", ["&#xfffe;", "&#1;", "&#65535;", "&#xD800;", "\ufffe", "\uffff"])
def test_what_no_tree_may_hold_does_no_harm_wherever_it_stands(text: str) -> None:
    extra = f"<div><i></i>{text} a tail<span></span>{text}</div>"
    body = html(paragraphs(PARAGRAPHS) + extra)
    found = extract(page(body.encode("utf-8", "surrogatepass")))
    assert isinstance(found, Extraction)
    assert PARAGRAPHS[0] in found.article.text
    assert not {"\ufffe", "\uffff", "\x01"} & set(found.article.text)
