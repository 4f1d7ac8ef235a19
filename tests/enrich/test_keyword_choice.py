"""Which of the candidates are shown, and which name the same thing."""

import pytest

from services.enrich.keywords.candidate import Candidate
from services.enrich.keywords.distinct import is_same
from services.enrich.keywords.keywords import fields, keywords
from services.enrich.keywords.stated import NOTHING, Stated, stated
from services.enrich.reading import Reading
from tests.support.articles import article


def texts(
    text: str, title: str | None = None, language: str | None = "en", said: Stated = NOTHING
) -> list[str]:
    return [keyword.text for keyword in keywords(text, title, language, said)]


FAIR = "Few came for the choir. Many came for the baker. He left the choir. She saw the baker."


@pytest.mark.parametrize(("said", "other"), [("choir", "baker"), ("baker", "choir")])
def test_what_the_description_or_the_url_says_comes_first(said: str, other: str) -> None:
    for each in (
        stated(f"All about the {said}", "https://paper.test/a"),
        stated(None, f"https://paper.test/news/{said}-at-the-fair-12"),
    ):
        found = texts(FAIR, said=each)
        assert found.index(said) < found.index(other)


def test_the_tags_of_the_publisher_are_not_looked_at() -> None:
    plain, tagged = article(FAIR), article(FAIR, tags=["baker"])
    assert fields(Reading(plain, "en")) == fields(Reading(tagged, "en"))


@pytest.mark.parametrize(
    ("key", "url"),
    [
        ("köln", "https://paper.test/koeln-feiert"),
        ("köln", "https://paper.test/koln-feiert"),
        ("تهران", "https://paper.test/%D8%AA%D9%87%D8%B1%D8%A7%D9%86"),
        ("covid-19", "https://paper.test/health/covid-19-again"),
    ],
)
def test_a_word_is_found_in_a_url_however_it_is_spelt(key: str, url: str) -> None:
    assert stated(None, url).is_in_slug(key)


def test_a_place_is_told_from_what_is_named_after_it() -> None:
    text = (
        "Córdoba Patrimonio ganó. El equipo Córdoba Patrimonio llega de Córdoba. La afición de "
        "Córdoba canta. Córdoba Patrimonio sube."
    )
    assert {"Córdoba", "Córdoba Patrimonio"} <= set(texts(text, None, "es"))


def test_two_names_of_one_country_are_one_keyword() -> None:
    text = "They met in the United States. The USA agreed, the USA paid. The United States won."
    assert len({"United States", "USA"} & set(texts(text))) == 1


def test_the_parts_of_a_compound_that_never_stand_alone_are_no_keywords() -> None:
    text = "Das Nord-Vak-Syndrom bleibt. Das Nord-Vak-Syndrom heilt selten."
    assert texts(text, None, "de") == ["Nord-Vak-Syndrom"]


def test_german_nouns_beside_each_other_are_no_name() -> None:
    text = (
        "Die Kritik an der Geldpolitik der ZEB wächst. Radprofi Egon Brosig kam. "
        "Das Geheimnis von Egon Brosig bleibt."
    )
    found = texts(text, None, "de")
    assert "Egon Brosig" in found
    assert not any(" der " in each or " von " in each or "Radprofi" in each for each in found)


def test_the_genitive_of_a_surname_is_no_keyword_beside_the_name() -> None:
    text = (
        "Die Rede von Anna Brosig war kurz. Brosigs Gegner lachten. Brosigs Partei schwieg, und "
        "Anna Brosig ging."
    )
    assert {"Brosigs", "Brosig", "Anna"}.isdisjoint(texts(text, None, "de"))


@pytest.mark.parametrize(
    ("text", "language", "verb"),
    [
        ("The bosses want to warn the town. They warn often, and will warn again.", "en", "warn"),
        ("Le maire veut voir. Il roule vite, elle roule loin, on roule bien.", "fr", "roule"),
        ("Завод закупит станки. Завод закупит краны.", "ru", "закупит"),
        ("도서관이 공사를 마치고 열었다. 마치고 문을 열었다. 문을 열었다.", "ko", "마치고"),
        ("पुल से समय बचेगा। पुल से पैसा बचेगा।", "hi", "बचेगा"),
        ("Леса горят. Посёлки горят.", "ru", "горят"),
        ("Люди эвакуированы. Дома эвакуированы.", "ru", "эвакуированы"),
        ("Fiyat arttığını söyledi. Maaş arttığını ekledi.", "tr", "arttığını"),
        ("Su dağıtılmasını istedi. Ekmek dağıtılmasını diledi.", "tr", "dağıtılmasını"),
        ("Ekip çalıştığı yeri gördü. Vali çalıştığı yeri gezdi.", "tr", "çalıştık"),
        ("Hattındaki arıza. Köprü hattındaki boru.", "tr", "hattındaki"),
        ("Kesinti akşama dek sürecek. Toplantı da sürecek.", "tr", "sürecek"),
        ("Zeytin rekoltesinin artışı. Buğday rekoltesinin düşüşü.", "tr", "rekoltesinin"),
        ("Дороги из-за снега закрыты. Школы из-за снега закрыты.", "ru", "из-за"),
        ("불이 날 것으로 보인다. 불이 번질 것으로 알려졌다.", "ko", "것으로"),
        ("수출이 크게 늘었다. 수입도 크게 줄었다.", "ko", "크게"),
        ("회사가 공장을 짓는다. 시가 도로를 짓는다. 군이 다리를 짓는다.", "ko", "짓는다"),
        ("정부가 농가를 돕기로 했다. 시가 학교를 돕기로 했다.", "ko", "돕기로"),
        ("불길이 번졌다. 소문이 번졌다. 걱정이 번졌다.", "ko", "번졌다"),
        ("담장이 무너져 길이 막혔다. 다리가 무너져 길이 막혔다.", "ko", "무너져"),
        ("La foule s'étend. La file s'étend.", "fr", "étend"),
        ("मंत्री को हराकर जीते। टीम को हराकर जीते।", "hi", "हराकर"),
        ("مردم شب را گذراندند. کارگران روز را گذراندند.", "fa", "گذراندند"),
        ("Gelini beğendiğini söyledi. Evi beğendiğini söyledi.", "tr", "beğendik"),
        ("价格增加。销量增加，成本增加。", "zh", "增加"),
        ("रेल रुकी। बस रुकी।", "hi", "रुकी"),
        ("Врачи бьют тревогу. Часы бьют полночь.", "ru", "бьют"),
        ("工場の建設始まる。駅の建設始まる。", "ja", "建設始"),
        ("汇率走强。人民币走强，出口放缓。", "zh", "走强"),
        ("팀이 강호를 꺾고 웃었다. 신인도 강호를 꺾고 울었다.", "ko", "꺾고"),
        ("خسر الفريق المباراة. خسر اللاعب الجائزة.", "ar", "خسر"),
        ("Pasar buka Sabtu pagi. Toko tutup Sabtu malam.", "id", "Sabtu"),
    ],
)
def test_a_verb_is_no_keyword(text: str, language: str, verb: str) -> None:
    assert verb not in texts(text, None, language)


@pytest.mark.parametrize(
    ("title", "text", "language", "phrase"),
    [
        (
            "La mairie ferme la piscine municipale",
            "La piscine municipale est vieille. La mairie manque de moyens.",
            "fr",
            "mairie ferme",
        ),
        (
            "La grève des trains bloque les voyageurs",
            "Les voyageurs attendent. La grève dure, et les trains dorment.",
            "fr",
            "trains bloque",
        ),
        (
            "El ayuntamiento cierra la piscina municipal",
            "La piscina municipal es vieja. El ayuntamiento no tiene fondos.",
            "es",
            "ayuntamiento cierra",
        ),
        (
            "Llueve y los bomberos respiran en la sierra",
            "Los bomberos apagan el fuego. La lluvia ayuda.",
            "es",
            "bomberos respiran",
        ),
        (
            "Muere la pintora Remedios Salvatierra",
            "La pintora Remedios Salvatierra nació en Oaxaca.",
            "es",
            "pintora Remedios",
        ),
        (
            "बाढ़ में सेना बुलाई गई",
            "नदी का पानी बढ़ा। सेना का दल पहुँचा।",
            "hi",
            "सेना बुलाई गई",
        ),
    ],
)
def test_a_noun_and_the_verb_behind_it_are_no_phrase(
    title: str, text: str, language: str, phrase: str
) -> None:
    assert phrase not in texts(text, title, language)


def test_a_turkish_phrase_in_another_case_is_none() -> None:
    text = "Çiftçi zeytin rekoltesinden umutlu. Birlik zeytin rekoltesinden umutlu."
    found = texts(text, "Çiftçi zeytin rekoltesinden umutlu", "tr")
    assert not [each for each in found if each.endswith("rekoltesinden")]


def test_a_turkish_phrase_is_shown_without_its_case() -> None:
    text = "Kaleci milli takıma çağrıldı. Teknik ekip milli takıma güveniyor."
    found = texts(text, "Kaleci milli takıma çağrıldı", "tr")
    assert "milli takım" in found
    assert "milli takıma" not in found


def test_a_verb_at_the_head_of_a_title_is_no_land() -> None:
    text = "El poeta gana el premio. El premio es nacional."
    assert "Gana" not in texts(text, "Gana el poeta el premio nacional", "es")


def test_a_place_in_small_letters_is_a_word() -> None:
    text = "Suben los precios y caen las ventas. Los precios del aceite preocupan."
    assert "caen" not in texts(text, "Suben los precios y caen las ventas", "es")


def test_a_city_and_its_district_are_one_keyword() -> None:
    text = "熊本県で工場ができる。熊本の企業が喜ぶ。熊本県の知事も来た。"
    assert len({"熊本", "熊本県"} & set(texts(text, "熊本に工場", "ja"))) == 1


def test_phrases_that_have_two_words_in_common_are_one_keyword() -> None:
    text = "تیم ملی والیبال ایران برد. تماشاگران تیم را دیدند."
    found = texts(text, "تیم ملی والیبال ایران برد", "fa")
    assert len([each for each in found if "ملی والیبال" in each]) == 1


def test_a_word_that_stands_once_where_no_noun_does_is_no_keyword() -> None:
    text = "The bridge reopens. Drivers use the bridge. Gorgeous weather made the bridge crowded."
    assert {"reopens", "gorgeous"}.isdisjoint(texts(text, "Bridge reopens"))


def test_a_subject_is_found_though_a_list_of_stop_words_has_it() -> None:
    assert "research" in texts("The money goes into research. New research needs money.")


def test_forms_of_one_noun_are_one_keyword() -> None:
    found = texts("The bag is full. The bags are full. A university, and the universities.")
    assert len({"bag", "bags"} & set(found)) == 1
    assert len({"university", "universities"} & set(found)) == 1


def test_a_german_dative_is_shown_in_the_nominative() -> None:
    assert "Pendler" in texts("Den Pendlern reicht es. Den Pendlern fehlt Zeit.", None, "de")


def test_a_shouted_name_is_written_in_small_letters() -> None:
    assert "Port Ellery" in texts("They met at PORT ELLERY. The mayor of PORT ELLERY spoke.")
    assert "Roma" in texts("ROMA - La giunta torna a discutere del ponte.", None, "it")
    assert "NATO" in texts("Die NATO tagt. Die NATO berät über Waffen.", None, "de")


def test_the_first_word_of_a_shop_is_not_its_given_name() -> None:
    text = (
        "They went to the Wedding Shop. Everyone likes the Shop. Wedding days are long, and the "
        "work on a wedding is hard. He wrote of her wedding."
    )
    assert "wedding" in texts(text)


KOREAN = (
    "전기차 배터리를 만드는 공장에서 불이 났다. 회사는 전기차 배터리의 생산을 다음 주에 재개한다. "
    "배터리 공장 화재로 생산이 멈췄다. 배터리 공장 화재로 직원이 대피했다."
)


def test_a_korean_phrase_ends_without_its_particle_and_has_none_inside() -> None:
    found = texts(KOREAN, "배터리 공장 화재로 생산 중단", "ko")
    assert "전기차 배터리" in found
    assert "배터리 공장 화재" in found
    assert not [each for each in found if each.endswith(("의", "로", "를")) or "화재로" in each]


@pytest.mark.parametrize(
    "forms",
    [("сейсмологи", "сейсмологов"), ("землетрясение", "землетрясения"), ("станция", "станций")],
)
def test_two_cases_of_a_russian_word_name_the_same(forms: tuple[str, str]) -> None:
    one, other = (Candidate(form, form, 2, 0.1) for form in forms)
    assert is_same(one, other)
    assert is_same(other, one)


@pytest.mark.parametrize("times", [(6, 1), (1, 6)])
def test_a_name_and_the_begin_of_it_name_the_same(times: tuple[int, int]) -> None:
    short = Candidate("congreso", "Congreso", times[0], 0.1, name=True)
    full = "Congreso de los Diputados"
    long = Candidate(full.lower(), full, times[1], 0.1, name=True)
    assert is_same(short, long)
    assert is_same(long, short)


@pytest.mark.parametrize(
    "words", [("экономика", "экономист"), ("россия", "россиянин"), ("школьник", "школьница")]
)
def test_two_russian_words_of_one_stem_name_two_things(words: tuple[str, str]) -> None:
    one, other = (Candidate(word, word, 2, 0.1) for word in words)
    assert not is_same(one, other)


@pytest.mark.parametrize(
    ("title", "text", "language", "kept", "left_out"),
    [
        (
            "Le train de nuit revient",
            "Le train de nuit part à huit heures. Les voyageurs du train de nuit dorment mal.",
            "fr",
            "train de nuit",
            "nuit",
        ),
        (
            None,
            "Les stations d’épuration débordent. La région paie les stations d’épuration.",
            "fr",
            "stations d’épuration",
            "stations épuration",
        ),
        (
            "Otra víctima de violencia de género",
            "La violencia de género crece. El plan contra la violencia de género no basta.",
            "es",
            "violencia de género",
            "género crece",
        ),
        (
            None,
            "Estados Unidos estudia una queja. Viene de Estados Unidos. Estados Unidos paga.",
            "es",
            "Estados Unidos",
            "Unidos",
        ),
        (
            "Завод запускает сборку",
            "Глава завода Максим Соколов рад. Так заявил президент АвтоВАЗа Максим Соколов.",
            "ru",
            "Максим Соколов",
            "АвтоВАЗа Максим Соколов",
        ),
        (
            "Helena Lima estuda gravuras",
            "Helena Lima teme a cheia. As gravuras são velhas. Lima espera por Helena Lima.",
            "pt",
            "Helena Lima",
            "Lima",
        ),
        (
            "جفاف أهوار العراق",
            "جفت الأهوار هذا العام. هاجر سكان الأهوار. تحتاج الأهوار إلى المياه، وفي أهوار العراق.",
            "ar",
            "الأهوار",
            "أهوار",
        ),
        (
            "아파트 화재",
            "주민 강순자 씨는 놀랐다. 강순자 씨는 아파트 계단으로 내려왔다. 아파트는 낡았다.",
            "ko",
            "아파트",
            "강순자 씨는",
        ),
        (
            "해녀 줄어",
            "제주 해녀가 줄었다. 해녀들은 늙었다. 해녀는 바다로 간다.",
            "ko",
            "해녀",
            "해녀들",
        ),
        (
            "リニア着工",
            "JR東海は着工を急ぐ。県はJR東海に説明を求めた。JR東海の社長は感謝した。",
            "ja",
            "JR東海",
            "東海",
        ),
    ],
)
def test_a_keyword_is_whole_and_in_one_form(
    title: str | None, text: str, language: str, kept: str, left_out: str
) -> None:
    found = texts(text, title, language)
    assert kept in found
    assert left_out not in found


@pytest.mark.parametrize(
    ("language", "acronym", "whole", "text"),
    [
        (
            "en", "EU", "European Union",
            "The European Union kept the bay. The EU paid, and the EU left. Fishing went on.",
        ),
        (
            "en", "DOJ", "Department of Justice",
            "The Department of Justice sued. The DOJ lost, the DOJ appealed. The case goes on.",
        ),
        (
            "es", "BCE", "Banco Central Europeo",
            "El Banco Central Europeo subió los tipos. El BCE avisa, el BCE espera.",
        ),
    ],
)  # fmt: skip
def test_an_acronym_and_what_it_stands_for_are_one_keyword(
    language: str, acronym: str, whole: str, text: str
) -> None:
    assert len({acronym, whole} & set(texts(text, None, language))) == 1


def test_a_russian_noun_is_no_name_where_another_case_stands_in_small_letters() -> None:
    text = "Лягушки живут в горах. Там лягушек мало. Лягушки исчезают, лягушек не спасти."
    assert "лягушка" in texts(text, "Учёные нашли лягушек", "ru")
