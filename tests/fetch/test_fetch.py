"""The verb by itself: an answer in, a page or an ending out."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from multidict import CIMultiDict, CIMultiDictProxy

from schemas.events import PageFetched, Redirect, Rights, UrlAccepted
from schemas.outcomes import Reason
from services.fetch.fetch import CrawlPolicy, body_hash, read_response
from services.fetch.http.types import Conditional, Response, address_hash, media_type
from services.fetch.page.response import Missing, Unchanged
from services.fetch.rights.judge import judge
from services.stage.endings import Ended, TransientError
from tests.harness.hostile.server import Site
from tests.harness.hostile.tricks.answers import PAGE
from tests.harness.hostile.web import client_for, fetch_page, hostile_site, policy_for

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
URL = UrlAccepted(url="http://news.example/a", host="news.example", site="news.example")


def answer(status: int = 200, body: bytes = PAGE, **headers: str) -> Response:
    named = CIMultiDict({name.replace("_", "-"): value for name, value in headers.items()})
    return Response(
        status, URL.url, CIMultiDictProxy(named), body, content_type="text/html",
        charset="utf-8", total_ms=12.3456,
    )  # fmt: skip


def ended(
    given: Response, conditional: Conditional | None = None, policy: CrawlPolicy | None = None
) -> PageFetched | Ended:
    """Read a response, and judge the rights of its page."""
    policy = policy or CrawlPolicy()
    page = read_response(
        URL, given, NOW, conditional=conditional, by_robots=Rights(robots="allowed"), policy=policy
    )
    if isinstance(page, Ended):
        return page
    return judge(page.rights, policy.rights_policy, policy.purpose) or page


def test_a_page_carries_what_the_answer_said() -> None:
    given = answer(ETag='"v1"', Last_Modified="Mon, 02 Mar 2026 10:00:00 GMT")
    hop = Redirect(status=301, url=URL.url)
    page = ended(replace(given, final_url="http://www.other.co.uk/b", redirects=[hop]))
    assert isinstance(page, PageFetched)
    assert (page.url, page.final_url) == (URL.url, "http://www.other.co.uk/b")
    assert (page.host, page.site) == ("www.other.co.uk", "other.co.uk")
    assert (page.etag, page.last_modified) == ('"v1"', "Mon, 02 Mar 2026 10:00:00 GMT")
    assert (page.content_type, page.charset) == ("text/html", "utf-8")
    assert (page.fetched_at, page.fetch_ms, page.redirects) == (NOW, 12.346, [hop])
    assert page.body == PAGE


@pytest.mark.parametrize(
    ("final_url", "variant"),
    [
        (URL.url, "mobile"),  # as intake noted it
        ("http://www.news.example/a", None),
        ("http://news.example/a/amp", "amp"),
    ],
)
def test_a_page_is_the_edition_of_the_address_that_answered(
    final_url: str, variant: str | None
) -> None:
    mobile = URL.model_copy(update={"variant": "mobile"})
    page = read_response(mobile, replace(answer(), final_url=final_url), NOW)
    assert isinstance(page, PageFetched)
    assert page.variant == variant


def test_a_304_to_a_condition_is_unchanged() -> None:
    known = Conditional('"v1"', "yesterday", body_hash(PAGE))
    end = ended(answer(304, b""), known)
    assert end == Unchanged(Reason.NOT_MODIFIED, conditional=known, seen_at=NOW.timestamp())


def test_a_304_may_name_a_new_etag() -> None:
    end = ended(answer(304, b"", ETag='"v2"'), Conditional('"v1"', "yesterday", "hash"))
    assert isinstance(end, Unchanged)
    assert end.conditional == Conditional('"v2"', "yesterday", "hash")


def test_the_same_body_under_a_new_etag_is_unchanged_and_known_by_it() -> None:
    known = Conditional('"v1"', "yesterday", body_hash(PAGE))
    end = ended(answer(ETag='"v2"'), known)
    assert isinstance(end, Unchanged)
    assert end.reason is Reason.SAME_CONTENT
    assert end.conditional == Conditional('"v2"', None, body_hash(PAGE), address_hash(URL.url))


def test_the_same_body_at_another_address_is_another_page() -> None:
    known = Conditional('"v1"', None, body_hash(PAGE), address_hash("https://news.example/old"))
    assert isinstance(ended(answer(), known), PageFetched)
    assert ended(answer(304, b""), known) == Ended(Reason.HTTP_4XX, "status 304")


def test_a_page_that_is_missing_names_the_urls_that_were_asked() -> None:
    led = replace(answer(404, b""), redirects=[Redirect(status=301, url="http://news.example/old")])
    missing = Missing(
        Reason.HTTP_404, "status 404", asked=("http://news.example/old", led.final_url)
    )
    assert ended(led) == missing


def test_a_new_body_under_the_same_etag_is_a_page() -> None:
    known = Conditional(etag='"v1"', body_hash=body_hash(PAGE))
    assert isinstance(ended(answer(200, PAGE + b"<p>more", ETag='"v1"'), known), PageFetched)


def test_a_passing_failure_names_its_status_and_the_time_that_the_server_names() -> None:
    with pytest.raises(TransientError) as caught:
        ended(answer(503, b"", Retry_After="Mon, 02 Mar 2026 12:02:00 GMT"))
    assert (caught.value.reason, caught.value.status) == (Reason.HTTP_5XX, 503)
    assert caught.value.retry_after_seconds == 120


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (408, Reason.TIMEOUT),
        (421, Reason.HTTP_4XX),
        (425, Reason.HTTP_4XX),
        (520, Reason.HTTP_5XX),
        (524, Reason.HTTP_5XX),
        (529, Reason.HTTP_5XX),
    ],
)
def test_what_may_pass_is_asked_for_again(status: int, reason: Reason) -> None:
    with pytest.raises(TransientError) as caught:
        ended(answer(status, b""))
    assert caught.value.reason is reason


def test_the_publishers_wishes_travel_with_the_page() -> None:
    meta = b"<!doctype html><head><meta name=robots content=noarchive></head>" + PAGE[15:]
    page = ended(answer(200, meta, X_Robots_Tag="noindex"))
    assert isinstance(page, PageFetched)
    assert (page.rights.robots, page.rights.noindex, page.rights.noarchive) == (
        "allowed", True, True
    )  # fmt: skip


@pytest.mark.parametrize(("policy", "obeyed"), [("obey", True), ("flag", False), ("ignore", False)])
def test_a_reservation_is_obeyed_flagged_or_ignored(policy: str, obeyed: bool) -> None:
    given = answer(TDM_Reservation="1")
    end = ended(given, policy=CrawlPolicy(rights_policy=policy))  # type: ignore[arg-type]
    if obeyed:
        assert isinstance(end, Ended)
        assert end.reason is Reason.RIGHTS_RESERVED
    else:
        assert isinstance(end, PageFetched)
        assert end.rights.tdm_reserved is (True if policy == "flag" else None)


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("text/html; charset=utf-8", ("text/html", "utf-8")),
        ("Text/HTML;Charset='UTF-8'", ("text/html", "UTF-8")),
        ('text/html; a=b; charset="gb18030"; c=d', ("text/html", "gb18030")),
        ("text/html; charset=utf-8, text/html", ("text/html", "utf-8")),
        ("text/html, text/plain", ("text/html", None)),
        ("text/html; charset=", ("text/html", None)),
        ("text/html;", ("text/html", None)),
        ("; charset=utf-8", (None, "utf-8")),
        ("", (None, None)),
        (None, (None, None)),
    ],
)
def test_a_content_type_is_split_into_type_and_charset(
    header: str | None, wanted: tuple[str | None, str | None]
) -> None:
    assert media_type(header) == wanted


# ------------------------------------------------------------------ with the real client


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with hostile_site() as site:
        yield site


async def twice(site: Site, path: str) -> PageFetched | Ended:
    """Fetch a page, and again with what the first answer said."""
    url = f"http://good.test:{site.http}{path}"
    accepted = UrlAccepted(url=url, host="good.test", site="good.test")
    async with client_for(site, policy_for(site)) as client:
        page = await fetch_page(client, accepted)
        assert isinstance(page, PageFetched)
        known = Conditional(page.etag, page.last_modified, body_hash(page.body))
        return await fetch_page(client, accepted, known)


async def test_a_server_that_keeps_the_etag_and_changes_the_page_gives_a_page(site: Site) -> None:
    again = await twice(site, "/etag_that_lies")
    assert isinstance(again, PageFetched)
    assert re.search(rb"night \d", again.body)


async def test_a_server_that_changes_the_etag_and_keeps_the_page_is_unchanged(site: Site) -> None:
    again = await twice(site, "/etag_that_changes")
    assert isinstance(again, Ended)
    assert again.reason is Reason.SAME_CONTENT


async def test_an_honest_server_answers_304_and_the_page_is_unchanged(site: Site) -> None:
    again = await twice(site, "/etag_honest")
    assert isinstance(again, Unchanged)
    assert again.reason is Reason.NOT_MODIFIED
