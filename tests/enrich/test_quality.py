import pytest

from schemas.events import Block
from services.enrich.quality.numbers import fields, measure
from services.enrich.reading import Reading
from tests.support.articles import article, cases

CASES = cases()


@pytest.mark.parametrize("language", ["en", "fa", "ar", "ru", "de", "es", "fr", "hi", "tr", "ko"])
def test_prose_has_stop_words_and_hardly_a_symbol(language: str) -> None:
    quality = measure(CASES[language]["text"], [], language)
    assert quality.stop_word_share is not None
    assert 0.02 < quality.stop_word_share < 0.7
    assert quality.symbol_share == 0
    assert quality.duplicate_line_share == 0


@pytest.mark.parametrize("language", ["zh", "ja", "th", None])
def test_where_words_cannot_be_told_there_is_no_share_of_stop_words(language: str | None) -> None:
    text = CASES[language]["text"] if language else "Kisiwa chetu ni kizuri"
    assert measure(text, [], language).stop_word_share is None


def test_symbols_and_repeated_lines_are_shares() -> None:
    quality = measure("one # two #\none # two #\nthree four", [], "en")
    assert quality.symbol_share == pytest.approx(4 / 6, abs=0.001)
    assert quality.duplicate_line_share == pytest.approx(11 / 32, abs=0.001)


def test_the_list_share_is_of_the_blocks() -> None:
    blocks = [Block(kind="paragraph", text="x" * 30), Block(kind="list", text="y" * 10)]
    assert measure("x", blocks, "en").list_share == 0.25


def test_the_link_density_is_what_extraction_counted() -> None:
    linked = article("x").model_copy(update={"link_density": 0.125})
    assert fields(Reading(linked, "en"))["quality"].link_density == 0.125


def test_of_nothing_there_is_no_share() -> None:
    quality = measure("", [], "en")
    assert quality.model_dump() == {
        "stop_word_share": None,
        "symbol_share": None,
        "duplicate_line_share": None,
        "list_share": None,
        "link_density": None,
    }
