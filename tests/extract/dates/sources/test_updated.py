"""The last change from visible text, and years of two digits."""

from datetime import UTC, datetime

import pytest

from services.extract.metadata.model import Metadata
from tests.extract.documents import metadata_of

FETCHED = datetime(2025, 6, 1, tzinfo=UTC)
TEXT = "<p>The keeper counted the boats and wrote the number down, as on every evening.</p>" * 3


def read(lines: str, lang: str = "en", head: str = "", path: str = "a") -> Metadata:
    html = (
        f"<html lang='{lang}'><head><title>The lamp is lit</title>{head}</head><body><article>"
        f"<h1>The lamp is lit</h1>{lines}{TEXT}</article></body></html>"
    )
    url = f"https://lamp.example/{path}"
    return metadata_of(url, html, FETCHED)


@pytest.mark.parametrize(
    ("lang", "line", "expected"),
    [
        ("en", "Updated: 4 May 2024, 10:30", "2024-05-04T10:30"),
        ("en", "Last updated on May 4, 2024", "2024-05-04T00:00"),
        ("de", "Zuletzt aktualisiert: 4. Mai 2024, 10:30 Uhr", "2024-05-04T10:30"),
        ("fr", "Mis à jour le 4 mai 2024 à 10h30", "2024-05-04T10:30"),
        ("es", "Actualizado: 4 de mayo de 2024 10:30", "2024-05-04T10:30"),
        ("pl", "Aktualizacja: 4 maja 2024 10:30", "2024-05-04T10:30"),
        ("ru", "Обновлено: 4 мая 2024, 10:30", "2024-05-04T10:30"),
        ("ja", "更新日：2024年5月4日 10時30分", "2024-05-04T10:30"),
        ("fa", "آخرین به‌روزرسانی: ۱۵ اردیبهشت ۱۴۰۳ - ۱۰:۳۰", "2024-05-04T10:30"),
        ("en", "Published 2 May 2024 | Updated 4 May 2024", "2024-05-04T00:00"),
        # a label with its ending
        ("az", "Yenilənib: 04.05.2024 10:30", "2024-05-04T10:30"),
        ("ta", "புதுப்பிக்கப்பட்டது: 4 மே 2024, 10:30", "2024-05-04T10:30"),
        ("ka", "განახლდა: 04.05.2024 10:30", "2024-05-04T10:30"),
        # later on the same day
        ("de", "04.05.2024, 09:05 Uhr, aktualisiert um 10:30 Uhr", "2024-05-04T10:30"),
        ("fr", "Publié le 4 mai 2024 à 9h05, mis à jour à 10h30", "2024-05-04T10:30"),
        ("uk", "4 травня 2024, 09:05 (оновлено о 10:30)", "2024-05-04T10:30"),
        ("pt", "04/05/2024 às 09:05 | Atualizado às 10:30", "2024-05-04T10:30"),
        ("en", "Published 9:05 AM, 4 May 2024. Updated 10:30 AM", "2024-05-04T10:30"),
    ],
)
def test_a_line_that_states_the_last_change_is_read(lang: str, line: str, expected: str) -> None:
    found = read(f"<p>{line}</p>", lang)
    assert found.modified_at is not None
    assert found.modified_at.replace(tzinfo=None) == datetime.fromisoformat(expected)
    assert found.sources["modified_at"] == "text"


@pytest.mark.parametrize(
    "line",
    [
        "Updated figures of 4 May 2024 show that fewer boats came in than in any year before, and "
        "that the harbour has lost a third of its berths since the storm.",
        "Updated rules apply from 4 May 2024",
        "The list was Updated by hand and hung up on 4 May 2024",
        "Updated: today",
        "4 May 2024. Updated 25 times",
        "4 May 2024 18:40. Updated 9:05",
        "Updated: 4 May 2031",
    ],
)
def test_prose_and_nonsense_are_no_last_change(line: str) -> None:
    assert read(f"<p>{line}</p>").modified_at is None


def test_a_change_before_publication_is_not_believed() -> None:
    head = "<meta property='article:published_time' content='2024-05-04T10:30:00Z'>"
    assert read("<p>Updated: 2 May 2024</p>", head=head).modified_at is None


def test_structured_data_comes_before_what_is_shown() -> None:
    head = "<meta property='article:modified_time' content='2024-05-05T10:30:00Z'>"
    found = read("<p>Updated: 9 May 2024</p>", head=head)
    assert found.modified_at == datetime(2024, 5, 5, 10, 30, tzinfo=UTC)


CHANGED = "<meta property='article:modified_time' content='2024-05-05T10:30:00Z'>"


@pytest.mark.parametrize(
    ("lang", "line", "head", "path", "expected"),
    [
        ("de", "Veröffentlicht: 04.05.24, 10:30", CHANGED, "a", "2024-05-04T10:30"),
        ("en", "Published: 5/4/24", CHANGED, "a", "2024-05-04T00:00"),
        ("en", "Published: 13/05/24", "", "2024/05/lamp", "2024-05-13T00:00"),
        ("fa", "تاریخ انتشار: ۰۳/۰۲/۱۵", CHANGED, "a", "2024-05-04T00:00"),
        ("de", "Veröffentlicht: 04.05.24", "", "a", "2024-05-04T00:00"),
        ("de", "Veröffentlicht: 04.05.19", CHANGED, "a", "2019-05-04T00:00"),
        ("en", "Published: 4/5/24", "<meta name='lastmod' content='2024-04-20'>", "a", None),
        ("de", "Am 04.05.24 brannte die Lampe.", CHANGED, "a", None),
    ],
)
def test_a_short_year_is_read_where_another_date_leaves_no_doubt(
    lang: str, line: str, head: str, path: str, expected: str | None
) -> None:
    found = read(f"<p>{line}</p>", lang, head, path).published_at
    assert (found and found.replace(tzinfo=None)) == (expected and datetime.fromisoformat(expected))
