"""A text of megabytes is no article, but must not hold the store until it counts as away."""

import time

import pytest

from schemas.events import ArticleEnriched
from services.publish.texts.agreement import agree
from services.publish.texts.changes import compare
from services.publish.texts.contents import Content, content_of, pack, unpack
from services.publish.texts.likeness import likeness, text_keys_of
from services.stage.store.store import ANSWER_SECONDS
from tests.support.articles import article
from tests.support.texts import text_of

LONG = text_of(1, 60_000)


def content(text: str) -> Content:
    return content_of(ArticleEnriched(**article(text).model_dump(), enricher_version="1"))


def test_the_text_of_an_article_is_kept_whole() -> None:
    text = text_of(1, 20_000)
    assert content(text).text == text


@pytest.mark.parametrize(
    "line", ["a.\n", "1 ", "กข ค ", "今天。", "!\n"], ids=["en", "numbers", "th", "zh", "marks"]
)
def test_it_is_compared_in_time(line: str) -> None:
    text = line * (4_000_000 // len(line))
    one, other = content(text), content(f"b{text}")
    started = time.process_time()
    compare(one, other, 0.01)
    agree(one, other)
    for _ in range(3):
        likeness(one, other)
        text_keys_of(other)
    assert time.process_time() - started < ANSWER_SECONDS / 2


def test_a_change_at_its_end_is_one() -> None:
    assert compare(content(LONG), content(LONG + " More."), 0.01).kind == "update"


def test_of_two_that_begin_alike_none_is_the_other_word_for_word() -> None:
    one, other = text_keys_of(content(LONG)), text_keys_of(content(LONG + " More."))
    assert one.whole != other.whole
    assert one.bands == other.bands


def test_what_was_kept_whole_before_compares_as_what_is_cut_now() -> None:
    kept_before = Content("", "", LONG, "en")
    assert unpack(pack(kept_before)) == unpack(
        pack(content(LONG)._replace(title="", language="en"))
    )
