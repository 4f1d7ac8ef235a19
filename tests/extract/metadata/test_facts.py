from datetime import UTC, datetime

import pytest

from schemas.events import PageFacts
from services.extract.dates.locale import Locale, script_of
from services.extract.markup.jsonld import Node
from services.extract.markup.visible_html import without_programs
from services.extract.metadata.facts import read_facts

FETCHED = datetime(2025, 6, 1, tzinfo=UTC)


def facts(body: str, language: str = "fa", articles: list[Node] | None = None) -> PageFacts:
    visible = without_programs(f"<html><body>{body}</body></html>".encode())
    locale = Locale(script_of(visible, language), "harbourpost.example", language, FETCHED)
    return read_facts(visible, articles or [], locale)


@pytest.mark.parametrize(
    ("body", "language", "views"),
    [
        ("<div>بازدید <span>39171</span></div>", "fa", 39171),
        ("<div>تعداد بازدید: ۳۹۱۷۱</div>", "fa", 39171),
        ("<div>تعداد بازدید : ۳۹٬۱۷۱ بار</div>", "fa", 39171),
        ("<span>401.7K بازدید | </span><span>۲۷۰ نظر</span>", "fa", 401700),
        ("<span>۱۲ هزار بازدید</span>", "fa", 12000),
        ("<div>کد خبر ۷۳۰۲۱۱ تعداد بازدید ۱۶۰۴۲ تاریخ انتشار ۰۸ مهر ۱۴۰۲</div>", "fa", 16042),
        ("<p><i>بازدید: ۱۶٬۰۴۲</i> <i>۳۰ سپتامبر ۲۰۲۳ - ۱۹:۰۵</i></p>", "fa", 16042),
        ("<p>۰۸ مهر ۱۴۰۲ - ۱۹:۰۵ <i></i> ۱۶۰۴۲ بازدید <i></i> کد خبر : ۷۳۰۲۱۱</p>", "fa", 16042),
        ("<p>News ID: 730211 Views: 16,042 Published: 08 Mehr 1402</p>", "en", 16042),
        ("<div>کد خبر: ۷۳۰۲۱۱ بازدید: ۱۶۰۴۲ نظرات: ۳</div>", "fa", 16042),
        ("<p>1,204 views</p>", "en", 1204),
        ("<div>Views</div><div>88</div>", "en", 88),
        ("<div>Просмотров: 512</div>", "ru", 512),
        ("<p>عدد المشاهدات: ٧٥</p>", "ar", 75),
        ("<p>The mayor had 300 views on this.</p>", "en", None),
        ("<p>10 views</p><p>11 views</p>", "en", None),
        ("<footer><p>1,204 views</p></footer>", "en", None),
        ("<script>var t = '>12 views<';</script>", "en", None),
        ("<p>1,234k views</p>", "en", 1_234_000),
        ("<p>1,234,567k views</p>", "en", 1_234_567_000),
        ("<p>12'345k views</p>", "en", 12_345_000),
        ("<div>۱٬۲۰۰ هزار بازدید</div>", "fa", 1_200_000),
        ("<div>1.250.000 m görüntülenme</div>", "tr", None),
        (f"<p>{30 * '9'}k views</p>", "en", None),
    ],
)
def test_views_are_read_where_a_line_states_them_and_nothing_else(
    body: str, language: str, views: int | None
) -> None:
    assert facts(body, language).views == views


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<div><span>کد خبر: </span>۹۶۲۷۹۲</div>", "962792"),
        ("<li>کد خبر <span>1353889</span></li>", "1353889"),
        ("<div>شناسه خبر :  ۸۸۱۲۳-۴</div>", "88123-4"),
        ("<p>News ID: 55012</p>", "55012"),
        ("<p>کد خبرنگار: ۴۲</p>", None),
        ("<p>در این گزارش آمده است که کد خبر تازه‌ای در کار نیست ۱۲۳۴۵</p>", None),
    ],
)
def test_the_article_code_is_read_after_its_label(body: str, code: str | None) -> None:
    assert facts(body).article_code == code


def test_counts_in_json_ld_come_first() -> None:
    article = {
        "commentCount": "7",
        "interactionStatistic": {
            "interactionType": {"@type": "ViewAction"},
            "userInteractionCount": 250,
        },
    }
    found = facts("<p>9 views</p>", "en", [article])
    assert (found.views, found.comments) == (250, 7)
