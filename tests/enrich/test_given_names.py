import pytest

from services.enrich.given_names import LISTED, given_names, is_given
from services.enrich.noise_words import noise_words
from services.enrich.places.table import place_names
from services.text.words import fold, stop_words

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "tr", "sv", "da", "ru")


@pytest.mark.parametrize("name", ["Rudi", "Hannes", "Erling", "Wojciech", "Тарас", "Fabio", "Inga"])
def test_given_names_of_many_countries_are_known(name: str) -> None:
    assert is_given(fold(name))


@pytest.mark.parametrize("word", ["turner", "davis", "sydney", "tea", "harm", "mercedes", "santa"])
def test_what_is_a_family_a_place_or_a_word_first_is_no_given_name(word: str) -> None:
    assert word not in LISTED.read_text("utf-8").split()


def test_no_listed_name_is_a_stop_word_a_noise_word_or_a_place() -> None:
    listed = frozenset(LISTED.read_text("utf-8").split())
    assert listed <= given_names()
    assert listed == frozenset(map(fold, listed))
    assert listed.isdisjoint(noise_words())
    assert listed.isdisjoint(place_names())
    assert not any(listed & stop_words(language) for language in LANGUAGES)
