import pytest

from services.enrich.language import UNKNOWN, Language, detect, pieces
from services.enrich.paragraphs import other_languages
from tests.support.articles import cases

CASES = cases()


@pytest.mark.parametrize("language", CASES)
def test_the_body_tells_its_language(language: str) -> None:
    assert detect(CASES[language]["text"]).code == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hello",
        "12345 67890",
        "xxxxxxxxxx" * 20,
        "a " * 500,
        "a.b" * 500,
        "中" * 900,
        "qwzx plmk vbnj sxed crfv tgbh njmk",
    ],
)
def test_what_cannot_be_told_is_null(text: str) -> None:
    assert detect(text) == UNKNOWN


def test_the_language_of_most_of_the_text_wins_over_that_of_its_beginning() -> None:
    assert detect(CASES["fa"]["text"] + "\n" + CASES["en"]["text"] * 4).code == "en"


def test_a_text_in_three_languages_has_none() -> None:
    mixed = "\n".join(CASES[language]["text"] for language in ("en", "ru", "es"))
    assert detect(mixed).code is None


def test_hindi_is_told_from_marathi() -> None:
    marathi = (
        "मुंबईत मंगळवारी मुसळधार पाऊस झाला आणि अनेक ठिकाणी पाणी साचले. "
        "मुख्यमंत्र्यांनी सांगितले की मदतकार्य सुरू आहे."
    )
    assert detect(marathi).code == "mr"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("id", "Polisi mengatakan bahwa warga bisa pulang pada hari Kamis karena air sudah surut."),
        (
            "ms",
            "Polis berkata bahawa penduduk boleh pulang pada hari Khamis kerana air telah surut.",
        ),
        ("sr", "Predsednik opštine rekao je da će deca posle raspusta učiti na drugom mestu."),
        ("hr", "Predsjednik općine rekao je da će djeca poslije praznika učiti na drugom mjestu."),
    ],
)
def test_languages_that_look_alike_are_told_by_their_words(language: str, text: str) -> None:
    assert detect(text).code == language
    assert list(other_languages(f"{text}\n{text}", language)) == []


def test_vowel_signs_count_as_letters_of_a_piece() -> None:
    assert pieces("पुल शुक्रवार तक बंद रहेगा, नगर निगम ने कहा।")


def test_the_detector_can_be_another() -> None:
    found = detect(CASES["en"]["text"], lambda _: Language("xx", 0.5))
    assert found == Language("xx", 0.5)


def test_a_piece_never_holds_a_nul() -> None:
    assert all("\0" not in piece for piece in pieces("some words\0" * 1000))


ENGLISH = (
    "Harbour police searched the ferry for two days before they found the missing crates behind a "
    "false wall in the engine room."
)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("港の警察は二日間フェリーを捜索し、機関室の偽の壁の裏で行方不明の箱を発見した。", "ja"),
        ("港口警方对渡轮搜查了两天，才在机舱的一堵假墙后面找到了失踪的箱子。", "zh"),
        (
            "बंदरगाह पुलिस ने दो दिन तक नौका की तलाशी ली और फिर इंजन कक्ष में नकली दीवार के पीछे "
            "गायब पेटियां मिलीं।",
            "hi",
        ),
    ],
)
def test_an_english_paragraph_does_not_outweigh_three_others(line: str, language: str) -> None:
    assert detect("\n".join([line, line, ENGLISH, line])).code == language


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "sw",
            "Serikali ya Kenya imesema kuwa barabara mpya ya Mombasa itafunguliwa mwezi ujao. "
            "Waziri wa uchukuzi alisema kazi hiyo ni ya watu wote na kwa ajili ya maendeleo.",
        ),
        (
            "kk",
            "Алматы қаласында жаңа мектеп ашылды және оның құрылысы екі жыл бойы жүргізілді. "
            "Әкім бұл мектеп балалар үшін салынды деп хабарлады, келесі жылы тағы біреуі болады.",
        ),
        (
            "uz",
            "Toshkent shahrida yangi maktab ochildi va u ikki yil davomida qurildi. Hokim bu "
            "maktab bolalar uchun qurilgan deb aytdi, kelgusi yilda yana bir maktab va bitta "
            "bog‘cha qurish kerak bo‘ladi.",
        ),
        (
            "ku",
            "Li bajarê Amedê dibistaneke nû hat vekirin û wê ji bo zarokan be. Şaredar got ku ev "
            "dibistan di du salan de hatiye çêkirin û her kes dikare were.",
        ),
        (None, "Lorem ipsum dolor sit amet consectetur adipiscing elit " * 5),
    ],
)
def test_a_language_that_the_detector_does_not_know_is_told_by_its_commonest_words(
    code: str | None, text: str
) -> None:
    assert detect(text).code == code
