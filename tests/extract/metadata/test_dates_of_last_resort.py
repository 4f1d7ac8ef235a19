"""Dates that a page states in one odd place alone."""

from datetime import UTC, datetime

import pytest

from services.extract.metadata.model import Metadata
from tests.extract.documents import metadata_of

TEXT = "<p>The harbour board met and agreed, after a debate of nine years, to repair the quay.</p>"
URL = "https://www.harbourpost.example/news/east-quay-repair"


def read(body: str, url: str = URL, lang: str = "en", title: str = "") -> Metadata:
    head = f"<head><title>{title}</title></head>"
    html = f"<html lang='{lang}'>{head}<body><h1>East quay repair agreed</h1>{body}</body></html>"
    return metadata_of(url, html, datetime(2026, 6, 1, tzinfo=UTC))


def day_of(found: Metadata) -> str | None:
    return found.published_at.date().isoformat() if found.published_at else None


@pytest.mark.parametrize(
    "program",
    [
        '<script>window.s={"publishedAt":"2024-05-14T09:30:00Z"}</script>',
        '<script>self.f.push("{\\"datePublished\\":\\"2024-05-14\\"}")</script>',
        '<script>dataLayer=[{"pagePostDate":"2024-05-14 09:30:00"}]</script>',
        '<script>s={"First_Published_At":"2024-05-14"}</script>',
        "<script>s={article_published_time:'2024-05-14'}</script>",
        "<script>s={created_at: '2024-05-14T09:30:00Z'}</script>",
    ],
)
def test_the_data_of_programs_is_asked_last(program: str) -> None:
    found = read(TEXT * 5 + program)
    assert (day_of(found), found.sources["published_at"]) == ("2024-05-14", "script")


def test_the_only_line_that_is_a_date_is_the_day() -> None:
    assert day_of(read(TEXT * 9 + "<div>14 May 2024</div>")) == "2024-05-14"


def test_two_lines_that_are_different_dates_say_nothing() -> None:
    lines = "<div>14 May 2024</div><div>15 May 2024</div>"
    assert day_of(read(TEXT * 9 + lines)) is None


def test_a_day_that_stands_first_in_the_address_is_read() -> None:
    assert (
        day_of(read(TEXT * 5, url="https://www.harbourpost.example/news/29-10-2021"))
        == "2021-10-29"
    )


def test_an_instant_in_utc_is_told_by_the_clock_of_the_day_in_the_address() -> None:
    meta = "<meta property='article:published_time' content='2023-11-09T03:28:35+00:00'>"
    found = read(meta + TEXT * 5, url="https://www.harbourpost.example/2023/11/08/quay/")
    assert found.published_at == datetime(2023, 11, 9, 3, 28, 35, tzinfo=UTC)
    assert day_of(found) == "2023-11-08"


@pytest.mark.parametrize(
    ("lang", "behind"),
    [
        ("es", " - 14.05.2024 - La Voz del Puerto"),
        ("pt", " - 14/05/2024 - Porto - O Cais"),
        ("de", " | Hafenblatt | 14.05.2024"),
        ("th", " | 14 พ.ค. 2567 | ข่าวท่าเรือ"),
        ("en", " – May 14, 2024"),
    ],
)
def test_a_day_that_the_title_sets_off_behind_the_headline_is_read(lang: str, behind: str) -> None:
    foot = "<footer><p>© 2012–2026 Harbour Media. All rights reserved.</p></footer>"
    title = f"East quay repair agreed{' after a debate of many years' * 2}{behind}"
    found = read(TEXT * 5 + foot, lang=lang, title=title)
    assert day_of(found) == "2024-05-14"
    below = read(f"<p>2024-05-12</p>{TEXT * 5}", title=title)
    assert day_of(below) == "2024-05-12"


@pytest.mark.parametrize(
    ("text", "line", "zone"),
    [
        (
            "港口的灯塔在关闭九年之后重新点亮，渔民们的船又回到了码头。",
            "2024-05-14 09:30",
            "+08:00",
        ),
        ("港の灯台は九年の閉鎖のあと、漁師の願いで再び灯った。", "2024年5月14日 09:30", "+09:00"),
        ("항구의 등대가 아홉 해 만에 다시 불을 밝혔다.", "2024.05.14 09:30", "+09:00"),
        ("Ο φάρος του λιμανιού άναψε ξανά μετά από εννέα χρόνια.", "14/05/2024 09:30", "+03:00"),
        ("The lighthouse of the harbour is lit again.", "2024-05-14 09:30", "+00:00"),
    ],
)
def test_letters_tell_the_zone_of_a_page_without_a_language(
    text: str, line: str, zone: str
) -> None:
    found = read(f"<div>{line}</div>" + f"<p>{text}</p>" * 12, lang="")
    assert found.published_at
    assert found.published_at.isoformat() == f"2024-05-14T09:30:00{zone}"
