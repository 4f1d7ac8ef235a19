"""A line beside the headline with two dates, and dates that are another story's; all made up."""

from datetime import UTC, datetime

import pytest

from services.extract.metadata.model import Metadata
from tests.extract.documents import metadata_of

FETCHED = datetime(2026, 3, 20, 12, tzinfo=UTC)
TEXT = (
    "The keeper counted the boats and wrote the number down, as he does on every evening of the "
    "year, and lit the lamp."
)
HEADLINE = "The lamp is lit again"
PLACES = {
    "line": "<h1>{headline}</h1><p class='info'>{line}</p>",
    "cell": "<table><tr><td><h1>{headline}</h1><b>A lead.</b><br>{line}<br></td></tr></table>",
    "time bar": "<h1>{headline}</h1><div><svg></svg><div>{line}</div></div>",
}


def read(lang: str, place: str, line: str, below: str = "") -> Metadata:
    html = (
        f"<html lang='{lang}'><head><title>{HEADLINE}</title></head><body><div class='page'>"
        f"{place.format(headline=HEADLINE, line=line)}<div>{f'<p>{TEXT}</p>' * 3}</div></div>"
        f"{below}</body></html>"
    )
    return metadata_of("https://www.harbourpost.example/a", html, FETCHED)


def days(page: Metadata) -> tuple[str | None, str | None]:
    published = str(page.published_at.date()) if page.published_at else None
    return published, str(page.modified_at.date()) if page.modified_at else None


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("de", "Zuletzt geändert am 14. März 2026; erschienen am 12. März 2026"),
        ("de", "Angelegt am 12.03.2026, überarbeitet am 14.03.2026"),
        ("da", "Opdateret: 14. marts 2026, Oprettet: 12. marts 2026"),
        ("sk", "Zverejnené 12.03.2026 o 16:45 Upravené 14.03.2026"),
        ("cs", "Vloženo 12. března 2026 / upraveno 14. března 2026"),
        ("bg", "обновена на 14.03.2026, публикувана на 12.03.2026"),
        ("tr", "Güncelleme: 14.03.2026 09:00 Giriş: 12.03.2026 16:45"),
        ("id", "Diperbarui 14 Mar 2026, 09:00 WIB Diterbitkan 12 Mar 2026, 16:45 WIB"),
        ("vi", "Cập nhật: 14/03/2026 09:00. Đăng: 12/03/2026 16:45"),
        ("lt", "Atnaujinta 2026-03-14, paskelbta 2026-03-12"),
        ("et", "Lisatud 12.03.2026, muudetud 14.03.2026"),
        ("zh-TW", "最後更新：2026-03-14，發布：2026-03-12"),
        ("ja", "更新 2026/3/14 9:00　掲載 2026/3/12 16:45"),
        ("ko", "최초작성 2026.03.12. 16:45 최근변경 2026.03.14. 09:00"),
        ("bn", "প্রকাশ: ১২ মার্চ ২০২৬ | আপডেট: ১৪ মার্চ ২০২৬"),
        ("hi", "अद्यतन: १४ मार्च २०२६, लिखा गया: १२ मार्च २०२६"),
        ("fa", "نگارش ۲۱ اسفند ۱۴۰۴، ویرایش ۲۳ اسفند ۱۴۰۴"),
        ("ar", "كتب في 12 مارس 2026، عُدّل في 14 مارس 2026"),
        ("he", "פורסם ב-12.03.26, עודכן ב-14.03.26"),
        ("en", "Written 12 March 2026, amended 14 March 2026"),
    ],
)
def test_of_two_dates_the_earlier_is_that_of_publication(place: str, lang: str, line: str) -> None:
    assert days(read(lang, place, line)) == ("2026-03-12", "2026-03-14")


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "12 March 2026 – 14 March 2026"),
        ("de", "12.03.2026 - 14.03.2026"),
        (
            "en",
            "The fair was first held on 14 March 2026 and then again on 12 March 2026.",
        ),
    ],
)
def test_the_first_and_last_day_of_an_event_are_no_change(lang: str, line: str) -> None:
    assert days(read(lang, PLACES["line"], line))[1] is None


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("pl", "12 III 2026"),
        ("hu", "2026. III. 12."),
        ("it", "Roma, 12 III 2026"),
        ("en", "12.iii.2026"),
        ("ru", "12.III.2026"),
    ],
)
def test_a_month_may_be_a_roman_numeral(lang: str, line: str) -> None:
    assert days(read(lang, PLACES["line"], line))[0] == "2026-03-12"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Brest, le 12 mars 2026 – La capitainerie présente son plan pour le bac du port."),
        ("it", "(Trieste, 12 marzo 2026) L’autorità portuale presenta il piano per il traghetto."),
        ("es", "Cádiz, 12 de marzo de 2026.- La autoridad portuaria presenta el plan del barco."),
        ("ru", "МУРМАНСК, 12 марта 2026 г. – Администрация порта представила новый план парома."),
        ("de", "Husum, den 12. März 2026. Die Hafenverwaltung stellt den Plan für die Fähre vor."),
    ],
)
def test_a_place_and_a_day_may_begin_the_text(lang: str, text: str) -> None:
    assert days(read(lang, "<h1>{headline}</h1><p>{line}</p>", text))[0] == "2026-03-12"


@pytest.mark.parametrize(
    ("lang", "card"),
    [
        ("ja", "<li><a href='/1'><p>市場に新しい屋根が</p><span>2026年3月19日</span></a></li>"),
        ("de", "<li><a href='/1'><b>Markthalle bekommt ein Dach</b><i>19.03.2026</i></a></li>"),
        ("ru", "<div><span class='news-date-time'>19 марта 2026</span><a href='/81/'>Рынок получит"
         " новую крышу</a></div>"),
        ("es", "<div><em>19 de marzo de 2026</em> <a href='/2'>El mercado nuevo reabre</a></div>"),
    ],
)  # fmt: skip
def test_the_date_beside_a_link_below_the_text_is_another_storys(lang: str, card: str) -> None:
    below = f"<section class='ranking'><p>Top 5</p><ol>{card}</ol></section>"
    assert days(read(lang, "<h1>{headline}</h1>", "", below)) == (None, None)


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("cs", "12. března 2026 v 18:40 (aktualizované 14. března 2026 v 9:05)"),
        ("da", "Rettet 14. marts 2026 kl. 9:05, skrevet 12. marts 2026 kl. 18:40"),
        ("id", "Diperbarui 14 Mar 2026, 09:05 WIB Ditulis 12 Mar 2026, 18:40 WIB"),
    ],
)
def test_each_of_two_dates_keeps_its_time_of_day(lang: str, line: str) -> None:
    page = read(lang, PLACES["line"], line)
    assert page.published_at is not None
    assert page.modified_at is not None
    assert [f"{each:%d %H:%M}" for each in (page.published_at, page.modified_at)] == [
        "12 18:40",
        "14 09:05",
    ]
