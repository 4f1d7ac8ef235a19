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
        ("zh", "编辑部", []),
        ("en", "Staff Reporter", []),
    ],
)
def test_a_byline_holds_names_alone(lang: str, line: str, names: list[str]) -> None:
    found = read(f"<div class='byline'>{line}</div>", lang)
    assert [person.name for person in found.authors] == names


@pytest.mark.parametrize("kind", ["ArticleAuthor", "c-byline__author", "post-author", "authorName"])
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
