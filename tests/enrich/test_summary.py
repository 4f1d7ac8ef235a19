import pytest

from services.enrich.summary import SUMMARY_MAX_CHARACTERS, Summary, summarise
from tests.support.articles import cases

CASES = cases()
TITLE = "Harbour bridge reopens after storm repairs"
TEXT = CASES["en"]["text"]
REAL = "Six weeks after the storm, commuters can cross the harbour again without taking the ferry."


def summary_of(
    description: str | None, *, title: str | None = TITLE, text: str = TEXT, language: str = "en"
) -> Summary:
    return summarise(text, description, title, language)


def test_the_publishers_own_description_is_the_summary() -> None:
    assert summary_of(REAL) == Summary(REAL, "publisher")


OFFERS = {
    "en": "Read the latest local news, photos and videos, and subscribe to our newsletter today.",
    "de": "Aktuelle Nachrichten, Bilder und Videos aus aller Welt lesen Sie jederzeit kostenlos.",
    "fr": "Retrouvez toute l'actualité en direct : politique, sport, culture, vidéos et podcasts.",
    "es": "Lea las últimas noticias, fotos y vídeos de actualidad, deportes, cultura y economía.",
    "ru": "Читайте последние новости, смотрите фотографии и видео, подписывайтесь на рассылку.",
    "tr": "Son dakika haberleri, fotoğraflar ve videolar; spor ve magazin haberlerini okuyun.",
    "ja": "最新ニュースや動画、写真を毎日お届けします。会員登録は無料です。",
    "zh": "提供最新国内国际资讯、图片及视频，欢迎订阅我们的新闻邮件。",
    "ko": "최신 뉴스와 사진, 동영상을 매일 무료로 제공합니다. 지금 바로 가입하고 모든 소식을 "
    "가장 먼저 받아 보세요.",
    "fa": "تازه‌ترین خبرها، عکس‌ها و فیلم‌های ایران و جهان را اینجا بخوانید و در خبرنامه عضو شوید.",
    "ar": "تابع آخر الأخبار والصور والفيديوهات على مدار الساعة واشترك في نشرتنا البريدية مجانا.",
    "hi": "ताज़ा ख़बरें, तस्वीरें और वीडियो देखें तथा हमारे न्यूज़लेटर की सदस्यता मुफ़्त में लें।",
}


@pytest.mark.parametrize("language", OFFERS)
def test_what_a_site_says_of_itself_is_no_summary(language: str) -> None:
    text = CASES[language]["text"]
    assert summarise(text, OFFERS[language], None, language).source == "lead"


@pytest.mark.parametrize(
    "description",
    [
        None,
        "",
        "News from Port Ellery",
        TITLE,
        TITLE.upper() + " | Paper",
        "Six weeks after the storm, commuters can cross the harbour again without taking...",
        "Six weeks after the storm, commuters can cross the harbour again without taking […]",
        "Six weeks after the storm, commuters can cross the harbour again, without taking the,",
        TEXT[:75],
        "Sechs Wochen nach dem Sturm können die Pendler den Hafen wieder ohne Fähre überqueren.",
        CASES["fa"]["first"],
    ],
    ids=lambda text: (text or "none")[-25:],
)
def test_a_description_that_tells_no_story_gives_way_to_the_lead(description: str | None) -> None:
    summary = summary_of(description)
    assert summary.source == "lead"
    assert summary.text is not None
    assert summary.text.startswith(CASES["en"]["first"])


def test_a_description_without_a_final_stop_is_still_one() -> None:
    assert summary_of(REAL.rstrip(".")).source == "publisher"


def test_a_description_in_chinese_needs_fewer_characters() -> None:
    case = CASES["zh"]
    description = "修缮工程结束后，市民又可以免费使用市图书馆的电子阅览室。"
    summary = summarise(case["text"], description, case["title"], "zh")
    assert summary == Summary(description, "publisher")


def test_the_lead_is_three_sentences_and_no_half_of_a_quotation() -> None:
    assert summary_of(None).text == (
        "The harbour bridge in Port Ellery reopened on Monday after six weeks of storm repairs. "
        "Engineers replaced 3.5 km of cable, said Dr. Nora Whitfield, who leads the bridge "
        'authority. "Is it safe? It is," she told reporters.'
    )


def test_chinese_sentences_are_joined_without_a_space() -> None:
    case = CASES["zh"]
    text = summarise(case["text"], None, case["title"], "zh").text
    assert text
    assert " " not in text


KOREAN = "시민들은 내년부터 무료로 버스를 탈 수 있다."
CHINESE = "市长在发布会上说：“桥梁明天重新开放。”", "记者随后提问。", "市民们对此表示欢迎！"
THAI = "สะพานข้ามท่าเรือเปิดให้สัญจรอีกครั้งหลังปิดซ่อมนานหกสัปดาห์ ประชาชนยินดีกับข่าวนี้อย่างมาก"


def test_korean_and_thai_sentences_are_joined_with_a_space() -> None:
    korean = summarise(f"{KOREAN} {KOREAN}\n{KOREAN}", None, None, "ko").text
    assert korean == f"{KOREAN} {KOREAN} {KOREAN}"
    assert summarise(f"{THAI}\n{THAI}", None, None, "th").text == f"{THAI} {THAI}"


def test_no_space_stands_behind_a_full_width_mark_even_within_quotation_marks() -> None:
    assert summarise("".join(CHINESE), None, None, "zh").text == "".join(CHINESE)


def test_title_byline_and_headings_are_no_part_of_the_lead() -> None:
    text = f"{TITLE}\nBy Mia Roth\nPort Ellery\n{TEXT}"
    assert summary_of(None, text=text) == summary_of(None)


def test_a_text_of_nothing_but_short_lines_is_summed_up_by_them() -> None:
    assert summary_of(None, text="One\nTwo\nThree\nFour").text == "One Two Three"


def test_a_summary_is_never_longer_than_its_limit() -> None:
    long = summary_of(None, text="word " * 1000).text
    assert long
    assert len(long) <= SUMMARY_MAX_CHARACTERS
    assert long.endswith("word…")


def test_an_empty_text_has_no_summary() -> None:
    assert summary_of(None, text="") == Summary()
