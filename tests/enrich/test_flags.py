import json
from pathlib import Path
from typing import Any

import pytest

from schemas.events import ArticleExtracted, Block
from services.enrich.quality.flags import fields, find_flags
from services.enrich.reading import Reading
from tests.support.articles import article

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("flags.json").read_text("utf-8"))


def flags(page: ArticleExtracted) -> list[tuple[str, str]]:
    return [(each.name, each.source) for each in find_flags(page)]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/live/2026/storm", "liveblog"),
        ("/sport/liveticker/finale", "liveblog"),
        ("/politique/en-direct/vote", "liveblog"),
        ("/bildergalerie/winter", "gallery"),
        ("/foto-galeri/kis", "gallery"),
        ("/transcripts/speech", "transcript"),
        ("/press-releases/merger", "press_release"),
        ("/pressemitteilungen/bau", "press_release"),
        ("/brandvoice/cloud", "sponsored"),
        ("/advertorial/betten", "sponsored"),
        ("/commentisfree/rail", "opinion"),
        ("/meinung/bahn", "opinion"),
        ("/yazarlar/elif/kar", "opinion"),
        ("/nachrichten/liveblog-sturm-100.html", "liveblog"),
        ("/en-direct-reforme-1.html", "liveblog"),
        ("/debats/tribune/le-pont", "opinion"),
        ("/columnas/puente", "opinion"),
        ("/fotos/winter", "gallery"),
        ("/news-releases/bridge", "press_release"),
        ("/anzeigen/schlaf", "sponsored"),
        ("/canli-anlatim/derbi", "liveblog"),
        ("/onlayn/vybory", "liveblog"),
        ("/minute-by-minute/budget", "liveblog"),
        ("/galerie-photos/carnaval", "gallery"),
        ("/fotogalerie/winter", "gallery"),
        ("/contenido-patrocinado/banco", "sponsored"),
        ("/contenu-partenaire/banque", "sponsored"),
        ("/comunicado-de-prensa/fusion", "press_release"),
        ("/opiniones/tren", "opinion"),
        ("/point-de-vue/rail", "opinion"),
        ("/gorus/tren", "opinion"),
    ],
)
def test_a_url_says_what_kind_of_article_it_is(path: str, name: str) -> None:
    page = article("A text.", canonical_url=f"https://news.example{path}")
    assert flags(page) == [(name, "url")]


@pytest.mark.parametrize(
    ("section", "name"),
    [
        ("Opinion", "opinion"),
        ("Débats", "opinion"),
        ("Мнения", "opinion"),
        ("یادداشت", "opinion"),
        ("الرأي", "opinion"),
        ("社説", "opinion"),
        ("오피니언", "opinion"),
        ("संपादकीय", "opinion"),
        ("评论", "opinion"),
        ("Anzeige", "sponsored"),
        ("رپورتاژ آگهی", "sponsored"),
        ("보도자료", "press_release"),
        ("News / Opinion", "opinion"),
        ("Comment is free", "opinion"),
        ("Leitartikel", "opinion"),
        ("Idées & débats", "opinion"),
        ("Köşe Yazarları", "opinion"),
        ("مقالات الرأي", "opinion"),
        ("オピニオン", "opinion"),
        ("논설", "opinion"),
        ("Werbung", "sponsored"),
        ("Реклама", "sponsored"),
        ("广告", "sponsored"),
        ("광고", "sponsored"),
        ("Point de vue", "opinion"),
        ("Köşe yazısı", "opinion"),
        ("نظر", "opinion"),
        ("观点", "opinion"),
        ("社评", "opinion"),
        ("राय", "opinion"),
        ("기고", "opinion"),
        ("محتوى مدفوع", "sponsored"),
        ("İlan", "sponsored"),
        ("Comunicado de prensa", "press_release"),
        ("News Release", "press_release"),
        ("Fotogalerie", "gallery"),
        ("Фотогалерея", "gallery"),
        ("معرض الصور", "gallery"),
        ("گزارش تصویری", "gallery"),
        ("组图", "gallery"),
        ("Минута за минутой", "liveblog"),
        ("Canlı anlatım", "liveblog"),
        ("Wortlaut", "transcript"),
    ],
)
def test_a_section_says_it_in_many_languages(section: str, name: str) -> None:
    assert flags(article("A text.", section=section)) == [(name, "section")]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Live updates: storm reaches the coast", "liveblog"),
        ("EN DIRECT - Le vote du budget", "liveblog"),
        ("Kommentar: Die Bahn fährt", "opinion"),
        ("Opinion | The bridge must stay", "opinion"),
        ("[사설] 다리를 고쳐라", "opinion"),
        ("【社説】橋を直せ", "opinion"),
        ("Full transcript: the mayor's speech", "transcript"),
        ("In pictures: winter in the north", "gallery"),
        ("Storm latest – live updates", "liveblog"),
        ("Storm im Norden im Liveticker: Neue Warnungen", "liveblog"),
        ("Liveblog zur Wahl: Auszählung beginnt", "liveblog"),
        ("EN DIRECT. Réforme des retraites : le vote", "liveblog"),
        ("Réforme des retraites, en direct : le vote", "liveblog"),
        ("Última hora de la tormenta, en directo", "liveblog"),
        ("Онлайн-трансляция: выборы мэра", "liveblog"),
        ("CANLI | Deprem sonrası son durum", "liveblog"),
        ("लाइव अपडेट: बजट 2026", "liveblog"),
        ("【实时更新】台风登陆", "liveblog"),
        ("[라이브] 개표 현황", "liveblog"),
        ("لحظه\u200cبه\u200cلحظه با انتخابات", "liveblog"),
        ("As it happened: Budget day", "liveblog"),
        ("Why the bridge must stay | Opinion", "opinion"),
        ("Gastbeitrag: Die Brücke muss bleiben", "opinion"),
        ("Tribune. Le pont doit rester", "opinion"),
        ("TRIBUNA | El puente debe quedarse", "opinion"),
        ("Колонка редактора: мост", "opinion"),
        ("Köşe yazısı: Köprü kalmalı", "opinion"),
        ("دیدگاه: پل باید بماند", "opinion"),
        ("राय: पुल रहना चाहिए", "opinion"),
        ("（社説）橋を残せ", "opinion"),
        ("Winter in the north – in pictures", "gallery"),
        ("In Bildern: Winter im Norden", "gallery"),
        ("EN IMAGES. L'hiver au nord", "gallery"),
        ("Фоторепортаж: зима", "gallery"),
        ("بالصور.. الشتاء في الشمال", "gallery"),
        ("Full transcript of the mayor's speech", "transcript"),
        ("Communiqué de presse : nouveau pont", "press_release"),
        ("Basın bülteni: Yeni köprü", "press_release"),
        ("【プレスリリース】新しい橋", "press_release"),
        ("İlan: Daha iyi uyku", "sponsored"),
        ("Storm latest: live updates as thousands flee", "liveblog"),
        ("Carnaval de Venise : les plus belles photos", "gallery"),
        ("Die Bilder des Tages", "gallery"),
        ("Las mejores fotos del carnaval", "gallery"),
        ("Le foto più belle del carnevale", "gallery"),
        ("The best photos of the week", "gallery"),
        ("【广告】睡眠", "sponsored"),
        ("إعلان: نوم أفضل", "sponsored"),
    ],
)
def test_a_title_says_it_before_a_colon_a_bar_or_a_dash(title: str, name: str) -> None:
    assert flags(article("A text.", title=title)) == [(name, "title")]


@pytest.mark.parametrize(
    "title",
    [
        "Live music returns to the harbour",
        "Opinion polls: a close race",
        "Comment le tram roule",
        "Live Nation sued over tickets",
        "Meinungsfreiheit: Gericht urteilt",
        "Anzeige gegen Minister: Was folgt",
        "Photos show damage at port",
        "Transcript leak: who did it?",
        "Press release error costs firm millions",
        "Storm hits the coast | AD",
        "Онлайн-банк: сбой",
        "Canlı hayvan ithalatı başladı",
        "直播带货: 新规出台",
        "社説をめぐる論争",
        "Columna de humo: incendio en el puerto",
        "Best photos win prize for girl of nine",
        "Live updated maps: how they work",
        "Die Bilder aus dem All sind gefälscht",
        "Le mejor, las fotos",
    ],
)
def test_a_title_that_only_begins_alike_says_nothing(title: str) -> None:
    assert flags(article("A text.", title=title)) == []


@pytest.mark.parametrize(
    "path",
    [
        "/alive/x",
        "/live-music-returns",
        "/opinion-polls",
        "/ad/x",
        "/pr/x",
        "/direct/x",
        "/ilan/x",
        "/ultima-hora/x",
    ],
)
def test_a_url_that_only_begins_alike_says_nothing(path: str) -> None:
    assert flags(article("A text.", canonical_url=f"https://news.example{path}")) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("\n".join(f"下午{hour}时0{hour}分 情况有变。" for hour in range(1, 8)), "liveblog"),
        ("\n".join(f"오후 {hour}시 1{hour}분 개표 중." for hour in range(1, 8)), "liveblog"),
        ("记者：为什么关闭大桥？\n王强：需要维修。\n" * 6, "transcript"),
        ("기자: 왜 다리를 닫았나?\n시장: 수리가 필요하다.\n" * 6, "transcript"),
        ("For Immediate Release\nAcme grows in the north.", "press_release"),
        ("HELSINKI / ACCESS Newswire / Acme grows.", "press_release"),
        ("This article is sponsored by Acme.\nSleep is good for you.", "sponsored"),
        ("Schlaf ist gut.\nDies ist eine bezahlte Anzeige von Acme.", "sponsored"),
        ("Сон полезен.\nНа правах рекламы", "sponsored"),
    ],
)
def test_the_text_itself_says_it_in_many_languages(text: str, name: str) -> None:
    assert flags(article(text)) == [(name, "text")]


@pytest.mark.parametrize(
    "text",
    [
        "The families wait for immediate release of the hostages.",
        "One.\nTwo.\nThree.\nThe line `this article is sponsored` is a must.\nA.\nB.\nC.",
    ],
)
def test_a_text_that_only_speaks_of_such_words_says_nothing(text: str) -> None:
    assert flags(article(text)) == []


def test_lines_with_times_of_day_make_a_live_blog() -> None:
    text = "\n".join(f"{hour}:15 The vote goes on." for hour in range(9, 16))
    assert flags(article(text)) == [("liveblog", "text")]


def test_lines_with_speakers_make_a_transcript() -> None:
    text = "\n".join(["ANNA HALE: We begin.", "Tom Reed: We do."] * 5)
    assert flags(article(text)) == [("transcript", "text")]


def test_a_wire_service_in_the_first_lines_makes_a_press_release() -> None:
    assert flags(article("BERLIN, May 3 /PRNewswire/ -- Acme grows.")) == [
        ("press_release", "text")
    ]


def test_many_images_and_few_words_make_a_gallery() -> None:
    images = [Block(kind="image", url=f"https://news.example/{n}.jpg") for n in range(8)]
    assert flags(article("Winter in the north.", blocks=images)) == [("gallery", "blocks")]
    for text in ("word " * 2000, "灯塔在关闭九年之后重新点亮，" * 100, "เรือประมงกลับเข้าท่า" * 200):
        assert flags(article(text, blocks=images)) == []


@pytest.mark.parametrize(
    "section",
    [
        "Live Music",
        "Media",
        "Press",
        "Advertising",
        "Arts & Galleries",
        "Ad",
        "Direct",
        "Última hora",
    ],
)
def test_a_section_that_is_called_alike_says_nothing(section: str) -> None:
    assert flags(article("A text.", section=section)) == []


def test_each_flag_stands_once_with_the_best_source() -> None:
    page = article("A text.", section="Opinion", title="Opinion: stay")
    (flag,) = fields(Reading(page, "en"))["flags"]
    assert (flag.name, flag.source) == ("opinion", "section")


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(next(iter(case.values())))[:60])
def test_an_article_is_what_its_site_and_its_form_say_and_nothing_else(
    case: dict[str, Any],
) -> None:
    said = {name: value for name, value in case.items() if name != "flags"}
    found = flags(article(**{"text": "The council met. It will vote again in May.", **said}))
    assert sorted({name for name, _ in found}) == case["flags"]
