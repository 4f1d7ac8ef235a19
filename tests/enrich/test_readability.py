import pytest

from services.enrich.readability import lix
from tests.support.articles import cases

CASES = cases()
EASY = "The cat sat on the mat. It saw a rat. The rat ran off. " * 10
HARD = (
    "Notwithstanding considerable administrative difficulties, international organisations "
    "consistently emphasised infrastructure requirements throughout negotiations. "
) * 10


def test_long_words_in_long_sentences_are_harder() -> None:
    assert (lix(EASY, "en") or 99) < 20
    assert (lix(HARD, "en") or 0) > 60


@pytest.mark.parametrize("language", ["fa", "ar", "ru", "zh", "ja", "ko", "hi", "tr", "th", None])
def test_a_language_that_lix_was_not_made_for_has_none(language: str | None) -> None:
    assert lix(CASES[language]["text"] * 5 if language else EASY, language) is None


def test_a_short_text_has_none() -> None:
    assert lix("The cat sat on the mat.", "en") is None
