"""Bylines and titles as sites of any country set them; every name and site is made up."""

from datetime import UTC, datetime

import pytest

from services.extract.metadata.model import Metadata
from tests.extract.documents import metadata_of

FETCHED = datetime(2025, 6, 1, tzinfo=UTC)
TEXT = "<p>The keeper counted the boats and wrote the number down, as on every evening.</p>" * 4
HEADLINE = "The lamp is lit again"


def read(
    byline: str = "", lang: str = "en", head: str = "", title: str = HEADLINE, h1: str = HEADLINE
) -> Metadata:
    heading = f"<h1>{h1}</h1>" if h1 else ""
    html = (
        f"<html lang='{lang}'><head><title>{title}</title>{head}</head><body>"
        f"<article>{heading}{byline}{TEXT}</article></body></html>"
    )
    url = "https://www.harbourpost.example/a"
    return metadata_of(url, html, FETCHED)


@pytest.mark.parametrize(
    ("lang", "line", "names"),
    [
        ("ro", "De Ioana Popescu", ["Ioana Popescu"]),
        ("ca", "Per Jordi Puig", ["Jordi Puig"]),
        ("ca", "Per Jordi Puig i Marta Vidal", ["Jordi Puig", "Marta Vidal"]),
        ("sw", "Na Juma Otieno", ["Juma Otieno"]),
        ("tl", "Ni Maria Santos", ["Maria Santos"]),
        ("sq", "Nga Arta Hoxha", ["Arta Hoxha"]),
        ("is", "Eftir Jón Jónsson", ["Jón Jónsson"]),
        ("nl", "De Wever Bart", ["De Wever Bart"]),
        ("sv", "Per Olov Lindgren", ["Per Olov Lindgren"]),
        ("ro-MD", "De Ioana Popescu, Ion Rusu", ["Ioana Popescu", "Ion Rusu"]),
        ("sv", "Analys av Erik Lindgren", ["Erik Lindgren"]),
        ("no", "Kommentar av Kari Nordby", ["Kari Nordby"]),
        ("es", "Análisis de Marta Ibáñez", ["Marta Ibáñez"]),
        ("pt", "Opinião de Rui Costa", ["Rui Costa"]),
        ("en", "Review by Jane Doe", ["Jane Doe"]),
        ("ko", "김민수·이지은 기자", ["김민수", "이지은"]),
        ("ko", "김민수ㆍ이지은ㆍ한서윤 기자", ["김민수", "이지은", "한서윤"]),
        ("ko", "고규홍 나무 칼럼니스트", ["고규홍"]),
        ("zh", "作者：王文 青柳大学金融研究院执行院长", ["王文"]),
        ("zh", "作者：未知", []),
        ("zh", "作者：网络整理", []),
        ("ja", "ソウル=佐藤健一", ["佐藤健一"]),
        ("ja", "北京＝田中花子", ["田中花子"]),
        ("en", "By JANE DOE Associated Press", ["Jane Doe", "Associated Press"]),
        ("fr", "Claire Moreau Agence France-Presse", ["Claire Moreau", "Agence France-Presse"]),
        ("en", "By Newsroom", []),
        ("en", "Jane Doe For Harbour Online", ["Jane Doe"]),
        ("de", "Aus Berlin berichtet Anna Gruber", ["Anna Gruber"]),
        ("pt", "Marina Lopes, de Brasília", ["Marina Lopes"]),
        ("es", "Marta Ibáñez, desde Bruselas", ["Marta Ibáñez"]),
        ("ru", "Анна Соколова, из Берлина", ["Анна Соколова"]),
        ("hr", "Autor: Ivana Horvat, Hina", ["Ivana Horvat", "Hina"]),
        ("uk", "Олена Коваль — журналістка", ["Олена Коваль"]),
        ("ko", "글 김민수 기자, 사진 이지은 기자", ["김민수"]),
        ("zh", "記者 林怡君 陳美玲 / 台北報導", ["林怡君", "陳美玲"]),
        ("en", "Political correspondent Jane Doe", ["Jane Doe"]),
        ("de", "Redakteurin Anna Gruber", ["Anna Gruber"]),
        ("ru", "корреспондент Анна Соколова", ["Анна Соколова"]),
        ("es", "Marta Ibáñez<br>Corresponsal en Bruselas", ["Marta Ibáñez"]),
        ("fr", "Claire Moreau<br>Journaliste au service politique", ["Claire Moreau"]),
        ("it", "Paolo Ferri<br>Inviato a Bruxelles", ["Paolo Ferri"]),
        ("pt", "Por João Pedro da Silva e Souza", ["João Pedro da Silva e Souza"]),
        ("pt", "Maria Clara dos Santos e Sousa", ["Maria Clara dos Santos e Sousa"]),
        ("en", "By Jane Doe. Translated by Max Muster", ["Jane Doe"]),
        ("en", "Jane Doe, photographs by Max Muster", ["Jane Doe"]),
        ("es", "Por Marta Ibáñez | Traducción de Juan Ruiz", ["Marta Ibáñez"]),
        ("fr", "Claire Moreau, traduit par Luc Petit", ["Claire Moreau"]),
        ("de", "Von Anna Gruber, Fotos von Jan Weber", ["Anna Gruber"]),
        ("ar", "القاهرة - الميناء", []),
        ("he", "חיפה - הנמל", []),
        ("en", "Reporting by Jane Doe", ["Jane Doe"]),
        ("de", "Ein Bericht von Jane Doe", ["Jane Doe"]),
        ("fr", "Propos recueillis par Jane Doe", ["Jane Doe"]),
        ("es", "Redacción: Jane Doe, Max Muster", ["Jane Doe", "Max Muster"]),
        ("it", "di Jane Doe", ["Jane Doe"]),
        ("nl", "Door Jane Doe", ["Jane Doe"]),
        ("fi", "Teksti: Jane Doe", ["Jane Doe"]),
        ("hr", "Piše: Jane Doe", ["Jane Doe"]),
        ("id", "Oleh Jane Doe", ["Jane Doe"]),
        ("vi", "Bởi Jane Doe", ["Jane Doe"]),
        ("ru", "Текст: Иван Петров", ["Иван Петров"]),
        ("he", "מאת: דנה לוי", ["דנה לוי"]),
        ("ar", "كتب: محمد علي", ["محمد علي"]),
        ("fa", "نویسنده: علی رضایی", ["علی رضایی"]),
        ("hi", "लेखक: राम शर्मा", ["राम शर्मा"]),
        ("th", "โดย สมชาย ใจดี", ["สมชาย ใจดี"]),
        ("zh", "作者：王小明", ["王小明"]),
        ("zh", "记者 王小明", ["王小明"]),
        ("zh", "文／王小明", ["王小明"]),
        ("ja", "文・山田太郎", ["山田太郎"]),
        ("ja", "山田太郎記者", ["山田太郎"]),
        ("ko", "김민수 기자", ["김민수"]),
        ("bn", "লিখেছেন মাহবুবা খন্দকার", ["মাহবুবা খন্দকার"]),
        ("ka", "ავტორი: ნანული ხვედელიძე", ["ნანული ხვედელიძე"]),
        ("lt", "Autorius: Rūta Žvirblytė", ["Rūta Žvirblytė"]),
        ("uk", "Авторка: Соломія Бджоляр", ["Соломія Бджоляр"]),
        ("ru", "Автор текста: Аграфена Лыкова, фото: Мирон Щукин", ["Аграфена Лыкова"]),
        ("ro", "de Ileana Dobrogeanu", ["Ileana Dobrogeanu"]),
        ("fr", "De notre correspondante Solène Kermarrec", ["Solène Kermarrec"]),
        ("de", "Eine Analyse von Annegret Füllkrug", ["Annegret Füllkrug"]),
        ("it", "dal nostro inviato Tommaso De Sanctis", ["Tommaso De Sanctis"]),
        ("it", "Ginevra Altobelli - Redazione Cronaca", ["Ginevra Altobelli"]),
        ("nl", "Door Wietske Bos en Joris van 't Hof", ["Wietske Bos", "Joris van 't Hof"]),
        ("fr", "Jeanne Morel et Léo d'Orval", ["Jeanne Morel", "Léo d'Orval"]),
        ("ar", "إعداد: نسرين الخوري وسامر حداد", ["نسرين الخوري", "سامر حداد"]),
        ("ar", "بقلم: محمد وليد حسن", ["محمد وليد حسن"]),
        ("he", "מאת אביגיל שטרן ויואב כרמלי", ["אביגיל שטרן", "יואב כרמלי"]),
        ("tr", "Muhabir: Gülizar Altıntaş - Kameraman: Rıfat Öz", ["Gülizar Altıntaş"]),
        ("tr", "GÜLİZAR ALTINTAŞ", ["Gülizar Altıntaş"]),
        ("tr", "Nilüfer ÇIĞIR", ["Nilüfer Çığır"]),
        ("es", "Texto: Laura Campos. Fotos: Iván Ruiz", ["Laura Campos"]),
        ("fa", "گزارش: ژاله سپهوند، عکس: بهمن رستگار", ["ژاله سپهوند"]),
        ("th", "เรื่อง: ปาริชาต วงศ์ทอง ภาพ: ธนากร ใจกล้า", ["ปาริชาต วงศ์ทอง"]),
        ("ko", "글 배은서 사진 도현우", ["배은서"]),
        ("id", "Kontributor Bambang Setiawan", ["Bambang Setiawan"]),
        ("ko", "박서연 경제부 차장", ["박서연"]),
        ("ko", "배은서 문화전문기자", ["배은서"]),
        ("ja", "編集委員・森川美咲", ["森川美咲"]),
        ("zh", "文/欧阳晓雯 图/贺立", ["欧阳晓雯"]),
        ("zh", "本报记者欧阳晓雯", ["欧阳晓雯"]),
        ("zh", "記者歐陽曉雯／台北報導", ["歐陽曉雯"]),
        ("en", "By Jane Doe for The Morning Star", ["Jane Doe"]),
        ("en", "By Jane Doe Updated 18 November 2026", ["Jane Doe"]),
        ("en", "Posted by Jane Doe on November 18, 2026", ["Jane Doe"]),
        ("en", "Jane Doe | Special to The Morning Star", ["Jane Doe"]),
        ("en", "Opinion | Jane Doe", ["Jane Doe"]),
        ("en", "Submitted by Jane Doe on Wed, 18/11/2026", ["Jane Doe"]),
        ("de", "Gastautor: Jonas Brandt", ["Jonas Brandt"]),
        ("de", "Von Annegret Füllkrug (Text) und Kai Brodersen (Fotos)", ["Annegret Füllkrug"]),
        ("es", "Firma invitada: Rosario Echevarría", ["Rosario Echevarría"]),
        ("az", "Müəllif: Günel Rzazadə", ["Günel Rzazadə"]),
        ("bg", "Текст и снимки: Десислава Караджова", ["Десислава Караджова"]),
        ("el", "Κείμενο – φωτογραφίες: Ευδοκία Μαυρογένη", ["Ευδοκία Μαυρογένη"]),
        ("he", "כתבו: אביגיל שטרן, יואב כרמלי", ["אביגיל שטרן", "יואב כרמלי"]),
        ("hy", "Հեղինակ՝ Արփինե Մելքոնյան", ["Արփինե Մելքոնյան"]),
        ("ja", "【harbourpost・片瀬和音】", ["片瀬和音"]),
        ("ka", "ტექსტი: ნანა გელოვანი", ["ნანა გელოვანი"]),
        ("ko", "기자명 표은결 기자", ["표은결"]),
        ("ru", "Текст: Прасковья Сухова. Перевод: Яна Лисицына", ["Прасковья Сухова"]),
        ("sr", "Пише: Милосав Вуковић", ["Милосав Вуковић"]),
        ("ta", "எழுதியவர்: க. மீனாட்சி", ["க. மீனாட்சி"]),
        ("th", "เรื่องและภาพ: ปาริชาต วงศ์ทอง", ["ปาริชาต วงศ์ทอง"]),
        ("ur", "رپورٹ: زبیدہ اکرم", ["زبیدہ اکرم"]),
        ("zh", "文 | 沈若溪 编辑 | 曹明", ["沈若溪"]),
        ("zh", "见习记者 沈若溪", ["沈若溪"]),
        ("zh", "本报记者 沈若溪 曹明", ["沈若溪", "曹明"]),
        ("ar", "نسرين الخوري – القاهرة", ["نسرين الخوري"]),
        ("he", "אביגיל שטרן, כתבת חינוך", ["אביגיל שטרן"]),
        ("ja", "（文・写真　片瀬和音）", ["片瀬和音"]),
        ("nl", "Van onze correspondent Wietske Hoogland", ["Wietske Hoogland"]),
        ("ru", "Записала Прасковья Сухова", ["Прасковья Сухова"]),
        ("sr", "Аутор текста: Милосав Вуковић", ["Милосав Вуковић"]),
        ("ta", "நமது நிருபர்: க. மீனாட்சி", ["க. மீனாட்சி"]),
        ("zh", "文/图 沈若溪", ["沈若溪"]),
        ("zh", "□ 本报记者 沈若溪", ["沈若溪"]),
        ("en", "JANE DOE Standard Staff Writer", ["Jane Doe"]),
        ("en", "By Jane Doe Special to the Standard", ["Jane Doe"]),
        ("en", "Jane Doe (she/her)", ["Jane Doe"]),
        ("en", "Interview: Jane Doe", ["Jane Doe"]),
        ("en", "Photo: Max Muster, Text: Jane Doe", ["Jane Doe"]),
        ("da", "Skriver: Jane Doe", ["Jane Doe"]),
        ("de", "Von Jane Doe Lesezeit: 4 Minuten", ["Jane Doe"]),
        ("el", "Γράφει: Ευδοκία Μαυρογένη", ["Ευδοκία Μαυρογένη"]),
        ("es", "Escribe: Jane Doe", ["Jane Doe"]),
        ("es", "Escribe Jane Doe", ["Jane Doe"]),
        ("es", "Reportaje: Jane Doe | Fotografía: Max Muster", ["Jane Doe"]),
        ("fi", "Kirjoittaja: Jane Doe", ["Jane Doe"]),
        ("hi", "रिपोर्ट- सुनीता त्रिवेदी", ["सुनीता त्रिवेदी"]),
        ("hr", "Napisala: Jane Doe", ["Jane Doe"]),
        ("it", "Testi di Jane Doe", ["Jane Doe"]),
        ("ja", "社会部 桐生真帆", ["桐生真帆"]),
        ("ko", "유가온 통신원", ["유가온"]),
        ("ro", "Scris de Jane Doe pe 18 noiembrie 2026", ["Jane Doe"]),
        ("ru", "Автор: Прасковья Сухова Просмотров: 131", ["Прасковья Сухова"]),
        ("ru", "Автор материала: Прасковья Сухова", ["Прасковья Сухова"]),
        ("ru", "Беседу вела Прасковья Сухова", ["Прасковья Сухова"]),
        ("th", "เรื่อง ปาริชาต วงศ์ทอง ภาพ ธนากร ใจกล้า", ["ปาริชาต วงศ์ทอง"]),
        ("tr", "Röportaj: Jane Doe", ["Jane Doe"]),
        ("zh", "沈若溪 文/图", ["沈若溪"]),
        ("en", "Guest Columnist: Jane Doe", ["Jane Doe"]),
        ("fi", "Jane Doe ja Max Muster", ["Jane Doe", "Max Muster"]),
        ("hi", "सुनीता त्रिवेदी और अमित कौल", ["सुनीता त्रिवेदी", "अमित कौल"]),
        ("hi", "सुनीता त्रिवेदी द्वारा", ["सुनीता त्रिवेदी"]),
        ("it", "di Jane Doe e Redazione", ["Jane Doe"]),
        ("ja", "桐生真帆（きりゅう・まほ） 社会部記者", ["桐生真帆"]),
        (
            "ka",
            "ავტორები: ნანა გელოვანი და გიორგი მაისურაძე",
            ["ნანა გელოვანი", "გიორგი მაისურაძე"],
        ),
        ("ko", "유가온 기자 구독", ["유가온"]),
        ("lt", "Jane Doe ir Max Muster", ["Jane Doe", "Max Muster"]),
        ("ro", "Trimis de Jane Doe la 18 Noiembrie, 2026 - 09:20", ["Jane Doe"]),
        ("ta", "எழுத்து: கவிதா ராமன்", ["கவிதா ராமன்"]),
        ("ur", "نامہ نگار: زبیدہ اکرم", ["زبیدہ اکرم"]),
        ("cs", "ČTK, Jane Doe", ["ČTK", "Jane Doe"]),
        ("el", "Από τον Λεωνίδα Χατζηπέτρο", ["Λεωνίδα Χατζηπέτρο"]),
        ("en", "Jane Doe - Harbour Post", ["Jane Doe"]),
        ("id", "Tim Redaksi", []),
        ("ko", "유가온 기자·도현우 기자", ["유가온", "도현우"]),
        ("pl", "oprac. Jane Doe", ["Jane Doe"]),
        ("tr", "Mehtap Karasu - Köşe Yazısı", ["Mehtap Karasu"]),
        ("zh", "文丨纪晚晴 编辑丨罗敏", ["纪晚晴"]),
        ("zh", "记者 纪晚晴 报道", ["纪晚晴"]),
        ("zh", "编辑部", []),
        ("en", "Staff Reporter", []),
        ("es", "Texto: Elena de los Reyes | Fotos: Iker Salas", ["Elena de los Reyes"]),
        ("ru", "Карл фон дер Берг", ["Карл фон дер Берг"]),
        ("it", "di Bianca Serra ed Enzo Costa", ["Bianca Serra", "Enzo Costa"]),
        ("pl", "Ewa Nowak oraz Jan Mazur", ["Ewa Nowak", "Jan Mazur"]),
        ("vi", "Nguyễn Thu Hà - Trần Minh Quân", ["Nguyễn Thu Hà", "Trần Minh Quân"]),
        ("pt", "Por Rui Costa e Ana Lobo — São Tomé", ["Rui Costa", "Ana Lobo"]),
        ("it", "di Bianca Serra e Enzo Costa - Genova", ["Bianca Serra", "Enzo Costa"]),
        ("cs", "Autor: Petr Dub, Eva Malá, ČTK", ["Petr Dub", "Eva Malá", "ČTK"]),
        ("de", "Nele Bruns, Redakteurin, dpa", ["Nele Bruns", "dpa"]),
        ("en", "By <b>Jane Doe</b> — March 1, 2025", ["Jane Doe"]),
        ("fr", "Par Claire Moreau — 1 mars 2025", ["Claire Moreau"]),
        ("en", "Writing by Jane Doe; Additional reporting by Max Muster", ["Jane Doe"]),
        ("tr", "Haber-Kamera: Mehtap KARASU/ADANA, (DHA)", ["Mehtap Karasu"]),
        ("el", "Γράφουν οι Άννα Λεοντή, Νίκος Βάρδας", ["Άννα Λεοντή", "Νίκος Βάρδας"]),
    ],
)
def test_a_byline_holds_names_alone(lang: str, line: str, names: list[str]) -> None:
    found = read(f"<div class='byline'>{line}</div>", lang)
    assert [person.name for person in found.authors] == names


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("<x-byline>Jane Doe</x-byline>", ["Jane Doe"]),
        ("<ul class='authors'><li><a>Jane Doe</a></li><li><a>Max Muster</a></li></ul>",
         ["Jane Doe", "Max Muster"]),
        ("<div class='firma'><a href='/autor/jane-doe/'>Jane Doe</a><i>Valencia</i></div>",
         ["Jane Doe"]),
        ("<p class='byline'>By <a>Jane Doe</a> and Max Muster</p>", ["Jane Doe", "Max Muster"]),
        ("<div class='byline'>Written by <b><a>Jane Doe</a></b>, ten years at sea and on land<br>"
         "<b><a>Max Muster</a></b>, who has tested lamps, moles and piers for the paper since the "
         "harbour was dug</div>", ["Jane Doe", "Max Muster"]),
    ],
    ids=["its own element", "a list", "with a place", "half linked", "a line each"],
)  # fmt: skip
def test_a_byline_is_read_by_its_links_and_its_element(byline: str, names: list[str]) -> None:
    assert [person.name for person in read(byline).authors] == names


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        ("欧阳晓雯,贺立", ["欧阳晓雯", "贺立"]),
        ("Doe, Jane", ["Jane Doe"]),
        ("Doe, dpa", ["Doe, dpa"]),
    ],
)
def test_names_at_a_comma_are_two_or_one_turned_round(stated: str, names: list[str]) -> None:
    found = read(head=f"<meta name='author' content='{stated}'>")
    assert [person.name for person in found.authors] == names


@pytest.mark.parametrize(
    "kind", ["ArticleAuthor", "c-byline__author", "post-author", "authorName", "author-names"]
)
def test_the_class_of_a_byline_is_known_however_it_is_spelt(kind: str) -> None:
    found = read(f"<div class='{kind}'>Jane Doe</div>")
    assert [person.name for person in found.authors] == ["Jane Doe"]


@pytest.mark.parametrize(
    "title",
    [
        f"{HEADLINE} | Harbour Post",
        f"{HEADLINE} « Harbour Post",
        f"{HEADLINE} - Harbour Post News",
        f"Harbour Post — {HEADLINE}",
        f"Harbour Post: {HEADLINE}",
        f"{HEADLINE} | HarbourPost.example",
    ],
)
@pytest.mark.parametrize("h1", [HEADLINE, ""])
def test_a_title_is_freed_of_the_sites_name(title: str, h1: str) -> None:
    assert read(title=title, h1=h1).title == HEADLINE
    head = f"<meta property='og:title' content='{title}'>"
    assert read(title=title, h1=h1, head=head).title == HEADLINE


@pytest.mark.parametrize(
    ("lang", "heading", "headline"),
    [
        ("el", "ΤΟ ΠΑΛΙΟ ΤΥΠΟΓΡΑΦΕΙΟ ΑΝΟΙΞΕ", "Το παλιό τυπογραφείο άνοιξε"),
        ("tr", "KIŞIN AÇILDI KÖY OKULU", "Kışın açıldı köy okulu"),
    ],
)
def test_capitals_without_accents_are_the_same_title(
    lang: str, heading: str, headline: str
) -> None:
    assert read(lang=lang, title=headline, h1=heading).title == headline


@pytest.mark.parametrize("title", ["Artikel", "Harbour Post", "News | Harbour Post"])
@pytest.mark.parametrize(
    "heading",
    ["<div class='article-headline'>{}</div>", "<h2>{}</h2>", "<header><h2>{}</h2></header>"],
)
def test_a_page_title_without_a_headline_gives_way_to_what_stands_above_the_text(
    title: str, heading: str
) -> None:
    line = "The lamp of the harbour is lit again"
    assert read(byline=heading.format(line), title=title, h1="").title == line


def test_a_kicker_before_a_colon_is_part_of_the_title() -> None:
    head = f"<meta property='og:title' content='Lighthouses: {HEADLINE}'>"
    assert read(head=head).title == f"Lighthouses: {HEADLINE}"


@pytest.mark.parametrize(
    ("lang", "headline", "site", "separator"),
    [
        ("zh", "灯塔昨晚重新点亮，港口恢复夜航", "海港晚报", "_"),
        ("ja", "灯台に再び明かりがともる", "港新聞", "｜"),
        ("ko", "등대에 다시 불이 켜졌다", "항구일보", " | "),
        ("fa", "چراغ فانوس دریایی دوباره روشن شد", "خبرگزاری بندر", " - "),
        ("ar", "المنارة تضيء من جديد", "صحيفة الميناء", " | "),
        ("ru", "Маяк снова зажёгся", "Портовая газета", " — "),
        ("th", "ประภาคารสว่างอีกครั้ง", "ข่าวท่าเรือ", " | "),
    ],
)
def test_a_title_in_any_script_is_freed_of_the_sites_name(
    lang: str, headline: str, site: str, separator: str
) -> None:
    title = f"{headline}{separator}{site}"
    head = f"<meta property='og:title' content='{title}'>"
    assert read(lang=lang, title=title, h1=headline, head=head).title == headline
    named = f"{head}<meta property='og:site_name' content='{site}'>"
    assert read(lang=lang, title=title, h1="", head=named).title == headline


@pytest.mark.parametrize("line", ["作者 | 纪晚晴", "作者丨纪晚晴", "撰文 | 纪晚晴"])
def test_a_bar_stands_for_a_colon_behind_a_chinese_label(line: str) -> None:
    found = read(f"<p>{line}</p>", "zh")
    assert [person.name for person in found.authors] == ["纪晚晴"]


def test_the_name_of_a_long_card_is_what_it_sets_in_bold_type() -> None:
    about = "Jane Doe has written about the coast for twelve years, and about boats. " * 2
    card = f"<div class='author'><img alt='Portrait'><b>Jane Doe</b><p>{about}</p></div>"
    assert [person.name for person in read(card).authors] == ["Jane Doe"]


@pytest.mark.parametrize("heading", ["About The Author", "Author Spotlight"])
def test_a_card_is_headed_by_no_name_where_its_text_does_not_say_it_again(heading: str) -> None:
    about = "She has written about the coast for twelve years, and about its boats. " * 2
    assert read(f"<div class='author'><h3>{heading}</h3><p>{about}</p></div>").authors == []
