"""Dates and bodies in many languages and frameworks; every text is our own.

`date_lines.json`: language, line below the headline, expected date. `date_pages.json`: parts of a
page. `islands.json`: pages whose text stands in their data alone. `texts.json`: title and
paragraphs of each language. `canonicals.json`: name, language, address, head, expected canonical.
`bulletins.json`: language and a short article.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from schemas.events import ArticleExtracted, PageFetched
from schemas.url import host_of
from schemas.url.hosts import site_of
from services.extract.extract import extract
from services.extract.extraction import Extraction
from tests.extract.documents import metadata_of

FOLDER = Path(__file__).parent
FETCHED = datetime.fromisoformat("2026-11-20T12:00:00+00:00")
URL = "https://www.alder-courier.example/local/ferry-returns"
NAV = (
    '<header class="site-header"><a class="logo" href="/">The Alder Courier</a><nav><ul>'
    '<li><a href="/local">Local</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>'
)
ASIDE = (
    '<aside class="most-read"><h3>Most read</h3><ul><li><a href="/local/swimming-pool-repairs">'
    "Swimming pool to stay shut until spring for repairs</a></li></ul></aside>"
)


def rows(name: str) -> list[Any]:
    found: list[Any] = json.loads((FOLDER / name).read_text("utf-8"))
    return found


TEXTS: dict[str, list[str]] = json.loads((FOLDER / "texts.json").read_text("utf-8"))
PAGES = rows("date_pages.json")
ISLANDS = rows("islands.json")
LINES = rows("date_lines.json")
CANONICALS = rows("canonicals.json")
BULLETINS = rows("bulletins.json")
SEE_ALSO = {
    "en": "See our page on ferries.",
    "de": "Mehr dazu auf unserer Seite über Fähren.",
    "fr": "Voir notre dossier sur les bacs.",
    "ru": "Смотрите нашу страницу о паромах.",
    "tr": "Vapur sayfamıza bakın.",
    "vi": "Xem trang của chúng tôi về phà.",
    "fa": "صفحه ما دربارهٔ قایق‌ها را ببینید.",
    "hi": "नौका पर हमारा पन्ना देखें।",
    "th": "ดูหน้าเรือข้ามฟากของเรา",
    "zh": "请看我们的渡轮专题。",
    "ja": "渡し船の特集はこちらです。",
}


def page_of(language: str, inside: str, head: str = "") -> str:
    """Return a page titled as the language's text, with the site's header above what is inside."""
    title = TEXTS[language][0]
    return (
        f'<html lang="{language}"><head><title>{title} | The Alder Courier</title>{head}</head>'
        f"<body>{NAV}{inside}</body></html>"
    )


def lines_of(paragraphs: list[str]) -> str:
    return "".join(f"<p>{each}</p>" for each in paragraphs)


def is_as_wanted(at: datetime | None, wanted: str | None) -> bool:
    """Compare instants, or days where a day is wanted."""
    if at is None or wanted is None:
        return at is None and wanted is None
    if "T" not in wanted:
        return at.date().isoformat() == wanted
    return at == datetime.fromisoformat(wanted)


@pytest.mark.parametrize(
    ("language", "line", "wanted"), LINES, ids=[f"{each[0]} {each[1]}" for each in LINES]
)
def test_a_line_below_the_headline_dates_the_article(language: str, line: str, wanted: str) -> None:
    html = (
        f'<html lang="{language}"><body><h1>East quay</h1><p class="date">{line}</p></body></html>'
    )
    found = metadata_of(URL, html, FETCHED).published_at
    assert is_as_wanted(found, wanted), found


@pytest.mark.parametrize("page", PAGES, ids=[each["name"] for each in PAGES])
def test_a_page_is_dated_by_what_speaks_of_the_article(page: dict[str, Any]) -> None:
    title, *paragraphs = TEXTS[page["lang"].partition("-")[0]]
    language = page.get("htmllang", page["lang"])
    parts = {name: page.get(name, "") for name in ("head", "pre", "date", "after")}
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    html = (
        f'<html lang="{language}"><head><title>{title} | The Alder Courier</title>'
        f'<meta property="og:title" content="{title}">{parts["head"]}</head>'
        f"<body>{page.get('nav', NAV)}{parts['pre']}<article><h1>{title}</h1>{parts['date']}"
        f'<div class="article-body">{body}</div>{parts["after"]}</article>'
        f"{page.get('aside', ASIDE)}<footer><p>© 2026 The Alder Courier</p></footer></body></html>"
    )
    article = read(page["url"], html)
    for field, wanted in page["expect"].items():
        assert is_as_wanted(getattr(article, field), wanted), (field, getattr(article, field))


@pytest.mark.parametrize("page", ISLANDS, ids=[each["name"] for each in ISLANDS])
def test_a_text_in_the_data_of_a_page_is_its_body(page: dict[str, Any]) -> None:
    title, *paragraphs = TEXTS[page["lang"]]
    html = (
        f'<html lang="{page["lang"]}"><head><title>{title} | The Alder Courier</title>'
        f'<meta property="og:title" content="{title}">{page.get("head", "")}</head>'
        f'<body><div id="root"></div>{page.get("inner", "")}</body></html>'
    )
    assert read(URL, html).text.split("\n") == page.get("lines", paragraphs)


@pytest.mark.parametrize(
    ("name", "language", "url", "head", "wanted"), CANONICALS, ids=[each[0] for each in CANONICALS]
)
def test_a_canonical_is_believed_where_it_can_be_the_story(
    name: str, language: str, url: str, head: str, wanted: str
) -> None:
    title, *paragraphs = TEXTS[language]
    html = page_of(language, f"<article><h1>{title}</h1>{lines_of(paragraphs)}</article>", head)
    assert read(url, html).canonical_url == wanted


@pytest.mark.parametrize(("language", "text"), BULLETINS, ids=[each[0] for each in BULLETINS])
def test_a_short_bulletin_is_an_article_in_every_script(language: str, text: str) -> None:
    title = TEXTS[language][0]
    html = page_of(language, f"<article><h1>{title}</h1><p>{text}</p></article>{ASIDE}")
    assert read(URL, html).text == text


@pytest.mark.parametrize("language", ["en", "de", "ru", "hi"])
def test_a_quotation_in_a_figure_is_text(language: str) -> None:
    title, first, second, third = TEXTS[language]
    quotation = f"<figure><blockquote><p>{second}</p></blockquote></figure>"
    body = f"<article><h1>{title}</h1><p>{first}</p>{quotation}<p>{third}</p></article>"
    html = page_of(language, body)
    assert read(URL, html).text.split("\n") == [first, second, third]


@pytest.mark.parametrize(
    "line", ["<p>{}</p>", "<div>{}</div>", "<p><b>{}</b></p>", "<p><a>{}</a></p>"]
)
@pytest.mark.parametrize(("language", "said"), SEE_ALSO.items())
def test_an_aside_left_open_in_the_text_takes_its_own_line_alone(
    language: str, said: str, line: str
) -> None:
    title, first, second, third = TEXTS[language]
    paragraphs = [first, second, third, f"{third} {second}"]
    aside = f'<aside class="box">{line.format(said)}'
    inside = f"<p>{first}</p>{aside}{lines_of(paragraphs[1:])}"
    html = page_of(language, f"<article><h1>{title}</h1>{inside}</article>")
    assert read(URL, html).text.split("\n") == paragraphs


@pytest.mark.parametrize(
    ("language", "byline", "name", "line"),
    [
        ("en", "By Harriet Bleasdale", "Harriet Bleasdale", "18 November 2026"),
        ("de", "Von Annegret Füllkrug", "Annegret Füllkrug", "vor 2 Tagen"),
        ("he", "מאת: אביגיל שטרן", "אביגיל שטרן", "18.11.2026"),
        ("ru", "Автор: Аграфена Лыкова", "Аграфена Лыкова", "18 ноября 2026"),
        ("bn", "লেখক: মাহবুবা খন্দকার", "মাহবুবা খন্দকার", "২ দিন আগে"),
    ],
)
def test_the_footer_before_a_text_says_who_wrote_it_and_when(
    language: str, byline: str, name: str, line: str
) -> None:
    title, *paragraphs = TEXTS[language]
    html = page_of(
        language,
        f"<h1><span>{title}</span></h1><article class='node'>"
        f'<footer class="node__meta"><p class="byline">{byline}</p><p>{line}</p></footer>'
        f'<div class="node__content">{lines_of(paragraphs)}</div></article>{ASIDE}',
    )
    article = read(URL, html)
    assert is_as_wanted(article.published_at, "2026-11-18"), article.published_at
    assert [author.name for author in article.authors] == [name]
    assert article.text.split("\n") == paragraphs


def read(url: str, html: str) -> ArticleExtracted:
    host = host_of(url)
    result = extract(
        PageFetched(
            url=url,
            final_url=url,
            host=host,
            site=site_of(host),
            content_type="text/html",
            charset=None,
            fetched_at=FETCHED,
            body=html.encode(),
        )
    )
    assert isinstance(result, Extraction), result
    return result.article
