"""The sample site serves what `services/local/sample/expected.json` says."""

import re
import time
import unicodedata
from collections.abc import AsyncIterator
from html import unescape
from typing import Any

import aiohttp
import pytest
from yarl import URL

from schemas.outcomes import Reason
from services.local.sample.catalogue import Response, expected, respond, sample_urls, stories
from services.local.sample.site import RunningSite, serve

BASE = "http://127.0.0.1:9"
ARTICLES = [path for path, want in expected().items() if want["outcome"] == "published"]
OTHERS = {
    "/feed.xml": (200, "application/rss+xml; charset=utf-8"),
    "/files/tide-tables": (200, "application/pdf"),
    "/news/never-written": (404, "text/html; charset=utf-8"),
    "/gone/withdrawn-story": (410, "text/html; charset=utf-8"),
    "/news/no-such-story": (200, "text/html; charset=utf-8"),
    "/section/front": (200, "text/html; charset=utf-8"),
    "/app/story/5501": (200, "text/html; charset=utf-8"),
    "/private/draft": (200, "text/html; charset=utf-8"),
}


@pytest.fixture
async def site() -> AsyncIterator[RunningSite]:
    running = await serve()
    yield running
    await running.stop()


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def page_of(path: str) -> tuple[Response, str]:
    """The page behind a path, redirects followed, as text."""
    page = respond(path, BASE)
    if page.status == 302:
        return page_of(page.headers["Location"].removeprefix(BASE))
    charset = re.search(rb'charset="?([\w-]+)', page.content_type.encode() + b" " + page.body)
    assert charset, path
    return page, unescape(page.body.decode(charset[1].decode()))


def story_of(path: str) -> Any:
    return stories()[expected()[path].get("article_path", path)]


def script_of(text: str) -> str:
    """The script most letters are of, by the first word of their Unicode names."""
    names = [unicodedata.name(char, "?").split()[0] for char in text if char.isalpha()]
    return max(set(names), key=names.count)


def test_the_site_has_twenty_articles_of_its_own_at_least() -> None:
    assert len(ARTICLES) >= 20
    assert len(expected()) >= 24


def test_the_articles_are_in_eight_languages_and_four_scripts_at_least() -> None:
    assert len({story.lang for story in stories().values()}) >= 8
    bodies = [" ".join(piece.text for piece in story.body) for story in stories().values()]
    assert len({script_of(body) for body in bodies}) >= 4


def test_the_articles_are_set_in_six_layouts_at_least() -> None:
    assert len({story.layout for story in stories().values()}) >= 6


@pytest.mark.parametrize("path", ARTICLES)
def test_an_article_is_as_long_as_a_real_one(path: str) -> None:
    text = " ".join(piece.text for piece in story_of(path).body)
    length = len(text) / 2 if story_of(path).lang in {"ja", "zh"} else len(text.split())
    assert 300 <= length <= 900


@pytest.mark.parametrize("path", ARTICLES)
def test_an_article_page_holds_what_must_and_what_must_not_be_extracted(path: str) -> None:
    want = expected()[path]
    _, html = page_of(path)
    missing = [text for text in [*want["present"], *want["absent"]] if text not in html]
    assert not missing
    body = "\n".join(piece.text for piece in story_of(path).body)
    assert all(text in body for text in want["present"])
    assert not [text for text in want["absent"] if text in body]


@pytest.mark.parametrize("path", ARTICLES)
def test_an_article_page_is_marked_as_a_sample(path: str) -> None:
    want = expected()[path]
    _, html = page_of(path)
    assert f"<title>{want['title']} - Newsreel sample site</title>" in html
    assert html.count("Newsreel sample site") >= 2


@pytest.mark.parametrize("path", ARTICLES)
def test_an_article_is_expected_with_the_facts_of_its_story(path: str) -> None:
    want, story = expected()[path], story_of(path)
    assert (want["title"], want["language"]) == (story.title, story.lang)
    assert story.published.startswith(want.get("published_day") or want["published_at"])


@pytest.mark.parametrize("path", expected())
def test_an_expected_answer_is_of_the_closed_vocabulary(path: str) -> None:
    want = expected()[path]
    for pair in (f"{want['outcome']}/{want['reason']}", *want.get("accept", [])):
        outcome, reason = pair.split("/")
        assert Reason[reason.upper()].outcome == outcome


@pytest.mark.parametrize("path", OTHERS)
async def test_a_page_that_is_no_article_answers_as_it_should(
    path: str, site: RunningSite, client: aiohttp.ClientSession
) -> None:
    assert path in expected()
    async with client.get(site.base_url + path) as response:
        assert (response.status, response.headers["Content-Type"]) == OTHERS[path]
        assert b"Newsreel sample site" in await response.read()


@pytest.mark.parametrize("path", ARTICLES)
async def test_an_article_is_served_under_its_url(
    path: str, site: RunningSite, client: aiohttp.ClientSession
) -> None:
    async with client.get(site.base_url + path) as response:
        assert response.status == 200
        assert response.content_type == "text/html"
        assert response.headers["Server"] == "Newsreel-sample-site"
        assert response.url.host == "127.0.0.1"


async def test_a_redirect_leads_to_an_article(
    site: RunningSite, client: aiohttp.ClientSession
) -> None:
    async with client.get(site.base_url + "/r/seagrass", allow_redirects=False) as response:
        assert response.status == 302
        want = site.base_url + expected()["/r/seagrass"]["article_path"]
        assert response.headers["Location"] == want


async def test_a_percent_encoded_path_finds_its_article(
    site: RunningSite, client: aiohttp.ClientSession
) -> None:
    path = next(path for path in ARTICLES if not path.isascii())
    encoded = URL(site.base_url + path)
    assert encoded.raw_path.isascii()
    async with client.get(encoded) as response:
        assert response.status == 200


def test_the_arabic_page_is_windows_1256_and_its_header_names_no_charset() -> None:
    page = next(respond(path, BASE) for path in ARTICLES if story_of(path).encoding[0] == "w")
    assert page.content_type == "text/html"
    assert "مكتبة الواحة" in page.body.decode("windows-1256")
    with pytest.raises(UnicodeDecodeError):
        page.body.decode("utf-8")


def test_the_chinese_page_is_gb18030() -> None:
    page = next(respond(path, BASE) for path in ARTICLES if story_of(path).lang == "zh")
    assert page.content_type == "text/html; charset=gb18030"
    assert "青柳镇" in page.body.decode("gb18030")


def test_the_two_language_page_states_both_calendars_beside_each_other() -> None:
    path = next(path for path in ARTICLES if story_of(path).page_lang != story_of(path).lang)
    html = page_of(path)[1]
    assert "تاریخ انتشار: ۲۳ آبان ۱۴۰۳ - ۱۱:۳۴ 13 November 2024" in html
    assert '<html lang="fa" dir="rtl">' in html
    assert expected()[path]["language"] == "en"


def test_a_duplicate_is_the_article_under_a_tracking_url() -> None:
    path = next(path for path, want in expected().items() if want["reason"] == "dup_url")
    assert respond(path, BASE) == respond(expected()[path]["same_article_as"], BASE)


def test_a_duplicate_under_another_path_names_the_first_as_canonical() -> None:
    path = next(path for path, want in expected().items() if want["reason"] == "dup_canonical")
    first = BASE + expected()[path]["same_article_as"]
    assert f'<link rel="canonical" href="{first}">' in page_of(path)[1]


async def test_the_slow_page_takes_half_a_second(
    site: RunningSite, client: aiohttp.ClientSession
) -> None:
    started = time.monotonic()
    async with client.get(f"{site.base_url}/slow/night-trains") as response:
        assert response.status == 200
    assert time.monotonic() - started >= 0.5


async def test_robots_txt_denies_the_private_page_only(
    site: RunningSite, client: aiohttp.ClientSession
) -> None:
    async with client.get(f"{site.base_url}/robots.txt") as response:
        assert "Disallow: /private/" in await response.text()
    denied = {path for path, want in expected().items() if want["reason"] == "robots_denied"}
    assert denied == {path for path in expected() if path.startswith("/private/")}


def test_the_urls_to_feed_are_absolute_and_all_different() -> None:
    urls = sample_urls(BASE)
    assert all(url.startswith(f"{BASE}/") for url in urls)
    assert len(set(urls)) == len(urls) == len(expected())


async def test_a_stopped_site_frees_its_port(client: aiohttp.ClientSession) -> None:
    running = await serve()
    await running.stop()
    with pytest.raises(aiohttp.ClientConnectorError):
        await client.get(running.base_url)


async def test_its_front_page_lists_the_urls_to_feed(
    site: RunningSite, client: aiohttp.ClientSession
) -> None:
    async with client.get(site.base_url) as response:
        assert response.content_type == "text/plain"
        assert (await response.text()).splitlines() == site.urls()
