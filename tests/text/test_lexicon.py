"""A lexicon tells how common a word is, as the list that it was made of."""

import pytest

from services.text.frequency import RAREST, frequencies, read_frequencies
from services.text.lexicon import Lexicon


@pytest.mark.parametrize("language", ["en", "zh", "ru"])
def test_every_word_is_as_common_as_in_its_list(language: str) -> None:
    listed, lexicon = read_frequencies(language), frequencies(language)

    assert len(lexicon) >= len(listed) > 10_000
    assert {word: lexicon.get(word, RAREST) for word in listed} == listed


def test_a_word_that_is_not_listed_has_what_the_caller_says() -> None:
    lexicon = Lexicon([(773, ["the"]), (490, ["bridge", "ferry"])])

    assert "bridge" in lexicon
    assert "brigde" not in lexicon
    assert [lexicon.get(word, RAREST) for word in ("bridge", "brigde", "")] == [4.9, RAREST, RAREST]


def test_the_commonest_words_are_those_of_one_in_200() -> None:
    assert Lexicon([(773, ["the"]), (670, ["in"]), (490, ["bridge"])]).commonest == {"the", "in"}


def test_a_lexicon_without_words_is_false() -> None:
    assert not Lexicon()
