import pytest

from services.enrich.paragraphs import other_languages, script
from tests.support.articles import cases

CASES = cases()
SCRIPTS = {
    "en": "Latn", "fa": "Arab", "ar": "Arab", "ru": "Cyrl", "zh": "Hani", "de": "Latn",
    "es": "Latn", "fr": "Latn", "hi": "Deva", "tr": "Latn", "ja": "Jpan", "ko": "Kore",
    "th": "Thai",
}  # fmt: skip


@pytest.mark.parametrize("language", SCRIPTS)
def test_the_script_is_that_of_most_letters(language: str) -> None:
    assert script(CASES[language]["text"]) == SCRIPTS[language]


def test_a_foreign_name_in_kana_makes_no_japanese_of_chinese() -> None:
    assert script(CASES["zh"]["text"] + "店名叫优の良品，老板是ヤマダ。") == "Hani"
    assert script("ひらがな") == script("株式会社ヤマダ電機") == "Jpan"


def test_without_letters_there_is_no_script() -> None:
    assert script("12:30 — 4,5 %") is None


@pytest.mark.parametrize("language", CASES)
def test_an_article_in_one_language_has_no_others(language: str) -> None:
    assert list(other_languages(CASES[language]["text"], language)) == []


def test_a_paragraph_in_another_language_is_told() -> None:
    text = "\n".join(CASES[language]["text"].split("\n")[0] for language in ("en", "fr", "ru"))
    found = {each.paragraph: each.language for each in other_languages(text, "en")}
    assert found == {1: "fr", 2: "ru"}


def test_a_name_or_a_short_line_in_another_language_is_none() -> None:
    assert list(other_languages("Le Monde, Libération\nLa Repubblica", "en")) == []


def test_beside_an_unknown_language_nothing_is_told() -> None:
    assert list(other_languages(CASES["en"]["text"], None)) == []
