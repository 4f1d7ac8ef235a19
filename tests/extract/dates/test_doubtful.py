"""Which of a page's dates is believed where they disagree."""

from datetime import UTC, datetime

import pytest

from services.extract.metadata.model import Metadata
from tests.extract.documents import metadata_of

H1 = "<h1>East quay repair agreed</h1>"
TEXT = "<p>The harbour board met and agreed, after a debate of nine years, to repair the quay.</p>"
URL = "https://www.harbourpost.example/news/east-quay-repair"


def read(body: str, head: str = "", url: str = URL, lang: str = "en") -> Metadata:
    html = f"<html lang='{lang}'><head>{head}</head><body>{body}</body></html>"
    return metadata_of(url, html, datetime(2024, 3, 1, tzinfo=UTC))


def day_of(found: Metadata) -> str | None:
    return found.published_at.date().isoformat() if found.published_at else None


def json_ld(published: str, modified: str) -> str:
    node = (
        '{"@type":"NewsArticle","headline":"East quay repair agreed",'
        f'"datePublished":"{published}","dateModified":"{modified}"}}'
    )
    return f"<script type='application/ld+json'>{node}</script>"


@pytest.mark.parametrize("name", ["date", "DC.date", "DCTERMS.date"])
@pytest.mark.parametrize(
    "shown",
    [
        "<p>Published: 22 October 2019</p>",
        "<p class='date'><time>22.10.2019</time></p>",
        "<div itemscope itemtype='https://schema.org/Article'>"
        "<meta itemprop='datePublished' content='2019-10-22'></div>",
    ],
)
def test_a_meta_tag_that_says_only_date_gives_way_to_the_date_shown(name: str, shown: str) -> None:
    meta = f"<meta name='{name}' content='2019-10-25T09:30:00+02:00'>"
    assert day_of(read(H1 + shown + TEXT * 5, meta)) == "2019-10-22"


def test_a_meta_tag_that_says_only_date_lends_its_time_to_the_same_day() -> None:
    meta = "<meta name='date' content='2019-10-22T09:30:00+02:00'>"
    found = read(H1 + "<p>22 October 2019</p>" + TEXT * 5, meta)
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2019-10-22T09:30:00+02:00"


def test_a_meta_tag_that_says_only_date_is_better_than_none() -> None:
    meta = "<meta name='date' content='2019-10-22T09:30:00+02:00'>"
    assert day_of(read(H1 + TEXT * 5, meta)) == "2019-10-22"


@pytest.mark.parametrize(
    "shown",
    [
        "<p>22 October 2019</p>",
        "<p>Published <time datetime='2019-10-22'>22 October 2019</time></p>",
    ],
)
def test_a_date_shown_is_believed_before_the_day_of_the_last_build(shown: str) -> None:
    built = json_ld("2024-01-05T12:28:31-05:00", "2024-01-05T12:28:31-05:00")
    assert day_of(read(H1 + shown + TEXT * 5, built)) == "2019-10-22"


@pytest.mark.parametrize(
    "shown",
    [
        "<p>22 December 2023</p>",  # a picture's, or an event's
        "<p>22 October 2019</p><p>5 January 2024</p>",
        "<p>Published 22 October 2019</p><p>2 days ago</p>",
    ],
)
def test_the_date_of_an_article_that_never_changed_is_believed(shown: str) -> None:
    never_changed = json_ld("2024-01-05T12:28:31-05:00", "2024-01-05T12:28:31-05:00")
    assert day_of(read(H1 + shown + TEXT * 5, never_changed)) == "2024-01-05"


def test_a_date_shown_is_no_doubt_of_an_article_that_has_changed() -> None:
    changed = json_ld("2024-01-05T12:28:31-05:00", "2024-02-05T12:28:31-05:00")
    assert day_of(read(H1 + "<p>22 October 2019</p>" + TEXT * 5, changed)) == "2024-01-05"


@pytest.mark.parametrize(
    ("stated", "shown", "expected"),
    [
        ("2024-01-06T01:00:21Z", "8:00 PM EST, Fri January 5, 2024", "2024-01-05T20:00:21-05:00"),
        ("2024-01-06T01:00:21Z", "January 5, 2024, 5:00 PM", "2024-01-05T17:00:21-08:00"),
        ("2024-01-06T01:00:21Z", "January 5, 2024", "2024-01-06T01:00:21+00:00"),
        ("2024-01-06T01:00:21Z", "January 5, 2024, 6:30 PM", "2024-01-06T01:00:21+00:00"),
    ],
)
def test_an_instant_in_utc_is_told_by_the_clock_that_the_page_shows(
    stated: str, shown: str, expected: str
) -> None:
    found = read(H1 + f"<p>{shown}</p>" + TEXT * 5, json_ld(stated, stated))
    assert found.published_at is not None
    assert found.published_at.isoformat() == expected


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("6 gennaio 2024", "2024-01-06T00:15:00+01:00"),
        ("5 gennaio 2024", "2024-01-05T23:15:00+00:00"),
    ],
)
def test_an_instant_in_utc_is_told_by_the_countrys_clock_where_its_day_is_shown(
    shown: str, expected: str
) -> None:
    stated = json_ld("2024-01-05T23:15:0Z", "2024-01-05T23:15:0Z")
    url = "https://www.gazzettadelporto.it/news/1265473/banchina.html"
    found = read(H1 + f"<p>{shown}</p>" + TEXT * 5, stated, url, "it")
    assert found.published_at is not None
    assert found.published_at.isoformat() == expected


@pytest.mark.parametrize(
    "start",
    [
        "Trieste, (22.10.2019). The",
        "<strong>TRIESTE, Oct. 22, 2019</strong> /Harbour Newswire/ -- The",
        "Porto San Rocco, 22 October 2019 – The",
        "22.10.2019 – The",
    ],
)
def test_the_text_may_begin_with_its_place_and_day(start: str) -> None:
    first = f"<p>{start} harbour board met and agreed, after nine years, to repair the quay.</p>"
    assert day_of(read(H1 + first + TEXT * 5 + "<p>3 March 2018</p>")) == "2019-10-22"


@pytest.mark.parametrize(
    "start",
    ["On Tuesday, 22 October 2019, the", "After that day, 22 October 2019 was the day when the"],
)
def test_a_day_within_the_first_sentence_is_no_dateline(start: str) -> None:
    first = f"<p>{start} harbour board met and agreed, after nine years, to repair the quay.</p>"
    found = read(H1 + first + TEXT * 5)
    assert found.sources.get("published_at") != "text"


def test_the_time_of_a_card_whose_headline_is_a_first_heading_is_another_storys() -> None:
    card = (
        "<article><h1>The lamp on the mole</h1><img src='/l.jpg'><time datetime='2024-02-16'>"
        "16 Feb</time><a href='/lamp' title='The lamp on the mole'></a></article>"
    )
    page = f"<p>22 October 2019</p>{H1}<main>{TEXT * 5}<section>{card * 2}</section></main>"
    title = "<title>East quay repair agreed</title>"
    assert day_of(read(page, title)) == "2019-10-22"


def test_the_headline_is_found_where_its_kicker_stands_elsewhere() -> None:
    title = "<meta property='og:title' content='Harbour: East quay repair agreed'>"
    article = f"<p>Harbour</p>{H1}<p>22 October 2019</p>{TEXT * 5}<p>3 March 2018</p>"
    assert day_of(read(f"<div>{TEXT * 3}</div>{article}", title)) == "2019-10-22"


def test_the_data_of_programs_says_publication_before_creation() -> None:
    data = '<script>s={"created_at":"2019-10-21T09:00:00Z","published_at":"2019-10-22"}</script>'
    assert day_of(read(H1 + TEXT * 5 + data)) == "2019-10-22"


@pytest.mark.parametrize(
    "page",
    [
        "<div data-s='{&quot;a&quot;:{&quot;publishedAt&quot;:&quot;2019-10-22&quot;}}'></div>",
        "<p>October 22, 2019 ・ 3 min read</p>",
        "<meta name='published' content='October 22, 2019'>",
    ],
)
def test_a_date_is_read_in_the_forms_of_page_builders(page: str) -> None:
    assert day_of(read(H1 + page + TEXT * 5)) == "2019-10-22"
