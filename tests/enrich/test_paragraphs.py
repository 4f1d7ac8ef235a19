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


@pytest.mark.parametrize(
    ("mostly", "other", "line"),
    [
        (
            "ru",
            "en",
            "Harbour police searched the ferry for two days before they found the missing crates "
            "behind a false wall in the engine room.",
        ),
        (
            "ko",
            "en",
            "Harbour police searched the ferry for two days before they found the missing crates "
            "behind a false wall in the engine room.",
        ),
    ],
)
def test_a_large_lead_makes_up_for_a_lower_score(mostly: str, other: str, line: str) -> None:
    text = f"{CASES[mostly]['text']}\n{line}"
    found = {each.paragraph: each.language for each in other_languages(text, mostly)}
    assert found == {text.count("\n"): other}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "मंत्री ने सोमवार को दिल्ली में नई रेल योजना पेश की और कहा कि काम इस "
            "साल के अंत तक पूरे राज्य में शुरू हो जाएगा।",
            "hi",
        ),
        (
            "সোমবার ঢাকায় মন্ত্রী নতুন রেল পরিকল্পনা পেশ করেন এবং বলেন যে কাজ এই বছরের শেষে সারা দেশে শুরু হবে।",
            "bn",
        ),
        ("அமைச்சர் திங்கட்கிழமை புதிய ரயில் திட்டத்தை அறிவித்தார், பணிகள் விரைவில் தொடங்கும் என்றார்.", "ta"),
    ],
)
def test_vowel_signs_count_as_letters_of_a_paragraph(text: str, language: str) -> None:
    found = list(other_languages(CASES["en"]["text"] + "\n" + text, "en"))
    assert [each.language for each in found] == [language]


def test_a_name_or_a_short_line_in_another_language_is_none() -> None:
    assert list(other_languages("Le Monde, Libération\nLa Repubblica", "en")) == []


def test_beside_an_unknown_language_nothing_is_told() -> None:
    assert list(other_languages(CASES["en"]["text"], None)) == []


RELATED = [
    (
        "ru",
        "uk",
        (
            "Міська рада зібралася у вівторок увечері, щоб обговорити майбутнє "
            "старого мосту через річку, і знову проголосує у травні."
        ),
    ),
    (
        "fa",
        "ar",
        (
            "اجتمع المجلس البلدي مساء الثلاثاء لمناقشة مستقبل الجسر القديم "
            "فوق النهر، وسيصوت من جديد في شهر أيار المقبل."
        ),
    ),
    (
        "es",
        "pt",
        (
            "A câmara municipal reuniu-se na terça-feira à noite para discutir o "
            "futuro da velha ponte, e votará de novo no mês de maio."
        ),
    ),
]


@pytest.mark.parametrize(("language", "other", "line"), RELATED)
def test_a_paragraph_in_a_related_language_is_told_where_the_lead_is_clear(
    language: str, other: str, line: str
) -> None:
    text = CASES[language]["text"]
    found = list(other_languages(f"{text}\n{line}", language))
    assert [(each.paragraph, each.language) for each in found] == [(text.count("\n") + 1, other)]
