"""`newsreel sink webhook`: signed as the standard says, and each event comes, once."""

import asyncio
import time
from collections import Counter
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from services.cli.clients.store import connected
from services.policy.addresses import AddressPolicy
from services.sinks.webhook.post import Poster
from services.sinks.webhook.queue import dead, note_results
from services.sinks.webhook.sink import make
from services.sinks.webhook.tables import SERVICE
from services.stage.store.errors import StoreUnavailable
from tests.sinks.webhook.support import LOOPBACK, running, settings, states, until
from tests.support.published import merged, published, retracted
from tests.support.sinks import SinkProcess, Wire, entry, removal
from tests.support.webhook_receiver import SECRET, Receiver, receiving


async def test_the_official_library_verifies_what_comes(tmp_path: Path) -> None:
    article, end = entry(published(1)), entry(retracted(2))
    with receiving(Receiver()) as receiver:
        config = settings(tmp_path, receiver.url)
        async with running(config) as sink:
            await sink.write([article, end, removal(2)])
            await until(lambda: len(receiver.taken) == 2)
            await until(lambda: states(config) == {"delivered": 2})
    taken = receiver.taken[article.event_id]
    assert taken["type"] == "articles.published.v1"
    assert taken["timestamp"] == "2026-03-01T12:00:00Z"
    assert taken["data"]["title"] == "News 1"
    assert receiver.taken[end.event_id]["data"]["reason"] == "tombstone"


async def test_a_merge_of_stories_is_an_event_of_its_own_once(tmp_path: Path) -> None:
    merge = entry(merged(1))
    with receiving(Receiver()) as receiver:
        config = settings(tmp_path, receiver.url)
        async with running(config) as sink:
            await sink.write([merge])
            await until(lambda: states(config) == {"delivered": 1})
            await sink.write([merge, entry(published(1))])
            await until(lambda: states(config) == {"delivered": 2})
    told = receiver.taken[merge.event_id]
    assert (told["type"], told["timestamp"]) == ("stories.merged.v1", "2026-03-01T12:00:00Z")
    assert told["data"]["merged_story_id"] == f"{1:032x}"
    assert set(Counter(receiver.requests).values()) == {1}


async def test_an_event_that_comes_again_is_not_sent_again(tmp_path: Path) -> None:
    again = [entry(published(n)) for n in range(3)]
    with receiving(Receiver()) as receiver:
        async with running(settings(tmp_path, receiver.url)) as sink:
            await sink.write(again)
            await until(lambda: len(receiver.taken) == 3)
            await sink.write([*again, entry(published(9))])
            await until(lambda: len(receiver.taken) == 4)
    assert set(Counter(receiver.requests).values()) == {1}


async def test_a_second_endpoint_by_a_name_gets_each_event_too(tmp_path: Path) -> None:
    article = entry(published(1))
    with receiving(Receiver()) as first, receiving(Receiver(lambda _: 500)) as second:
        config = settings(tmp_path, first.url)
        named = make(settings(tmp_path, second.url), "backup")
        await named.start()
        async with running(config) as sink:
            await sink.write([article])
            await named.write([article])
            await until(lambda: states(config) == {"delivered": 1, "dead": 1})
        await named.stop()
        with connected(config, SERVICE) as connection:
            (letter,) = dead(connection)
    assert letter.event_id == f"backup/{article.event_id}"
    assert set(first.requests) == set(second.requests) == {article.event_id}


async def test_a_response_that_breaks_off_behind_its_status_has_taken_the_event() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    policy = AddressPolicy((ip_network(LOOPBACK),), allowed_ports=None)
    poster = Poster(f"http://127.0.0.1:{port}/", policy, timeout_seconds=5)
    await poster.start()
    assert (await poster.post(b"{}", {})).is_success
    await poster.stop()
    server.close()


async def test_a_store_that_is_away_for_one_result_cuts_no_other_attempt_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slower_each_time(number: int) -> int:
        time.sleep(0.5 * number)
        return 200

    with receiving(Receiver(slower_each_time)) as receiver:
        config = settings(tmp_path, receiver.url)
        async with running(config) as sink:
            noted, real = [], sink._store.call

            async def away_at_first(work: Any, item: Any) -> Any:
                if work is note_results:
                    noted.append(item)
                    if len(noted) == 1:
                        raise StoreUnavailable("away")
                return await real(work, item)

            monkeypatch.setattr(sink._store, "call", away_at_first)
            await sink.write([entry(published(n)) for n in range(3)])
            await until(lambda: states(config) == {"delivered": 2, "waiting": 1})
            assert len(receiver.requests) == 3


async def test_a_name_that_leads_to_a_private_address_is_not_reached() -> None:
    with receiving(Receiver()) as receiver:
        url = receiver.url.replace("127.0.0.1", "localhost")
        poster = Poster(url, AddressPolicy(allowed_ports=None), timeout_seconds=5)
        await poster.start()
        attempt = await poster.post(b"{}", {})
        await poster.stop()
    assert attempt.status is None
    assert "is loopback" in (attempt.error or "")
    assert not receiver.requests


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"HTTP/1.1 20", "the connection was closed"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "what answers does not speak HTTP"),
        (b"\x00\xff\xfe\r\n\r\n", "what answers does not speak HTTP"),
        (b"HTTP/1.1 99999 X\r\n\r\n", "what answers does not speak HTTP"),
    ],
)
async def test_a_failure_is_told_in_few_words_without_the_url_that_is_a_secret(
    answer: bytes, said: str
) -> None:
    async def answered(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"{}")
        writer.write(answer)
        writer.close()

    async with await asyncio.start_server(answered, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        policy = AddressPolicy((ip_network(LOOPBACK),), allowed_ports=None)
        poster = Poster(f"http://127.0.0.1:{port}/T0K3N", policy, timeout_seconds=5)
        await poster.start()
        attempt = await poster.post(b"{}", {})
        await poster.stop()
    assert (attempt.status, attempt.error) == (None, said)


@pytest.mark.timeout(300)
@pytest.mark.slow
def test_killed_in_the_middle_of_batches_it_delivers_each_revision(
    tmp_path: Path, wire: Wire
) -> None:
    articles = [published(n) for n in range(150)]
    wire.publish(*articles, retracted(1), *map(merged, range(9)), *articles[:50])
    with receiving(Receiver()) as receiver:
        values = {
            "NEWSREEL_SINK_WEBHOOK_URL": receiver.url,
            "NEWSREEL_SINK_WEBHOOK_SECRET": SECRET,
            "NEWSREEL_SINK_WEBHOOK_ALLOWED_NETWORKS": LOOPBACK,
            "NEWSREEL_SINK_WEBHOOK_TIMEOUT_SECONDS": "0.5",
            "NEWSREEL_SINK_BATCH_MAX": "20",
        }
        process = SinkProcess("webhook", wire.bootstrap, tmp_path, values)
        process.survive_kills(lambda: len(receiver.taken), 160, kills=2)
    data = [each["data"] for each in receiver.taken.values() if "revision" in each["data"]]
    found = Counter((each["article_id"], each["revision"], "reason" in each) for each in data)
    assert set(found.values()) == {1}
    assert len(found) == 151
    told = [each["data"] for each in receiver.taken.values() if "merged_story_id" in each["data"]]
    assert len({each["merged_story_id"] for each in told}) == len(told) == 9
