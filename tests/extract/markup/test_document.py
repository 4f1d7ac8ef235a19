"""A page's bytes become text, whatever they claim to be."""

from datetime import UTC, datetime

import pytest

from schemas.events import PageFetched
from schemas.outcomes import Reason
from services.extract.markup.decoding import decode
from services.extract.markup.document import Document, read_document
from services.stage.endings import Ended

ARABIC = "أعلنت وزارة الصحة اليوم عن افتتاح مستشفى جديد في المدينة القديمة بعد انتظار طويل. "
CHINESE = "市政府昨天宣布，新的图书馆将于下个月开放，居民可以免费借阅书籍。"
TAIWAN = "市政府昨天宣布，新的圖書館將於下個月開放，居民可以免費借閱書籍。"
KOREAN = "시 정부는 어제 새로운 도서관이 다음 달에 문을 연다고 발표했다. "
JAPANESE = "市は昨日、新しい図書館が来月開館すると発表しました。住民は無料で本を借りられます。"
RUSSIAN = "Городские власти вчера объявили, что новая библиотека откроется в следующем месяце. "
TURKISH = (
    "Belediye dün yeni kütüphanenin önümüzdeki ay açılacağını, girişin ücretsiz olduğunu duyurdu. "
)
GREEK = "Ο δήμος ανακοίνωσε χθες ότι η νέα βιβλιοθήκη θα ανοίξει τον επόμενο μήνα. "
THAI = "เทศบาลประกาศเมื่อวานนี้ว่าห้องสมุดแห่งใหม่จะเปิดให้บริการในเดือนหน้า ประชาชนยืมหนังสือได้ฟรี "
POLISH = "Miasto ogłosiło wczoraj, że nowa biblioteka zostanie otwarta w przyszłym miesiącu. "
GREEK_NAMES = "Ο Άγγελος και η Άννα Άλκη εξήγησαν χθες γιατί η Άνδρος θα έχει νέα βιβλιοθήκη. "
HEBREW = "העירייה הודיעה אתמול כי הספרייה החדשה תיפתח בחודש הבא והכניסה תהיה חופשית. "
FRENCH = (
    "La mairie a annoncé hier que la nouvelle bibliothèque ouvrira le mois prochain, à Orléans. "
)
PERSIAN = "شهرداری دیروز اعلام کرد که کتابخانه‌ی جدید ماه آینده باز می‌شود. "

PAIRS = [
    (ARABIC, "windows-1256"),
    (ARABIC, "iso-8859-6"),
    (CHINESE, "gb18030"),
    (CHINESE, "gb2312"),
    (TAIWAN, "big5"),
    (KOREAN, "euc-kr"),
    (JAPANESE, "shift_jis"),
    (JAPANESE, "euc-jp"),
    (RUSSIAN, "windows-1251"),
    (RUSSIAN, "koi8-r"),
    (TURKISH, "iso-8859-9"),
    (GREEK, "windows-1253"),
    (GREEK_NAMES, "iso-8859-7"),
    (THAI, "tis-620"),
    (POLISH, "iso-8859-2"),
    (HEBREW, "windows-1255"),
    (FRENCH, "iso-8859-1"),
    (PERSIAN, "utf-8"),
]


def body_of(text: str, encoding: str, head: str = "") -> bytes:
    page = f"<html><head>{head}<title>t</title></head><body><p>{text * 8}</p></body></html>"
    return page.encode(encoding, "ignore")


def page_of(body: bytes, charset: str | None = None) -> PageFetched:
    return PageFetched(
        url="https://news.example/a",
        final_url="https://news.example/a",
        host="news.example",
        site="news.example",
        charset=charset,
        fetched_at=datetime(2026, 1, 2, tzinfo=UTC),
        body=body,
    )


@pytest.mark.parametrize(("text", "encoding"), PAIRS)
def test_the_charset_of_the_header_is_used(text: str, encoding: str) -> None:
    decoded = decode(body_of(text, encoding), encoding)
    assert decoded is not None
    assert text in decoded[0]


@pytest.mark.parametrize(("text", "encoding"), PAIRS)
def test_the_charset_of_the_meta_tag_is_used(text: str, encoding: str) -> None:
    decoded = decode(body_of(text, encoding, f'<meta charset="{encoding}">'), None)
    assert decoded is not None
    assert text in decoded[0]


@pytest.mark.parametrize(("text", "encoding"), PAIRS)
def test_an_undeclared_charset_is_guessed(text: str, encoding: str) -> None:
    decoded = decode(body_of(text, encoding), None)
    assert decoded is not None
    assert text in decoded[0]


@pytest.mark.parametrize(
    ("language", "text", "encoding"),
    [
        ("fr", FRENCH, "windows-1252"),
        ("pl", POLISH, "windows-1250"),
        ("el", GREEK, "windows-1253"),
        ("el", GREEK_NAMES, "windows-1253"),
        ("el", GREEK_NAMES, "iso-8859-7"),
        ("ru", RUSSIAN, "koi8-r"),
        ("ja", JAPANESE, "euc-jp"),
        ("zh", TAIWAN, "big5"),
        ("", RUSSIAN, "windows-1251"),
    ],
)
def test_the_text_is_asked_for_its_charset_and_not_the_programs(
    language: str, text: str, encoding: str
) -> None:
    lang, programs = f" lang='{language}'", "<script>var a = {};</script>" * 5_000
    page = f"<html{lang}><head>{programs}</head><body><p>{text}</p></body></html>"
    decoded = decode(page.encode(encoding, "ignore"), None)
    assert decoded is not None
    assert text in decoded[0]


def test_a_charset_that_is_declared_late_is_used() -> None:
    head = f"<!-- {'x' * 9_000} --><meta charset='iso-8859-2'>"
    decoded = decode(body_of(POLISH, "iso-8859-2", head), None)
    assert decoded is not None
    assert POLISH in decoded[0]


@pytest.mark.parametrize(("text", "encoding"), PAIRS)
def test_an_invented_charset_is_no_hindrance(text: str, encoding: str) -> None:
    decoded = decode(body_of(text, encoding, '<meta charset="utf8-general-ci">'), "iso-utf-8")
    assert decoded is not None
    assert text in decoded[0]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_wins_over_a_wrong_header(encoding: str) -> None:
    decoded = decode(body_of(RUSSIAN, encoding), "windows-1252")
    assert decoded is not None
    assert RUSSIAN in decoded[0]
    assert not decoded[0].startswith("\ufeff")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read(encoding: str) -> None:
    decoded = decode(body_of(RUSSIAN, encoding), None)
    assert decoded is not None
    assert RUSSIAN in decoded[0]


def test_utf_8_that_is_declared_as_latin_1_is_read_as_utf_8() -> None:
    decoded = decode(body_of(FRENCH, "utf-8"), "iso-8859-1")
    assert decoded is not None
    assert decoded[1] == "utf-8"


def test_a_declared_charset_that_does_not_fit_gives_way_to_the_meta_tag() -> None:
    decoded = decode(body_of(ARABIC, "windows-1256", '<meta charset="windows-1256">'), "utf-8")
    assert decoded is not None
    assert ARABIC in decoded[0]


def test_one_bad_byte_does_not_change_the_encoding() -> None:
    body = body_of(RUSSIAN, "utf-8").replace(b"</p>", b"\xff</p>")
    decoded = decode(body + b" " * 1000, "utf-8")
    assert decoded is not None
    assert decoded[1] == "utf-8"


@pytest.mark.parametrize(("text", "encoding"), [(FRENCH, "windows-1252"), (RUSSIAN, "koi8-r")])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", None])
def test_a_foreign_part_in_utf_8_does_not_change_the_encoding_of_the_rest(
    text: str, encoding: str, charset: str | None
) -> None:
    advert = text.encode(encoding) * 2
    decoded = decode(body_of(text, "utf-8").replace(b"</body>", advert + b"</body>"), charset)
    assert decoded is not None
    assert text * 8 in decoded[0]


def test_control_characters_are_gone_and_line_ends_stay() -> None:
    read = read_document(page_of(b"<p>a\x00b\x01c\x1f\nd\te</p>"))
    assert isinstance(read, Document)
    assert read.tree.text_content() == "abc\nd\te"


@pytest.mark.parametrize(
    "body", [b"%PDF-1.7 \x00\x01\x02", b"\xff\xd8\xff\xe0\x00\x10JFIF", bytes(range(128, 256)) * 40]
)
def test_what_is_no_text_is_rejected(body: bytes) -> None:
    read = read_document(page_of(body))
    assert isinstance(read, Ended)
    assert read.reason is Reason.NO_DECODE


@pytest.mark.parametrize("body", [b"", b"   \n", b"<!-- nothing -->"])
def test_a_page_without_any_element_is_rejected(body: bytes) -> None:
    read = read_document(page_of(body))
    assert isinstance(read, Ended)
    assert read.reason is Reason.NO_TEXT


def test_a_text_node_of_more_than_ten_megabytes_is_kept() -> None:
    body = b"<html><body><p>" + b"word " * 2_400_000 + b"</p><p>end</p></body></html>"
    read = read_document(page_of(body))
    assert isinstance(read, Document)
    assert len(read.tree.text_content()) > 10_000_000
    assert read.tree.text_content().endswith("end")


def test_a_page_nested_beyond_the_parser_s_usual_depth_is_kept() -> None:
    body = b"<html><body>" + b"<div>" * 600 + b"deep text" + b"</div>" * 600 + b"</body></html>"
    read = read_document(page_of(body))
    assert isinstance(read, Document)
    assert "deep text" in read.tree.text_content()


@pytest.mark.parametrize(
    "codec", ["base64", "rot13", "hex", "zlib", "undefined", "unicode_escape", "punycode", "utf-7"]
)
def test_a_charset_that_is_a_codec_but_no_encoding_of_the_web_is_passed_over(codec: str) -> None:
    body = body_of(RUSSIAN, "windows-1251")
    found = decode(body, codec)
    assert found is not None
    assert RUSSIAN.strip() in found[0]
    assert decode(b"<meta charset='" + codec.encode() + b"'>" + body, None) is not None
