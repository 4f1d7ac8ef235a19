"""Words and their frequencies are read as wordfreq has them."""

import pytest
from wordfreq import available_languages, cB_to_zipf, read_cBpack

from services.text.frequency import read_frequencies
from services.text.words import fold_once


@pytest.mark.parametrize("language", ["en", "de", "ru", "ar", "fa", "zh", "ja", "ko", "hi", "tr"])
def test_a_word_list_is_that_of_wordfreq_with_its_words_folded(language: str) -> None:
    bands = read_cBpack(available_languages("small")[language])

    wanted = {fold_once(w): cB_to_zipf(-band) for band, words in enumerate(bands) for w in words}

    assert read_frequencies(language) == wanted


@pytest.mark.parametrize(("language", "listed_as"), [("no", "nb"), ("hr", "sh")])
def test_a_language_is_read_under_the_name_that_its_list_has(language: str, listed_as: str) -> None:
    assert read_frequencies(language) == read_frequencies(listed_as) != {}


@pytest.mark.parametrize("language", [None, "xx", "../secret"])
def test_a_language_without_a_list_has_no_words(language: str | None) -> None:
    assert read_frequencies(language) == {}
