"""Text is tidied without losing a letter, and compared as the benchmark compares it."""

import pytest

from services.extract.body.refine.scripts import script_of
from services.extract.body.segments import squeeze
from services.extract.body.shingles import agreement, shingles, tokens
from services.extract.markup.text import tidy, tidy_code

TIDIED = [
    ("  a\u00a0 b\n\tc ", "a b c"),
    ("cafe\u0301", "caf\u00e9"),
    ("soft\u00adhyphen, zero\u200bwidth", "softhyphen, zerowidth"),
    ("bell\x07 and next line\x85here", "bell and next line here"),
    ("\ufefftext", "text"),
    ("می\u200cشود", "می\u200cشود"),
    ("क्\u200dष", "क्\u200dष"),
    ("\u200fעברית (abc)\u200f", "עברית (abc)"),
    ("👩\u200d🔬", "👩\u200d🔬"),
    ("", ""),
]


@pytest.mark.parametrize(("raw", "wanted"), TIDIED)
def test_a_line_is_tidied(raw: str, wanted: str) -> None:
    assert tidy(raw) == wanted


def test_code_keeps_its_line_breaks_and_indentation() -> None:
    assert tidy_code("\nif a:\n\tb\x07 \n") == "if a:\n    b"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Quay_side: 12.5 m!", "thequayside125m"),
        ("Groß’ Öl_fund – 3 %", "grossölfund3"),
        ("می\u200cشود، ۱۲", "میشود۱۲"),
        ("…", ""),
        ("", ""),
    ],
)
def test_letters_and_digits_alone_are_left_for_comparison(text: str, wanted: str) -> None:
    assert squeeze(text) == wanted


def test_scripts_without_spaces_are_compared_by_character() -> None:
    assert tokens("港の拡張 plan ท่า") == ["港", "の", "拡", "張", "plan", "ท", "่", "า"]


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("a b c d e", "a b c d e", 1.0),
        ("a b c d e", "a b c d x", 0.5),
        ("a b c d e", "v w x y z", 0.0),
        ("a b", "a b", 1.0),
        ("", "a b c d", 0.0),
        ("a a a a a a", "a a a a a", 0.8),
        ("a a a a a a", "a a a a", 0.5),
    ],
)
def test_agreement_is_the_f1_of_four_word_runs(one: str, other: str, wanted: float) -> None:
    assert agreement(shingles(one), shingles(other)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The quay", "latin"),
        ("Größe und Öl", "latin"),
        ("تاریخ انتشار: 01 March", "arabic"),
        ("Причал № 5", "cyrillic"),
        ("埠頭の拡張 A", "east asian"),
        ("12:30", None),
    ],
)
def test_the_script_of_a_line_is_that_of_most_of_its_letters(text: str, wanted: str | None) -> None:
    assert script_of(text) == wanted
