"""Places against a set made by hand: six texts or more of each first-class language."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from services.enrich.places.places import PLACES_MAX, places

TEXTS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("places.json").read_text())


def found(text: str, language: str | None, title: str | None = None) -> dict[str, str]:
    return {each.name: f"{each.country} {each.kind}" for each in places(text, title, language)}


def test_nine_of_ten_places_are_right_and_three_of_four_are_found() -> None:
    right, given, wanted = 0, 0, 0
    for case in TEXTS:
        got = found(case["text"], case["language"])
        right += len(got.items() & case["places"].items())
        given += len(got)
        wanted += len(case["places"])
    assert right / given >= 0.9, (right, given)
    assert right / wanted >= 0.75, (right, wanted)


def test_the_set_has_six_texts_of_each_language() -> None:
    assert min(Counter(case["language"] for case in TEXTS).values()) >= 6
    assert len(TEXTS) >= 72


def test_a_place_has_its_ids_and_where_it_lies() -> None:
    (berlin,) = places("Berlin sagt Nein.", None, "de")
    assert (berlin.country, berlin.kind, berlin.geonames_id) == ("DE", "city", 2950159)
    assert berlin.latitude == pytest.approx(52.52, abs=0.1)
    assert berlin.longitude == pytest.approx(13.41, abs=0.1)


@pytest.mark.parametrize(
    ("text", "language", "places_found"),
    [
        (
            "The Birmingham City manager left for Birmingham, Alabama.",
            "en",
            {"Birmingham": "US city", "Alabama": "US region"},
        ),
        (
            "फ्रांस और अफगानिस्तान के बाद वह फ़्रांस से सोफ़िया गया, फ्रेंच गुयाना नहीं।",
            "hi",
            {
                "फ्रांस": "FR country",
                "अफगानिस्तान": "AF country",
                "सोफ़िया": "BG city",
                "फ्रेंच गुयाना": "GF country",
            },
        ),
        (
            "北海道の太平洋側と瀬戸内海で雨が降り、広島の甲子園ファンは喜んだ。",
            "ja",
            {"広島": "JP city"},
        ),
        (
            "미국 조지아 공장에 전기차를 만드는 회사가 투자한다.",
            "ko",
            {"미국": "US country", "조지아": "US region"},
        ),
        (
            "The shops near Norwich, in Norfolk, are open.",
            "en",
            {"Norwich": "GB city"},
        ),
        ("Le marché couvert de Brest a rouvert.", "fr", {"Brest": "FR city"}),
        (
            "Le train relie Brest à Minsk, en Biélorussie.",
            "fr",
            {"Brest": "BY city", "Minsk": "BY city", "Biélorussie": "BY country"},
        ),
        (
            "La banda actuaba en la provincia de Santa Elena y en Ecuador.",
            "es",
            {"Ecuador": "EC country"},
        ),
        (
            "Aus Südafrika und den Niederlanden kamen Tulpen.",
            "de",
            {"Südafrika": "ZA country", "Niederlanden": "NL country"},
        ),
        (
            "英国首相在柏林会见德国首相。",
            "zh",
            {"英国": "GB country", "柏林": "DE city", "德国": "DE country"},
        ),
        (
            "La paz llegó a La Paz. Bolivia la celebra.",
            "es",
            {"La Paz": "BO city", "Bolivia": "BO country"},
        ),
        ("The ferry left for Southern California.", "en", {"California": "US region"}),
        ("In Northern Ireland it rained.", "en", {"Northern Ireland": "GB country"}),
        ("Nevó en Irlanda del Norte.", "es", {"Irlanda del Norte": "GB country"}),
        ("Снег в Северной Ирландии.", "ru", {"Северной Ирландии": "GB country"}),
        ("Nevó en Nuevo México.", "es", {"Nuevo México": "US region"}),
        (
            "En Géorgie, l'exécution a eu lieu. Les États-Unis attendent.",
            "fr",
            {"Géorgie": "US region", "États-Unis": "US country"},
        ),
        ("조지아주 법원이 판결했다.", "ko", {"조지아주": "US region"}),
    ],
)
def test_a_place_is_found_by_what_stands_around_it(
    text: str, language: str, places_found: dict[str, str]
) -> None:
    assert found(text, language) == places_found


def test_the_main_place_comes_first_and_is_the_only_one() -> None:
    text = "Trains from Paris to Lyon stood still. Paris waited. Marseille did not."
    ranked = places(text, "Paris waits for trains", "en")
    assert [(each.name, each.count, each.main) for each in ranked] == [
        ("Paris", 2, True),
        ("Lyon", 1, False),
        ("Marseille", 1, False),
    ]


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Я еду в Москву из Казани.", "ru", "Москву"),
        ("서울에서 만났다.", "ko", "서울에서"),
        ("وصل إلى بالقاهرة.", "ar", "بالقاهرة"),
        ("Ankara'nın yolları", "tr", "Ankara"),
        ("Deutschlands Wälder", "de", "Deutschlands"),
        ("Troops of the U.S. left.", "en", "U.S."),
        ("U.K. ministers met.", "en", "U.K."),
        ("The U.A.E. and the U.S.A. agreed.", "en", "U.A.E."),
        ("EE.UU. y México negocian.", "es", "EE.UU."),
        ("EE. UU. negocia.", "es", "EE.UU."),
        ("La Côte d'Ivoire attend.", "fr", "Côte d'Ivoire"),
        ("La Côte d’Ivoire attend.", "fr", "Côte d'Ivoire"),
        ("Они выехали во Владимир.", "ru", "Владимир"),
        ("В Палермо и Бремене похолодало.", "ru", "Палермо"),
        ("В Палермо и Бремене похолодало.", "ru", "Бремене"),
        ("在河内和雷克雅未克举行会谈。", "zh", "河内"),
        ("ワシントンとブレーメンで会談した。", "ja", "ブレーメン"),
        ("워싱턴에서 만났다.", "ko", "워싱턴에서"),
        ("मैच जिनेवा और मैन्चेस्टर में हुआ।", "hi", "मैन्चेस्टर"),
        ("همدان و اهواز و قم سرد شدند.", "fa", "همدان"),
        ("Die Biennale in Venedig beginnt.", "de", "Venedig"),
    ],
)
def test_a_place_is_known_in_its_case(text: str, language: str, name: str) -> None:
    assert name in found(text, language)


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Die Busse in Essen fahren.", "de", "Essen"),
        ("Die Stadt Essen zahlt.", "de", "Essen"),
        ("La ville de Tours attend.", "fr", "Tours"),
        ("Elle vit à Nice.", "fr", "Nice"),
        ("Rain fell in Bath.", "en", "Bath"),
        ("Van'dan otobüs kalktı.", "tr", "Van"),
        ("Batman Valiliği uyardı.", "tr", "Batman"),
        ("وصل الوزير إلى سيول اليوم.", "ar", "سيول"),
    ],
)
def test_a_word_is_a_place_where_the_text_says_that_one_is_meant(
    text: str, language: str, name: str
) -> None:
    assert name in found(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Das Essen wird teurer. Essen und Trinken auch.", "de"),
        ("Les Tours de la Défense brillent. Nice, non ?", "fr"),
        ("Batman filmi rekor kırdı. Ordu geldi.", "tr"),
        ("Bath time. Mobile phones and Florence Pugh.", "en"),
        ("Владимир Путин приехал.", "ru"),
        ("قطعت سيول جارفة الطريق، وغمرت سيول أخرى الوادي.", "ar"),
    ],
)
def test_a_word_is_none_where_it_does_not(text: str, language: str) -> None:
    assert found(text, language) == {}


@pytest.mark.parametrize(("text", "language"), [("맨체스터에서", "ko"), ("मैनचेस्टर में", "hi")])
def test_of_namesakes_the_larger_one_is_meant_in_every_script(text: str, language: str) -> None:
    assert list(found(text, language).values()) == ["GB city"]


def test_of_namesakes_the_one_in_a_country_that_the_text_names_is_meant() -> None:
    assert found("Georgia elects. Atlanta and Texas wait.", "en")["Georgia"] == "US region"
    assert found("Georgia elects. Tbilisi waits.", "en")["Georgia"] == "GE country"


def test_small_letters_and_words_are_no_places() -> None:
    assert found("he likes turkey, china and a nice bath; us too", "en") == {}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("プールは来年再開する。", "ja"),
        ("新しいコーチが来た。", "ja"),
        ("Бассейну нужна новая крыша. Тур начался.", "ru"),
        ("شهردار رضا احمدی گفت استخر باز می‌شود.", "fa"),
        ("روز دوشنبه ترمز ماشین برید.", "fa"),
        ("새 브랜드 부지를 찾는다.", "ko"),
        ("光明小学新城校区", "zh"),
        ("वह दो बारी खेला।", "hi"),
        ("سكر وليل", "ar"),
        ("Nada cambia. Pueblo y mesa, El Tema.", "es"),
        ("Le Sucre et le Golfe.", "fr"),
        ("Un pont du XIIe siècle, une tour du XVIIIe, l'usine de la Hague.", "fr"),
        ("La Junta de Castilla y León pagará.", "es"),
        ("Yola çıktı. Kara göründü.", "tr"),
        ("Oral exams. The Commonwealth waited.", "en"),
        ("Das Leiden hat einen Klang.", "de"),
        ("«Ростов» обыграл «Спартак».", "ru"),
        ("北京时间周三晚，巴黎圣日耳曼队战胜拜仁慕尼黑队。", "zh"),
        ("The Cleveland Cavaliers and the Boston Globe agreed.", "en"),
        ("Bayern München und Werder Bremen spielten.", "de"),
        ("The U.S.S. Nimitz sailed. Plan U. Kane came.", "en"),
        ("지난 주말 주장은 달랐다. 나라 안팎의 기후 지시.", "ko"),
        ("自由を求め、カレーを食べた。", "ja"),
        ("珠江三角洲的白银与达尔文。", "zh"),
        ("Газета «Вечерняя Москва» и клуб «Динамо Москва».", "ru"),
        ("They met in Latin America, New England and British Columbia.", "en"),
        ("Por América Latina y América del Sur, en el golfo de México.", "es"),
        ("В Латинской Америке и Новой Англии.", "ru"),
        ("أمريكا اللاتينية بعيدة", "ar"),
        ("巴黎协定与墨西哥湾", "zh"),
        ("北アイルランドとパリ協定", "ja"),
        ("She signed the Paris Agreement, the Treaty of Rome and the Kyoto Protocol.", "en"),
        ("Le traité de Rome, l'accord de Paris et la rue de Lyon.", "fr"),
        ("Der Golf von Mexiko und der Vertrag von Lausanne.", "de"),
        ("In via Roma e in piazza Venezia.", "it"),
        ("Ankara Caddesi ve Paris Anlaşması.", "tr"),
        ("Nel golfo del Messico. The ferry Pride of Karachi.", "it"),
        ("He lives on London Road. The ship Ever Lagos and Citizenship Canada.", "en"),
        ("La ministra Carolina Tohá y la jueza, Rosario Gámez.", "es"),
    ],
)
def test_a_word_that_is_a_name_elsewhere_is_no_place(text: str, language: str) -> None:
    assert found(text, language) == {}


@pytest.mark.parametrize("language", [None, "th", "sw", "fi"])
def test_a_language_that_we_do_not_know_gets_only_names_that_stand_as_they_are(
    language: str | None,
) -> None:
    assert found("Zanzibar, Helsinki ja London", language).keys() >= {"London"}
    assert found("ประเทศไทย", language) == {}


def test_no_more_places_than_a_reader_can_take_in() -> None:
    text = ", ".join(["Berlin", "Paris", "London", "Rome", "Madrid", "Vienna", "Oslo", "Cairo"] * 2)
    countries = (
        " Japan China India Peru Chile Cuba Mali Iran Iraq Oman Qatar Yemen Libya Egypt Kenya"
    )
    assert len(places(text + countries.replace(" ", ", "), None, "en")) == PLACES_MAX


if __name__ == "__main__":  # shows what is wrong
    for case in TEXTS:
        got = found(case["text"], case["language"])
        if got != case["places"]:
            print(case["language"], case["text"])
            print("   wrong", dict(got.items() - case["places"].items()))
            print("   missed", dict(case["places"].items() - got.items()))


@pytest.mark.parametrize(
    ("text", "language", "name", "kind"),
    [
        ("A court in Birmingham, Alabama, sat; England did not.", "en", "Birmingham", "US city"),
        ("From Cambridge, Massachusetts, to London in Britain.", "en", "Cambridge", "US city"),
        ("Vive en Córdoba, Argentina, y estuvo en España.", "es", "Córdoba", "AR city"),
        ("Hyderabad, Pakistan, is far from India.", "en", "Hyderabad", "PK city"),
        ("Из Нижнего Новгорода летят.", "ru", "Нижнего Новгорода", "RU city"),
        ("Снег в Великом Новгороде.", "ru", "Великом Новгороде", "RU city"),
        ("До Старого Оскола далеко.", "ru", "Старого Оскола", "RU city"),
        ("Во Франкфурте и в Ростове-на-Дону снег.", "ru", "Ростове-на-Дону", "RU city"),
        ("In Frankfurt regnet es.", "de", "Frankfurt", "DE city"),
        ("DR Congo and the Czech Republic agreed.", "en", "DR Congo", "CD country"),
    ],
)
def test_a_place_is_told_by_what_stands_behind_it_and_in_its_other_forms(
    text: str, language: str, name: str, kind: str
) -> None:
    assert found(text, language)[name] == kind


@pytest.mark.parametrize("text", ["千葉さんが話した。", "宮崎氏は否定した。", "福島選手が勝った。"])
def test_a_japanese_family_name_is_no_place(text: str) -> None:
    assert found(text, "ja") == {}
