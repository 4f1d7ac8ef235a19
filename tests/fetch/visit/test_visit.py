"""A visit waits its host's turn, obeys robots.txt, and comes again after what may pass."""

import asyncio
import socket
import time
from itertools import pairwise

import pytest
from prometheus_client import REGISTRY

from schemas.events import PageFetched
from schemas.outcomes import Reason
from services.fetch.deferral import Deferred
from services.fetch.hosts import table as hosts
from services.fetch.site_files import table as site_files
from services.stage.endings import Ended
from tests.support.visits import HERE, Site, Start, running_site, url_accepted

MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

LAG_SECONDS = 0.2
"""The site shares the visitor's loop: on a busy machine it hears of a request after it was sent."""


async def test_a_page_comes_back_with_what_robots_txt_said(site: Site, start: Start) -> None:
    site.robots("Allow: /")
    visit = await (await start()).visitor.visit(site.accepted("/a"))
    assert isinstance(visit.result, PageFetched)
    assert visit.result.rights.robots == "allowed"
    assert visit.requests == 1


async def test_what_is_not_wanted_after_the_wait_is_not_asked_for(site: Site, start: Start) -> None:
    site.move("/a", f"{site.elsewhere}/b")
    withdrawn = Ended(Reason.CANCELLED, "withdrawn")
    runtime = await start()
    visit = await runtime.visitor.visit(site.accepted("/a"), refuse=lambda: withdrawn)
    assert (visit.result, visit.requests, site.paths) == (withdrawn, 0, [])
    answers = iter([None, withdrawn])
    visit = await runtime.visitor.visit(site.accepted("/a"), refuse=lambda: next(answers))
    assert (visit.result, visit.requests, site.paths) == (withdrawn, 1, ["/robots.txt", "/a"])
    assert runtime.frontier.active_hosts == 0, "the turns are given back"


async def test_a_denied_path_is_not_asked_for(site: Site, start: Start) -> None:
    site.robots("Disallow: /private")
    visit = await (await start()).visitor.visit(site.accepted("/private/x"))
    assert visit.result == Ended(Reason.ROBOTS_DENIED)
    assert site.paths == ["/robots.txt"]


async def test_robots_txt_that_cannot_be_read_forbids_for_now(site: Site, start: Start) -> None:
    site.answer("/robots.txt", status=503)
    visit = await (await start()).visitor.visit(site.accepted("/a"))
    assert isinstance(visit.result, Deferred)
    assert site.paths == ["/robots.txt"]


@pytest.mark.parametrize(
    ("status", "header", "waits_seconds"),
    [
        (503, {"Retry-After": "7200"}, 7200),
        (503, {}, 3600),
        (500, {"Retry-After": "7200"}, 7200),
        (429, {"Retry-After": "30"}, 3600),
        (429, {}, 3600),
    ],
)
async def test_a_url_comes_again_when_robots_txt_may_be_asked_for_again(
    status: int, header: dict[str, str], waits_seconds: float, site: Site, start: Start
) -> None:
    site.answer("/robots.txt", status=status, headers=header)
    visitor = (await start()).visitor
    before = time.time()
    visit = await visitor.visit(site.accepted("/a"))
    assert isinstance(visit.result, Deferred)
    assert before + waits_seconds <= visit.result.due_at < before + waits_seconds + 30
    assert (visit.result.why, visit.result.attempt, visit.requests) == ("robots_denied", 2, 1)


@pytest.mark.parametrize(("status", "seconds"), [(503, 7200), (429, 30), (500, 0)])
async def test_a_robots_txt_that_asks_for_time_cools_its_host(
    status: int, seconds: float, site: Site, start: Start
) -> None:
    site.answer("/robots.txt", status=status, headers={"Retry-After": str(seconds)})
    runtime = await start()
    before = time.time()
    await runtime.visitor.visit(site.accepted("/a"))
    cooling_until = (await runtime.store.call(hosts.load, HERE)).health.cooling_until
    assert cooling_until == pytest.approx(before + seconds if seconds else 0, abs=20)


async def test_a_denial_from_memory_is_no_request(site: Site, start: Start) -> None:
    site.answer("/robots.txt", status=500)
    visitor = (await start()).visitor
    visits = [await visitor.visit(site.accepted(path)) for path in ("/a", "/b", "/c")]
    assert [visit.requests for visit in visits] == [1, 0, 0]
    assert site.paths == ["/robots.txt"]
    assert all(isinstance(each.result, Deferred) for each in visits)
    assert visitor.turns.frontier.record(HERE).health.errors == 1


async def test_robots_txt_that_can_never_be_read_denies_at_last(site: Site, start: Start) -> None:
    site.answer("/robots.txt", status=503)
    visitor = (await start(fetch_retry_delays_seconds="1")).visitor
    visit = await visitor.visit(site.accepted("/a", attempt=2))
    assert isinstance(visit.result, Ended)
    assert visit.result.reason is Reason.ROBOTS_DENIED


async def test_a_crawl_delay_holds_the_next_request_back(site: Site, start: Start) -> None:
    site.robots("Crawl-delay: 1")
    visitor = (await start()).visitor
    for path in ("/a", "/b"):
        await visitor.visit(site.accepted(path))
    first, second = site.times("/a") + site.times("/b")
    assert second - first >= 1 - LAG_SECONDS


async def test_what_the_client_refuses_is_the_end(site: Site, start: Start) -> None:
    runtime = await start(fetch_allowed_networks="")
    visit = await runtime.visitor.visit(site.accepted("/a"))
    assert isinstance(visit.result, Ended)
    assert visit.result.reason is Reason.BLOCKED_ADDRESS
    assert site.asked == []


async def test_a_server_error_is_tried_again_and_at_last_is_the_answer(
    site: Site, start: Start
) -> None:
    site.answer("/a", status=500)
    visitor = (await start(fetch_retry_delays_seconds="60")).visitor
    visit = await visitor.visit(site.accepted("/a"))
    assert isinstance(visit.result, Deferred)
    assert (visit.result.attempt, visit.result.why) == (2, "http_5xx")
    last = await visitor.visit(site.accepted("/a", attempt=2))
    assert isinstance(last.result, Ended)
    assert last.result.reason is Reason.HTTP_5XX


async def test_a_cooldown_outlives_a_restart(site: Site, start: Start) -> None:
    site.answer("/a", status=429, headers={"Retry-After": "120"})
    await (await start()).visitor.visit(site.accepted("/a"))
    asked = len(site.asked)
    before = time.time()
    visit = await (await start()).visitor.visit(site.accepted("/b"))
    assert isinstance(visit.result, Deferred)
    assert visit.result.due_at >= before + 110
    assert len(site.asked) == asked


async def test_a_redirect_to_a_denied_path_is_not_followed(site: Site, start: Start) -> None:
    site.robots("Disallow: /private")
    site.move("/a", "/private/x")
    visit = await (await start()).visitor.visit(site.accepted("/a"))
    assert isinstance(visit.result, Ended)
    assert visit.result.reason is Reason.ROBOTS_DENIED
    assert "/private/x" not in site.paths


async def test_a_redirect_to_another_host_waits_for_a_turn_there(site: Site, start: Start) -> None:
    site.move("/a", f"{site.elsewhere}/b")
    site.robots("Crawl-delay: 2")
    visitor = (await start()).visitor
    await visitor.visit(url_accepted(f"{site.elsewhere}/first"))
    visit = await visitor.visit(site.accepted("/a"))
    assert isinstance(visit.result, PageFetched)
    assert visit.result.final_url == f"{site.elsewhere}/b"
    assert visit.waited_seconds > 1
    assert site.times("/b")[0] - site.times("/first")[0] >= 2 - LAG_SECONDS


async def test_a_redirect_to_a_cooling_host_goes_on_by_the_schedule(
    site: Site, start: Start
) -> None:
    site.move("/a", f"{site.elsewhere}/b")
    site.answer("/busy", status=429, headers={"Retry-After": "120"})
    visitor = (await start()).visitor
    await visitor.visit(url_accepted(f"{site.elsewhere}/busy"))
    before = time.time()
    visit = await visitor.visit(site.accepted("/a"))
    assert isinstance(visit.result, Deferred)
    assert visit.result.due_at >= before + 110
    assert visit.group == "127.0.0.2"
    assert site.times("/b") == []


async def test_trouble_after_a_redirect_is_the_trouble_of_the_host_that_has_it(
    site: Site, start: Start
) -> None:
    site.move("/a", f"{site.elsewhere}/b")
    site.answer("/b", status=429, headers={"Retry-After": "120"})
    visitor = (await start()).visitor
    assert isinstance((await visitor.visit(site.accepted("/a"))).result, Deferred)
    assert isinstance((await visitor.visit(site.accepted("/c"))).result, PageFetched)


async def test_a_ring_of_redirects_between_hosts_gives_every_turn_back(
    site: Site, start: Start
) -> None:
    site.move("/a", f"{site.elsewhere}/b")
    site.move("/b", f"{site.base}/a")
    visitor = (await start()).visitor
    visit = await visitor.visit(site.accepted("/a"))
    assert visit.result.reason is Reason.TOO_MANY_REDIRECTS  # type: ignore[union-attr]
    assert visitor.turns.frontier.active_hosts == 0


async def test_a_host_that_is_not_there_is_no_robots_txt_that_forbids(
    site: Site, start: Start
) -> None:
    visitor = (await start(fetch_down_after_failures=2)).visitor
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        accepted = url_accepted(f"http://127.0.0.1:{closed.getsockname()[1]}/a")
        ends = [(await visitor.visit(accepted)).result for _ in range(3)]
    assert [end.why for end in ends if isinstance(end, Deferred)] == [
        "connect_error", "connect_error", "down",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "why"),
    [
        (
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999\r\n\r\n<html>",
            "short",
        ),
        ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999\r\n\r\n<html>", "slow"),
        ("", "silent"),
    ],
)
async def test_a_host_that_lets_us_connect_is_not_down(head: str, why: str, start: Start) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        writer.write(MISSING if b"robots.txt" in request else head.encode())
        await writer.drain()
        if why != "short" and b"robots.txt" not in request:
            await reader.read()
        writer.close()

    patience = {"fetch_rate_grace_seconds": 0.2, "fetch_first_byte_timeout_seconds": 0.5}
    runtime = await start(fetch_down_after_failures=2, **patience)
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        visits = [await runtime.visitor.visit(url_accepted(f"{base}/{n}")) for n in range(3)]
    expected = "connect_error" if why == "short" else "timeout"
    assert [visit.result.why for visit in visits if isinstance(visit.result, Deferred)] == [
        expected
    ] * 3
    health = (await runtime.store.call(hosts.load, "127.0.0.1")).health
    assert (health.down_until, health.failures) == (0, 0)
    assert health.slow_level == 2


async def test_a_name_that_does_not_exist_is_answered_at_once(site: Site, start: Start) -> None:
    visitor = (await start(fetch_dns_servers="127.0.0.1:1")).visitor
    visit = await visitor.visit(url_accepted("http://no-such-name.invalid/", attempt=6))
    assert isinstance(visit.result, Ended)
    assert visit.result.reason is Reason.DNS_ERROR


async def test_a_host_with_a_backlog_defers_newcomers_at_once_and_in_order(
    site: Site, start: Start
) -> None:
    runtime = await start(fetch_short_wait_seconds="2", fetch_delay_seconds="1")
    visitor, closed_hosts = runtime.visitor, runtime.closed_hosts
    urls = [site.accepted(f"/{number}") for number in range(30)]
    assert closed_hosts.defer(urls[0]) is None  # nothing is known of the host
    assert not closed_hosts.is_closed(urls[0])
    visits = asyncio.gather(*map(visitor.visit, urls[:10]))
    await asyncio.sleep(0.5)
    assert closed_hosts.is_closed(urls[0])
    due = []
    for url in urls[10:]:
        deferred = closed_hosts.defer(url)
        assert deferred is not None
        due.append(deferred[0].due_at)
    assert due == sorted(due)
    due += [each.result.due_at for each in await visits if isinstance(each.result, Deferred)]
    assert len(due) > 20
    assert all(after - before > 0.99 for before, after in pairwise(sorted(due)))


async def test_the_last_try_at_a_cooling_host_is_not_deferred(site: Site, start: Start) -> None:
    site.answer("/a", status=429, headers={"Retry-After": "600"})
    runtime = await start(fetch_retry_delays_seconds="1")
    await runtime.visitor.visit(site.accepted("/a"))
    assert runtime.closed_hosts.defer(site.accepted("/b")) is not None
    assert runtime.closed_hosts.defer(site.accepted("/b", attempt=2)) is None


async def test_a_url_of_another_origin_leaves_the_crawl_delay_of_its_host_in_force(
    site: Site, start: Start
) -> None:
    site.robots("Crawl-delay: 2")
    visitor = (await start()).visitor
    await visitor.visit(site.accepted("/a"))
    async with running_site() as silent:  # the same host at another port, with no robots.txt
        await asyncio.gather(
            visitor.visit(site.accepted("/b")), visitor.visit(silent.accepted("/c"))
        )
        times = sorted(site.times("/a") + site.times("/b") + silent.times("/c"))
    assert len(times) == 3
    assert all(after - before > 2 - LAG_SECONDS for before, after in pairwise(times))


async def test_a_crawl_delay_outlives_its_robots_txt_and_the_process(
    site: Site, start: Start
) -> None:
    site.robots("Crawl-delay: 3")
    visitor = (await start(fetch_short_wait_seconds="1")).visitor
    await visitor.visit(site.accepted("/a"))
    restarted = await start(fetch_short_wait_seconds="1")
    await restarted.store.run(site_files.forget_expired, time.time() + 86_400)
    visit = await restarted.visitor.visit(site.accepted("/b"))
    assert isinstance(visit.result, Deferred)
    assert visit.result.why == "crawl_delay"
    assert site.times("/b") == []


def measured(name: str, **labels: str) -> float:
    """What the process has counted until now."""
    return REGISTRY.get_sample_value(f"newsreel_{name}", labels) or 0.0


async def test_the_wait_for_a_turn_is_counted_in_memory_and_in_the_schedule(
    site: Site, start: Start
) -> None:
    visitor = (await start(fetch_delay_seconds="1")).visitor
    deferred = site.accepted("/a").model_copy(update={"waited_ms": 40_000.0})
    tried_again = site.accepted("/b", attempt=2).model_copy(update={"waited_ms": 3_600_000.0})
    before = measured("politeness_wait_seconds_sum")
    await visitor.visit(deferred)
    assert measured("politeness_wait_seconds_sum") - before == pytest.approx(40, abs=0.5)
    await visitor.visit(tried_again)
    assert measured("politeness_wait_seconds_sum") - before == pytest.approx(41, abs=0.8)


async def test_a_phase_that_did_not_happen_is_not_counted(site: Site, start: Start) -> None:
    visitor = (await start()).visitor
    phases = ("dns", "connect", "tls", "first_byte")
    before = [measured("fetch_phase_seconds_count", phase=phase) for phase in phases]
    for path in ("/a", "/b"):
        await visitor.visit(site.accepted(path))
    after = [measured("fetch_phase_seconds_count", phase=phase) for phase in phases]
    dns, connect, tls, first_byte = (now - then for now, then in zip(after, before, strict=True))
    assert (dns, tls) == (0, 0)
    assert connect < first_byte == 2
