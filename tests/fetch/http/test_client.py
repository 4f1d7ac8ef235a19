"""What the client sends, keeps, times and leaves out, against a real server."""

import asyncio
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from schemas.events import Redirect
from schemas.outcomes import Reason
from services.fetch.hosts.health import HostSignal
from services.fetch.http.client import Client
from services.fetch.http.types import Conditional, Response, address_hash
from services.fetch.visit.host_signals import signal_of
from services.policy.rules import HostRule, Rules
from services.stage.endings import Ended, PermanentError, TransientError
from tests.harness.hostile.server import Site
from tests.harness.hostile.tricks.answers import PAGE
from tests.harness.hostile.web import SHORT, StaticResolver, client_for, hostile_site, policy_for
from tests.support.fetch_settings import settings_with


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with hostile_site() as site:
        yield site


async def got(site: Site, path: str, **asked: object) -> Response:
    """Fetch a path of the good host; it must answer."""
    async with client_for(site, policy_for(site)) as client:
        answer = await client.get(f"http://good.test:{site.http}{path}", **asked)  # type: ignore[arg-type]
    assert isinstance(answer, Response), answer
    return answer


async def sent(site: Site, **asked: object) -> dict[str, str]:
    """Give the headers that reach the server."""
    lines = (await got(site, "/echo", **asked)).body.decode().splitlines()
    return dict(line.split(": ", 1) for line in lines)


async def test_the_request_names_the_project_and_how_to_reach_its_operator(site: Site) -> None:
    headers = await sent(site)
    assert headers["user-agent"] == "newsreel/0.1 (+https://newsreel.example/bot)"
    assert headers["accept-encoding"] == "gzip, deflate, br, zstd"
    assert "cookie" not in headers


async def test_a_rule_may_give_a_host_another_user_agent(site: Site) -> None:
    client = Client(
        SHORT, policy_for(site), resolver=StaticResolver(),
        rules=Rules(hosts={"good.test": HostRule(user_agent="for-good.test")}),
    )  # fmt: skip
    async with client:
        answer = await client.get(f"http://good.test:{site.http}/echo")
    assert isinstance(answer, Response)
    assert b"user-agent: for-good.test" in answer.body


async def test_a_cookie_is_never_sent_back(site: Site) -> None:
    async with client_for(site, policy_for(site)) as client:
        for _ in range(2):
            answer = await client.get(f"http://good.test:{site.http}/cookie_echo")
            assert isinstance(answer, Response)
            assert answer.status == 200


async def test_an_earlier_etag_and_date_make_the_request_conditional(site: Site) -> None:
    asked = Conditional(etag='"v1"', last_modified="Mon, 02 Mar 2026 10:00:00 GMT")
    headers = await sent(site, conditional=asked)
    assert headers["if-none-match"] == '"v1"'
    assert headers["if-modified-since"] == "mon, 02 mar 2026 10:00:00 gmt"


async def test_an_etag_is_sent_to_the_address_that_gave_it_and_to_no_other(site: Site) -> None:
    """Another page under the same ETag, behind a redirect that leads elsewhere now, is no 304."""
    old, new = (f"http://good.test:{site.http}/echo/{name}" for name in ("old", "new"))
    asked = Conditional(etag='"v1"', body_hash="h", address=address_hash(old))
    async with client_for(site, policy_for(site)) as client:
        answers = [
            await client.get(f"http://good.test:{site.http}/to/302?{to}", conditional=asked)
            for to in (old, new)
        ]
    has_etag = [b"if-none-match" in each.body for each in answers if isinstance(each, Response)]
    assert has_etag == [True, False]


async def test_the_path_reaches_the_server_as_it_was_written(site: Site) -> None:
    headers = await sent(site)
    assert headers["target"] == "/echo"
    answer = await got(site, "/echo/a%2Fb/%e4;x=1?q=a+b%20c&&z#part")
    assert b"target: /echo/a%2Fb/%e4;x=1?q=a+b%20c&&z\n" in answer.body


async def test_every_hop_is_noted_in_order(site: Site) -> None:
    base = f"http://good.test:{site.http}"
    answer = await got(site, "/hops/2")
    assert answer.final_url == f"{base}/hops/0"
    assert answer.redirects == [
        Redirect(status=301, url=f"{base}/hops/2"), Redirect(status=301, url=f"{base}/hops/1")
    ]  # fmt: skip


async def test_every_hop_after_the_first_is_checked_before_it_is_asked(site: Site) -> None:
    checked: list[str] = []

    async def check(url: str) -> Ended | None:
        checked.append(url)
        return Ended(Reason.ROBOTS_DENIED) if url.endswith("/hops/1") else None

    async with client_for(site, policy_for(site)) as client:
        base = f"http://good.test:{site.http}"
        end = await client.get(f"{base}/hops/3", check_hop=check)
    assert end == Ended(Reason.ROBOTS_DENIED)
    assert checked == [f"{base}/hops/2", f"{base}/hops/1"]


async def test_the_check_of_a_hop_does_not_use_up_the_time_of_the_fetch(site: Site) -> None:
    async def check(url: str) -> None:
        await asyncio.sleep(0.6)

    client = client_for(site, policy_for(site), settings_with(SHORT, timeout_seconds=1.5))
    async with client:
        answer = await client.get(f"http://good.test:{site.http}/hops/4", check_hop=check)
    assert isinstance(answer, Response)


async def test_fewer_redirects_may_be_allowed_for_one_request(site: Site) -> None:
    async with client_for(site, policy_for(site)) as client:
        end = await client.get(f"http://good.test:{site.http}/hops/3", redirects_max=2)
    assert isinstance(end, Ended)
    assert end.reason is Reason.TOO_MANY_REDIRECTS


async def test_a_body_may_be_cut(site: Site) -> None:
    whole = await got(site, "/sized/300000", truncate_at_bytes=400_000)
    cut = await got(site, "/sized/300000", truncate_at_bytes=100_000)
    endless = await got(site, "/endless_body", truncate_at_bytes=100_000)
    bomb = await got(site, "/bomb/gzip", truncate_at_bytes=100_000)
    assert [len(each.body) for each in (whole, cut, endless, bomb)] == [300_000] + [100_000] * 3


async def test_a_page_is_refused_by_its_start_and_the_rest_stays_where_it_is(site: Site) -> None:
    starts: list[tuple[int, str | None]] = []

    def check(start: bytes, content_type: str | None) -> Ended:
        starts.append((len(start), content_type))
        return Ended(Reason.UNSUPPORTED_TYPE)

    async with client_for(site, policy_for(site)) as client:
        end = await client.get(f"http://good.test:{site.http}/endless_body", check_start=check)
    assert end == Ended(Reason.UNSUPPORTED_TYPE)
    assert starts == [(16_384, "text/html; charset=utf-8")]


async def test_the_start_of_a_page_in_tiny_chunks_is_judged_as_one(site: Site) -> None:
    starts: list[bytes] = []
    await got(site, "/chunks_of_one_byte", check_start=lambda start, _: starts.append(start))
    assert starts == [PAGE]


async def test_a_connection_is_used_again_and_a_new_one_is_timed(site: Site) -> None:
    async with client_for(site, policy_for(site)) as client:
        first = await client.get(f"https://good.test:{site.https}/good")
        second = await client.get(f"https://good.test:{site.https}/good")
    assert isinstance(first, Response)
    assert isinstance(second, Response)
    assert min(first.phases_ms["connect"], first.phases_ms["tls"]) > 0
    assert (second.phases_ms["connect"], second.phases_ms["tls"]) == (0, 0)
    assert second.total_ms > second.phases_ms["first_byte"] > 0


async def test_the_phases_of_a_slow_answer_are_told_apart(site: Site) -> None:
    answer = await got(site, "/slow/0.3")
    assert 300 <= answer.phases_ms["first_byte"] <= answer.total_ms
    assert answer.phases_ms["download"] < 300


@pytest.mark.parametrize(
    ("path", "phase"),
    [("/silent", "first byte"), ("/drip_headers", "first byte"), ("/drip_body", "body")],
)
async def test_a_timeout_names_its_phase(site: Site, path: str, phase: str) -> None:
    with pytest.raises(TransientError, match=phase):
        await got(site, path)


async def test_the_whole_chain_has_one_limit_of_time(site: Site) -> None:
    limits = settings_with(SHORT, timeout_seconds=0.5, first_byte_timeout_seconds=30)
    async with client_for(site, policy_for(site), limits) as client:
        started = asyncio.get_running_loop().time()
        with pytest.raises(TransientError):
            await client.get(f"http://good.test:{site.http}/silent")
    assert asyncio.get_running_loop().time() - started < 1.5


async def test_a_length_above_the_limit_is_refused_unread(site: Site) -> None:
    with pytest.raises(PermanentError, match="Content-Length is 1000000000 bytes"):
        await got(site, "/length_of_a_gigabyte")


async def test_a_meta_refresh_is_not_followed(site: Site) -> None:
    answer = await got(site, "/typed/refresh")
    assert (answer.status, answer.redirects) == (200, [])


@pytest.mark.parametrize(
    ("name", "content_type", "charset"),
    [
        ("charset-wrong", "text/html", "utf-8"),
        ("charset-invented", "text/html", "iso-utf-8"),
        ("charset-missing", "text/html", None),
        ("charset-quoted", "text/html", "Windows-1256"),
        ("no-type", None, None),
    ],
)
async def test_type_and_charset_are_given_as_sent(
    site: Site, name: str, content_type: str | None, charset: str | None
) -> None:
    answer = await got(site, f"/typed/{name}")
    assert (answer.content_type, answer.charset) == (content_type, charset)


async def test_a_body_is_left_unread_where_the_status_is_no_success(site: Site) -> None:
    assert (await got(site, "/status/404")).body == b""


async def test_large_bodies_wait_for_each_other_and_all_arrive(site: Site) -> None:
    limits = settings_with(SHORT, large_bodies_max=2, timeout_seconds=30)
    async with client_for(site, policy_for(site), limits) as client:
        url = f"http://good.test:{site.http}/sized/3000000"
        answers = await asyncio.gather(*(client.get(url) for _ in range(8)))
    assert [len(answer.body) for answer in answers if isinstance(answer, Response)] == [
        3_000_000
    ] * 8


async def test_that_we_have_no_room_for_a_large_body_is_no_fault_of_its_host(site: Site) -> None:
    limits = settings_with(SHORT, large_bodies_max=0, timeout_seconds=0.5)
    async with client_for(site, policy_for(site), limits) as client:
        with pytest.raises(TransientError) as raised:
            await client.get(f"http://good.test:{site.http}/sized/3000000")
    assert raised.value.reason is Reason.TIMEOUT
    assert signal_of(raised.value) == HostSignal(status=200)


async def test_that_we_may_open_no_more_files_is_no_fault_of_a_host(site: Site) -> None:
    async with client_for(site, policy_for(site)) as client:
        with no_files_left(), pytest.raises(TransientError) as raised:
            await client.get(f"http://good.test:{site.http}/good")
        assert raised.value.reason is Reason.CONNECT_ERROR
        assert str(raised.value.detail).startswith("here, not at the host: ")
        assert signal_of(raised.value) is None
        assert isinstance(await client.get(f"http://good.test:{site.http}/good"), Response)


@contextmanager
def no_files_left() -> Iterator[None]:
    """Take every file that the process may still open."""
    taken: list[int] = []
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(map(int, os.listdir("/proc/self/fd"))), hard))
    try:
        with suppress(OSError):
            while True:
                taken.append(os.dup(0))
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        for number in taken:
            os.close(number)


async def test_a_server_that_hangs_up_is_not_asked_again_at_once(site: Site) -> None:
    with pytest.raises(TransientError):
        await got(site, "/counted_close/here")
    assert (await got(site, "/count/here")).body == b"1"


async def test_a_kept_connection_that_the_server_closed_is_replaced(site: Site) -> None:
    async with client_for(site, policy_for(site)) as client:
        for _ in range(3):
            answer = await client.get(f"http://good.test:{site.http}/once")
            assert isinstance(answer, Response)
            assert answer.status == 200


@pytest.mark.parametrize("how", ["long", "chunked"])
async def test_the_body_of_a_redirect_is_not_read(how: str, site: Site) -> None:
    assert (await got(site, f"/moved_with_body/{how}")).body == PAGE
    sent_bytes = int((await got(site, f"/count//moved_with_body/{how}")).body)
    assert sent_bytes < 8_000_000  # what fits into the buffers of both sides, of 64 MB
