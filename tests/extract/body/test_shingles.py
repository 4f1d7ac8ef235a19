"""Words and runs of words, by which two texts are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.extract.body.shingles import agreement, common, has_token, shingles, tokens

SPACED = "Ça coûte ½ € — dans l’île_1, «près» de 5² m·s"
WORDS = ["Ça", "coûte", "½", "dans", "l", "île_1", "près", "de", "5²", "m", "s"]


@pytest.mark.parametrize("other", ["", "Ж", "東", "ไ"])
def test_a_western_text_has_the_same_words_beside_any_script(other: str) -> None:
    assert tokens(f"{SPACED} {other}\n{SPACED}") == [*WORDS, *tokens(other), *WORDS]


PIECES = st.text(st.sampled_from("ab_é½ .,’\n中ไ่Ж́"), max_size=12)


@given(PIECES, PIECES)
def test_a_text_has_the_tokens_that_splitting_it_gives(text: str, other: str) -> None:
    own = tokens(text)
    assert all(has_token(text, each) for each in own)
    assert [has_token(text, each) for each in tokens(other)] == [x in own for x in tokens(other)]


def test_a_run_counts_as_often_as_both_texts_have_it() -> None:
    once, twice = "one two three four five", "one two three four five one two three four"
    assert common(shingles(once), shingles(twice)) == 2
    assert common(shingles(twice), shingles(f"{twice} five")) == 6
    assert agreement(shingles(twice), shingles(twice)) == 1.0
    assert agreement(shingles(once), shingles("")) == 0.0
