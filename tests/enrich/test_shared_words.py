"""What is read once for many words says the same as word by word."""

import re

import pytest

from services.enrich.keywords.han import chinese_words
from services.enrich.keywords.ngrams import repeated
from services.text.parts import folded_words
from services.text.words import WORD, fold_once, has_unspaced, may_be_unspaced

TEXTS = [
    "The minister’s plan isn't NEW: Straße, ŉ, ﬁne, co-operate - and 3rd.",
    "İstanbul'da IŞIK ve ışık, Ankara’nın",
    "می‌خواهم كتابي را بخوانم؛ خانۀ ما، خانهٔ ما",
    "नमस्ते दुनिया, Ὀδυσσεύς ΟΔΟΣ",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_folded_as_its_words_are(text: str) -> None:
    word = re.compile(WORD)
    assert sorted(folded_words(text, word)) == sorted(map(fold_once, word.findall(text)))


@pytest.mark.parametrize(
    ("text", "unspaced"), [("“Übung” – 5 €", False), ("das heißt 東京", True), ("กรุงเทพ", True)]
)
def test_scripts_without_spaces_are_seen(text: str, unspaced: bool) -> None:
    assert has_unspaced(text) is unspaced
    assert may_be_unspaced(text) is unspaced


def test_a_long_phrase_that_comes_again_is_counted_beside_its_parts() -> None:
    text = "甲经济特区乙。丙经济特区丁。戊经济己。"
    found = repeated(text, frozenset())
    assert found == {"经济特区": 2, "经济": 3}


def test_chinese_with_a_name_in_kana_is_read_as_chinese() -> None:
    text = "茶馆重新开张。老茶馆在河边。新茶馆在山上。"
    chinese = repeated(text, frozenset(), chinese_words())
    assert chinese
    assert repeated(text + "优の良品", frozenset(), chinese_words()) == chinese
