"""Words and runs of words, by which two texts are compared."""

import pytest

from services.extract.body.shingles import agreement, common, shingles, tokens

SPACED = "Ça coûte ½ € — dans l’île_1, «près» de 5² m·s"
WORDS = ["Ça", "coûte", "½", "dans", "l", "île_1", "près", "de", "5²", "m", "s"]


@pytest.mark.parametrize("other", ["", "Ж", "東", "ไ"])
def test_a_western_text_has_the_same_words_beside_any_script(other: str) -> None:
    assert tokens(f"{SPACED} {other}\n{SPACED}") == [*WORDS, *tokens(other), *WORDS]


def test_a_run_counts_as_often_as_both_texts_have_it() -> None:
    once, twice = "one two three four five", "one two three four five one two three four"
    assert common(shingles(once), shingles(twice)) == 2
    assert common(shingles(twice), shingles(f"{twice} five")) == 6
    assert agreement(shingles(twice), shingles(twice)) == 1.0
    assert agreement(shingles(once), shingles("")) == 0.0
