"""Where a page may hold the day of its article: beside the headline, in the address, in terms."""

from datetime import UTC, datetime

import pytest

from services.extract.metadata.model import Metadata
from tests.extract.documents import metadata_of

TEXT = "<p>The harbour board met and agreed, after a debate of nine years, to repair the quay.</p>"
URL = "https://www.harbourpost.example/news/east-quay-repair"
TEASERS = """<div class="more"><div class="card"><h3><a href="/a">The lamp on the mole went out
</a></h3><time datetime="2024-02-16T10:00:00Z">16 Feb</time><p class="post-date">16 February 2024
</p></div><div class="card"><h3><a href="/b">Ferry returns</a></h3><time
datetime="2024-02-15T10:00:00Z">15 Feb</time><p class="post-date">15 February 2024
</p></div></div>"""


def read(body: str, url: str = URL, lang: str = "en", head: str = "") -> Metadata:
    html = f"<html lang='{lang}'><head>{head}</head><body>{body}</body></html>"
    fetched = datetime(2024, 3, 1, tzinfo=UTC)
    return metadata_of(url, html, fetched)


def day_of(found: Metadata) -> str | None:
    return found.published_at.date().isoformat() if found.published_at else None


H1 = "<h1>East quay repair agreed</h1>"


@pytest.mark.parametrize(
    "dated",
    [
        '<p class="byline">Jo · <span class="published">22 October 2019</span></p>',
        '<div id="post-date">22.10.2019</div>',
        '<div class="article_created">Tuesday, October 22, 2019 by the desk of the harbour</div>',
        "<span class='entry-date meta'>2019/10/22</span>",
        '<i itemprop="datePublished">22 October 2019, 10:30</i>',
        "<time datetime='Tue, 22 Oct 2019 17:15:49 +0000'>October 22</time>",
        "<dl><dt>Date</dt><dd>22 October 2019</dd><dt>Topic</dt><dd>Harbour</dd></dl>",
        "<table><tr><th>Published:</th><td>22 October 2019</td></tr></table>",
        "<p>By: Harbour Desk EMEA on 22-Oct-2019 5:11:10</p>",
        "<p>22.10.2019</p>",
        # an attribute that holds the build, day and month swapped, or another year
        "<time datetime='2024-02-29T11:59:00Z'>22 October 2019</time>",
        "<time datetime='2018-10-22T10:00:00Z'>22 October 2019</time>",
        "<time datetime='2019-10-22T23:30:00+02:00'>23 October 2019</time>",
        "<time datetime='2019-10-22T10:00:00Z'>Since 1998</time>",
    ],
)
@pytest.mark.parametrize("teasers_first", [False, True])
def test_the_date_beside_the_headline_wins_over_teasers(dated: str, teasers_first: bool) -> None:
    before, after = (TEASERS, "") if teasers_first else ("", TEASERS)
    assert day_of(read(before + H1 + dated + TEXT * 5 + after)) == "2019-10-22"


@pytest.mark.parametrize(
    "dated", ["<p>22 October 2019</p>", "<div class='pubdate'>Oct 22, 2019</div>"]
)
def test_the_date_may_stand_above_the_headline(dated: str) -> None:
    assert day_of(read(dated + H1 + TEXT * 5 + TEASERS)) == "2019-10-22"


@pytest.mark.parametrize(
    ("path", "line", "head"),
    [
        ("/2019/10/quay", "Oct 22, 6:40 PM", ""),
        ("/2019/10/quay", "22. Okt., 18:40 Uhr", ""),
        (
            "/quay",
            "22 October",
            "<meta property='article:modified_time' content='2019-10-24T08:00:00Z'>",
        ),
    ],
)
def test_a_day_without_its_year_is_told_by_another_of_the_page(
    path: str, line: str, head: str
) -> None:
    url = f"https://www.harbourpost.example{path}"
    assert day_of(read(f"{H1}<p>{line}</p>{TEXT * 5}", url, head=head)) == "2019-10-22"


def test_a_headline_may_be_a_lesser_heading() -> None:
    body = "<h2>East quay repair agreed</h2><div>Harbour Post, 22 October 2019 16:20</div>"
    link = "<a href='/x'>East quay repair agreed</a><p>3 May 2018</p>"
    title = "<title>East quay repair agreed</title>"
    assert day_of(read(body + TEXT * 5 + link, head=title)) == "2019-10-22"


@pytest.mark.parametrize(
    "dated",
    [
        "<time datetime='2009-04-11'>11 April 2009</time><p class='when'>22 October 2019</p>",
        "<div>11 April 2009</div><div>22 October 2019</div>",
        "<aside><p class='post-date'>11 April 2009</p></aside>",
        "<main><time datetime='2009-04-11'>11 April 2009</time></main>",
    ],
)
def test_the_day_in_the_address_decides(dated: str) -> None:
    url = "https://www.harbourpost.example/2019/10/22/east-quay/"
    assert day_of(read(H1 + dated + TEXT * 5, url=url)) == "2019-10-22"


@pytest.mark.parametrize(
    ("lang", "stated"),
    [
        ("en", "October 22, 2019"),
        ("de", "22. Oktober 2019"),
        ("es", "22 de octubre de 2019"),
        ("ru", "22 октября 2019"),
        ("hi", "22 अक्टूबर 2019"),
        ("vi", "22 tháng 10, 2019"),
        ("ko", "2019년 10월 22일"),
        ("fr", "22/10/2019"),
        ("it", "22.10.2019 10:30"),
    ],
)
def test_structured_data_may_state_a_date_in_words(lang: str, stated: str) -> None:
    card = (
        "<div itemscope itemtype='https://schema.org/Article'><h3><a href='/x'>Another story of "
        "the harbour</a></h3><meta itemprop='datePublished' content='2024-02-13T10:00:00Z'></div>"
    )
    meta = f"<meta name='date' content='{stated}'>"
    json_ld = (
        '<script type=\'application/ld+json\'>{"@type":"NewsArticle","headline":"East quay '
        f'repair agreed","datePublished":"{stated}"}}</script>'
    )
    for head in (meta, json_ld):
        assert day_of(read(H1 + TEXT * 5 + card, lang=lang, head=head)) == "2019-10-22"
    own = f"<p itemprop='datePublished'>{stated}</p>"
    whole = f"<div itemscope itemtype='https://schema.org/Article'>{H1}{own}{TEXT * 5}</div>"
    assert day_of(read(whole + card, lang=lang)) == "2019-10-22"
    assert day_of(read(card + whole, lang=lang)) == "2019-10-22"


def test_the_microdata_of_a_card_is_not_the_articles() -> None:
    card = (
        "<div itemscope itemtype='https://schema.org/Article'><a href='/x'><h3>Another story</h3>"
        "</a><meta itemprop='datePublished' content='2024-02-13T10:00:00Z'></div>"
    )
    assert day_of(read(H1 + "<p>22 October 2019</p>" + TEXT * 5 + card)) == "2019-10-22"


def test_a_site_builders_day_gives_way_to_the_visible_one() -> None:
    node = '{"@type":"Article","datePublished":"Jan 5, 2024","dateModified":"Jan 5, 2024"}'
    head = f"<script type='application/ld+json'>{node}</script>"
    assert day_of(read(H1 + "<p>22 October 2019</p>" + TEXT * 5, head=head)) == "2019-10-22"
    assert day_of(read(H1 + TEXT * 5, head=head)) == "2024-01-05"


def test_an_instant_is_told_by_the_clock_of_a_date_without_offset() -> None:
    head = (
        "<meta property='article:published_time' content='2023-11-09T06:35:29+00:00'>"
        "<meta name='publish-date' content='2023-11-08 22:35:29'>"
    )
    found = read(H1 + TEXT * 5, head=head)
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2023-11-08T22:35:29-08:00"


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Published on 01/25/24", "2024-01-25"),
        ("Posted 1/13/99", "1999-01-13"),
        ("Published on 04/05/06", None),
        ("Published on 13/05/12", None),
    ],
)
def test_a_short_year_is_read_where_only_one_reading_is_a_day(
    label: str, expected: str | None
) -> None:
    assert day_of(read(H1 + f"<p>{label}</p>" + TEXT * 5)) == expected


@pytest.mark.parametrize(("line", "expected"), [("12.16.2019", "2019-12-16"), ("4.5.2019", None)])
def test_points_do_not_say_that_the_day_is_first_in_english(
    line: str, expected: str | None
) -> None:
    assert day_of(read(H1 + f"<p>{line}</p>" + TEXT * 5, lang="en-US")) == (
        expected or "2019-05-04"
    )
