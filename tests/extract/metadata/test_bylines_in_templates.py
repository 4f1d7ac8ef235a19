"""Bylines where templates put them: beside the date in one line, in a card, below the text."""

from datetime import UTC, datetime

import pytest

from services.extract.metadata.model import Metadata
from tests.extract.documents import metadata_of

FETCHED = datetime(2026, 6, 1, tzinfo=UTC)
TEXT = (
    "The keeper counted the boats and wrote the number down, as he does on every evening of the "
    "year, and lit the lamp."
)
JAPANESE = "灯台守は船を数え、その数を帳面に書きとめた。" * 4
HEADLINE = "The lamp is lit again"
PARAGRAPHS = f"<p>{TEXT}</p>" * 3
TEMPLATES = {
    "spans": "<div><span class='uid'>{}</span> <span>12.03.2026</span></div>",
    "address": "<header><address>{}</address><p>12.03.2026</p></header>",
    "font": "<font size='1'>{}<br>12.03.2026</font>",
    "joomla": "<dl><dd class='createdby'>{}</dd><dd class='hits'>Hits: 12</dd></dl>",
    "before the date": "<div class='meta'>{} 12.03.2026</div>",
    "behind the date": "<div class='meta'>12.03.2026 {}</div>",
    "behind the hour": "<div class='meta'>12.03.2026 um 10:15 Uhr {}</div>",
    "meta row": "<div>{}</div><div>Follow</div><div>12.03.2026</div>",
}


def read(lang: str, above: str = "", below: str = "", head: str = "") -> Metadata:
    html = (
        f"<html lang='{lang}'><head><title>{HEADLINE}</title>{head}</head><body>"
        f"<div class='page'><h1>{HEADLINE}</h1>{above}<div class='text'>{PARAGRAPHS}{below}</div>"
        "</div><div class='more'><h3>Most read</h3><p>Boats in the ice</p><p>Ruth Ackland</p></div>"
        "</body></html>"
    )
    return metadata_of("https://www.harbourpost.example/a", html, FETCHED)


def names(page: Metadata) -> list[str]:
    return [person.name for person in page.authors]


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
@pytest.mark.parametrize(
    ("lang", "line", "expected"),
    [
        ("de", "Von unserer Mitarbeiterin Lena Paulsen", ["Lena Paulsen"]),
        ("fr", "De notre correspondante à Lisbonne, Inès Carvalho", ["Inès Carvalho"]),
        ("it", "Dalla nostra inviata Ada Mengoni", ["Ada Mengoni"]),
        ("nl", "Van onze medewerker Pim de Haas", ["Pim de Haas"]),
        ("ru", "От нашего корреспондента Веры Холодовой", ["Веры Холодовой"]),
        ("de", "Ein Gastbeitrag von Sabine Kreutz", ["Sabine Kreutz"]),
        ("fr", "Une enquête de Claire Hamon et Rémi Salaün", ["Claire Hamon", "Rémi Salaün"]),
        ("es", "Una crónica de Nuria del Río", ["Nuria del Río"]),
        ("en", "As told to Bea Marlow", ["Bea Marlow"]),
        ("pt", "Reportagem de Teresa Valadão • Imagem de Rui Pimenta", ["Teresa Valadão"]),
        ("sv", "Av: TT", ["TT"]),
        ("hu", "Szerző: dr. Vörös Imre", ["dr. Vörös Imre"]),
        ("nl", "Geschreven door Femke ’t Hart", ["Femke ’t Hart"]),
        ("is", "Höfundur: Sigurjón Þórðarson", ["Sigurjón Þórðarson"]),
        ("uk", "Розмовляв Юрій Кравець", ["Юрій Кравець"]),
        ("et", "Toimetas Märt Õunapuu", ["Märt Õunapuu"]),
        ("fi", "Toimittaja Aino Räsänen", ["Aino Räsänen"]),
        ("pt", "Repórter: Hugo Sequeira", ["Hugo Sequeira"]),
        ("es", "Enviada especial: Nuria Vilches", ["Nuria Vilches"]),
        ("ml", "തയ്യാറാക്കിയത്: അനിൽ കുമാർ", ["അനിൽ കുമാർ"]),
        ("te", "రచయిత: శ్రీనివాస రావు", ["శ్రీనివాస రావు"]),
        ("am", "ጸሐፊ፡ ሰላም ከበደ", ["ሰላም ከበደ"]),
        ("km", "ដោយ៖ សុខ វិបុល", ["សុខ វិបុល"]),
        ("zh", "新华社记者 司马文、谢丹", ["司马文", "谢丹"]),
        ("ja", "文・佐々木健太", ["佐々木健太"]),
        ("en", "Photo: Lois Tan", []),
        ("pt", "Edição: Clara Nunes", []),
        ("bg", "От Радостина Колева и Пламен Дочев", ["Радостина Колева", "Пламен Дочев"]),
        ("ro", "De Ruxandra Pavel", ["Ruxandra Pavel"]),
        ("el", "Γράφτηκε από τον/την Στέλιος Μανωλάκης", ["Στέλιος Μανωλάκης"]),
        ("vi", "Viết bởi Lê Quốc Bảo", ["Lê Quốc Bảo"]),
        ("de", "Aufgezeichnet von Jutta Feddersen", ["Jutta Feddersen"]),
        ("ko", "정민호 논설위원", ["정민호"]),
    ],
)
def test_a_byline_is_read_wherever_a_template_puts_it(
    template: str, lang: str, line: str, expected: list[str]
) -> None:
    head = '<meta property="og:site_name" content="The Harbour Post">'
    assert names(read(lang, template.format(line), head=head)) == expected


@pytest.mark.parametrize("template", [TEMPLATES[name] for name in ("address", "font", "joomla")])
@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Sólveig Ragnarsdóttir skrifar", "Sólveig Ragnarsdóttir"),
        ("@mariondell Marion Dell", "Marion Dell"),
        ("中村誠記者", "中村誠"),
        ("अरुण पाठक द्वारा", "अरुण पाठक"),
        ("Una Beale", "Una Beale"),
        ("Una Beale - The Harbour Post", "Una Beale"),
    ],
)
def test_a_name_without_a_label_stands_on_the_line_before_the_date(
    template: str, line: str, name: str
) -> None:
    head = '<meta property="og:site_name" content="The Harbour Post">'
    assert names(read("en", template.format(line), head=head)) == [name]


@pytest.mark.parametrize("kind", ["author__job-title", "byline-role", "AuthorRole", "occupation"])
def test_what_a_class_calls_a_role_is_none_of_the_names(kind: str) -> None:
    card = "<span class='author-name'>Una Beale</span><span class='{}'>{}</span>"
    assert names(
        read("en", f"<div class='author'>{card.format(kind, 'Harbour Affairs')}</div>")
    ) == ["Una Beale"]
    photographer = card.replace("Una Beale", "Otto Brand").format(kind, "Photo")
    both = "".join(f"<div class='author'>{each}</div>" for each in (photographer, card))
    assert names(read("en", both.format(kind, "Reporter"))) == ["Una Beale"]


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("dpa", ["dpa"]),
        ("PAP", ["PAP"]),
        ("EFE / Sevilla", ["EFE"]),
        ("Una Beale / TNN / Updated: Oct 20, 2026, 08:00 IST", ["Una Beale", "TNN"]),
        ("By: Meenakshi | Updated: October 20, 2026", ["Meenakshi"]),
        ("القاهرة ـ ليلى الشامي", ["ليلى الشامي"]),
        ("社会部記者　中村 誠", ["中村 誠"]),
        ("経済部記者　鈴木一郎", ["鈴木一郎"]),
    ],
)
def test_an_element_that_is_a_byline_may_hold_other_words(byline: str, expected: list[str]) -> None:
    assert names(read("en", f"<div class='byline'>{byline}</div>")) == expected


def test_an_agency_may_stand_there_alone() -> None:
    line = TEMPLATES["font"].format("Associated Press")
    assert names(read("en", line)) == ["Associated Press"]


@pytest.mark.parametrize(
    ("lang", "below", "expected"),
    [
        ("fr", "<p>Gaël QUÉMENER</p>", ["Gaël Quémener"]),
        ("it", "<p style='text-align:right'><b>Bianca De Angelis</b></p>", ["Bianca De Angelis"]),
        ("ru", "<p align='right'><i>Антон Долгов.</i></p>", ["Антон Долгов"]),
        ("vi", "<p><strong>Nguyễn Thu Hà</strong></p>", ["Nguyễn Thu Hà"]),
        ("de", "<p><em>Nele Bruns, dpa</em></p>", ["Nele Bruns", "dpa"]),
        ("ja", "<p>（藤田早苗、佐々木健太）</p>", ["藤田早苗", "佐々木健太"]),
        ("ja", f"<p>{JAPANESE}（鈴木一郎）</p>", ["鈴木一郎"]),
        ("ja", f"<p>{JAPANESE}（佐藤花子、鈴木一郎）</p>", ["佐藤花子", "鈴木一郎"]),
        ("ja", f"<p>{JAPANESE}（社会部）</p>", []),
        ("ja", f"<p>{JAPANESE}（東京都港区）</p>", []),
        ("ko", "<p>박서연 기자 · 정민호 인턴기자</p>", ["박서연", "정민호"]),
        ("ko", "<p>박서연 기자, 정민호 기자</p>", ["박서연", "정민호"]),
        ("ar", "<div>كتبت: نورا السيد، تصوير: خالد فؤاد</div>", ["نورا السيد"]),
        ("he", "<div>כתבה: נועה בן־דוד | צילום: אורי לב</div>", ["נועה בן־דוד"]),
        ("hy", "<div>Հեղինակ՝ Տիգրան Սարգսյան</div>", ["Տիգրան Սարգսյան"]),
        ("en", "<p>Reporting by Ann Dee in Riga and Lu Marsh in Oslo; Editing by Jo Poole</p>",
         ["Ann Dee", "Lu Marsh"]),
        ("en", "<p>(Reporting by Ann Dee in Riga and Lu Marsh; Editing by Jo Poole)</p>",
         ["Ann Dee", "Lu Marsh"]),
        ("vi", "<p><b>Nguyễn Thu Hà - Trần Minh Quân</b></p>", ["Nguyễn Thu Hà", "Trần Minh Quân"]),
        ("en", "<p><em>Greta Simms is a reporter with The Harbour Post.</em></p>", ["Greta Simms"]),
        ("en", "<p>— Greta Simms is a staff writer. Reach her at g@post.example.</p>",
         ["Greta Simms"]),
        ("de", "<p><i>Gerrit Lohse ist ein Redakteur der Hafenpost.</i></p>", ["Gerrit Lohse"]),
        # who is asked, quoted, listed or shown did not write
        ("en", f"<p>Ada Moreno</p><p>{TEXT}</p>", []),
        ("en", "<h3>Ada Moreno</h3>", []),
        ("de", "<p><strong>Verwandte Artikel:</strong></p><ul><li>Boote</li></ul>", []),
        ("de", "<div>Karl Geiger</div><div>Komplettes Ergebnis</div>", []),
        ("en", "<p>— Ada Moreno</p>", []),
        ("en", "<blockquote>Ada Moreno</blockquote>", []),
        ("en", "<figure><figcaption>Ada Moreno</figcaption></figure>", []),
        ("en", "<p><a href='/tag/ada-moreno'>Ada Moreno</a></p>", []),
        ("en", "<p>Ada Moreno is a fisher, and her sister is a fisher, too.</p>", []),
        ("hi", "<p>अनिल राव</p>", []),
    ],
)  # fmt: skip
def test_the_line_that_ends_a_text_signs_it(lang: str, below: str, expected: list[str]) -> None:
    assert names(read(lang, below=below)) == expected


@pytest.mark.parametrize(
    ("lang", "line", "expected"),
    [
        ("nb", "Av: Ingvild Aas og Pål Øyen", ["Ingvild Aas", "Pål Øyen"]),
        ("ar", "كتبت: هبة عبد الرحمن", ["هبة عبد الرحمن"]),
        ("vi", "Bài: Trần Hồng Nhung – Ảnh: Lê Đức", ["Trần Hồng Nhung"]),
        ("hr", "Napisala: Željka Čačić", ["Željka Čačić"]),
        ("zh", "&nbsp;&nbsp;作者： 记者王敬明", ["王敬明"]),
        ("en", "Translated by: Jo Poole", []),
        ("de", "Autor:<br>Suche Neue Suche...", []),
        ("de", "Bericht: Boote im Eis", []),
        ("de", "Text: Mein Motto: Boote und Eis @hafenpost", []),
    ],
)
def test_a_label_is_believed_behind_a_text_without_paragraphs(
    lang: str, line: str, expected: list[str]
) -> None:
    html = (
        f"<html lang='{lang}'><head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1>"
        f"<div class='detail'><div>{TEXT}<br><br>{TEXT}</div>{line}<div class='x'></div></div>"
        "</body></html>"
    )
    assert names(metadata_of("https://www.harbourpost.example/a", html, FETCHED)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("(부산=항구통신) 박서연 최민호 기자 = ", ["박서연", "최민호"]),
        ("[항구신문 = 박서연 기자] ", ["박서연"]),
        ("(부산=항구통신) 경제부 박서연 기자 = ", []),
    ],
)
def test_a_korean_dateline_names_its_reporters(line: str, expected: list[str]) -> None:
    text = "등대지기가 배를 세고 숫자를 적었다. " * 9
    assert names(read("ko", f"<p>{line}{text}</p>")) == expected


@pytest.mark.parametrize(
    "byline",
    [
        "<span property='author' typeof='Person'><span property='name'>Ann Dee</span></span>",
        "<span property='schema:author'>Ann Dee</span>",
        "<a property='author' typeof='schema:Person'><b property='name'>Ann Dee</b></a>",
    ],
)
def test_an_author_in_rdfa_is_read_within_an_article(byline: str) -> None:
    assert names(read("en", f"<div typeof='NewsArticle'>{byline}</div>")) == ["Ann Dee"]
    assert names(read("en", f"<div typeof='schema:Comment'>{byline}</div>")) == []


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("articleAuthor", "Deniz Akın", ["Deniz Akın"]),
        ("dable:author", "윤하늘 기자", ["윤하늘"]),
        ("weibo:article:author_name", "Jane Doe", ["Jane Doe"]),
        ("twitter:creator", "janedoe", []),
        ("web_author", "Jane Doe", []),
        ("smartbanner:author", "Harbour Apps", []),
    ],
)
def test_a_meta_tag_for_authors_is_known_by_its_last_word(
    name: str, content: str, expected: list[str]
) -> None:
    page = read("en", head=f'<meta name="{name}" content="{content}">')
    assert names(page) == expected


def test_each_item_of_a_list_of_authors_is_one() -> None:
    cards = (
        "<ul class='authors'><li><a href='/a/sam'>Sam Okoro</a><span>Politics editor</span></li>"
        "<li><a href='/a/lin'>Lin Zhao</a><span>Reporter</span></li></ul>"
    )
    assert names(read("en", cards)) == ["Sam Okoro", "Lin Zhao"]


def test_what_opens_at_a_click_is_no_part_of_a_byline() -> None:
    byline = (
        "<div class='writer'>By <a href='/by/1'>Una Beale</a><span hidden>Una is a writer.</span>"
        " and <a href='/by/2'>Theo Lane</a><span hidden>Theo is an intern.</span></div>"
    )
    assert names(read("en", byline)) == ["Una Beale", "Theo Lane"]


@pytest.mark.parametrize(
    "line",
    [
        "<div>Boats , News</div><div>12.03.2026</div>",
        "<div>12.03.2026 In Local News</div><div>12.03.2026</div>",
        "<div><span>12.03.2026</span> <span>North Quay</span></div>",
        "<div><span>A boat - </span><span>Copyright</span> <span>Ada Moreno</span></div>"
        "<div>12.03.2026</div>",
        "<p>by admin | 12.03.2026 | Local News</p>",
        "<p>On Behalf of Marsh Law LLC | 12.03.2026 | Harbour Liability</p>",
    ],
)
def test_sections_and_photographers_beside_a_date_are_no_authors(line: str) -> None:
    assert names(read("en", line)) == []
