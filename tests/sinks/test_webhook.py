"""`newsreel sink webhook`: signed as the standard says, tried by its schedule, never lost."""

import asyncio
import base64
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from io import StringIO
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from standardwebhooks import Webhook

from services import metrics
from services.cli.clients.store import connected
from services.cli.setup.stores import all_tables, check, upgrade
from services.policy.addresses import AddressPolicy
from services.settings import BadSettings, Settings
from services.sinks.webhook.attempt import Attempt, result_of
from services.sinks.webhook.delivery import Delivery, Result, State
from services.sinks.webhook.post import Poster
from services.sinks.webhook.queue import claim, counts, dead, enqueue, note_results
from services.sinks.webhook.signing import body_of, secrets_of, signed_headers
from services.sinks.webhook.sink import WebhookSink, make
from services.sinks.webhook.tables import METADATA, SERVICE
from services.stage.store.database import database_url, open_engine
from services.stage.store.errors import SchemaBehind, StoreUnavailable
from services.stage.store.migrations import upgrade as upgrade_tables
from tests.support.published import AT, published, retracted
from tests.support.sinks import SinkProcess, Wire, entry, removal, wait_until
from tests.support.stores import DATABASES, differences, store_url
from tests.support.stores import running as working
from tests.support.webhook_receiver import SECRET, Receiver, receiving

LOOPBACK = "127.0.0.0/8"
OTHER = "whsec_" + base64.b64encode(b"another secret of 24 byte").decode()


def settings(folder: Path, url: str | None, **values: Any) -> Settings:
    return Settings(
        **{
            "store": f"sqlite:///{folder}/state",
            "sink_webhook_url": url,
            "sink_webhook_secret": SECRET,
            "sink_webhook_allowed_networks": LOOPBACK,
            "sink_webhook_retry_delays_seconds": "0.1,0.2",
            "sink_webhook_timeout_seconds": 5,
            **values,
        }
    )


@asynccontextmanager
async def running(config: Settings) -> AsyncIterator[WebhookSink]:
    sink = make(config)
    await sink.start()
    try:
        yield sink
    finally:
        await sink.stop()


async def until(is_so: Callable[[], bool], seconds: float = 15) -> None:
    await asyncio.to_thread(wait_until, is_so, time.monotonic() + seconds)


def states(config: Settings) -> dict[str, int]:
    with connected(config, SERVICE) as connection:
        return counts(connection)


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


@pytest.mark.parametrize("database", DATABASES)
def test_the_revisions_give_the_tables_that_the_code_wants(
    tmp_path: Path, database: str, request: pytest.FixtureRequest
) -> None:
    engine = open_engine(database_url(store_url(database, tmp_path / "state", request), "test"))
    with engine.begin() as connection:
        upgrade_tables(connection, SERVICE, METADATA)
    assert differences(engine, SERVICE, METADATA) == []
    engine.dispose()


async def test_the_operator_says_who_makes_the_tables(tmp_path: Path) -> None:
    config = settings(tmp_path, "https://hooks.example/", store_upgrade=False)
    sink, console = make(config), Console(file=StringIO())
    with pytest.raises(SchemaBehind, match="newsreel store upgrade"):
        await sink.start()
    await sink.stop()
    assert check(config, console) == 1  # those of the stages
    assert upgrade(config, console) == 0
    assert check(config, console) == 0
    async with running(config):
        pass


async def test_a_sink_that_nobody_runs_has_no_tables_and_is_not_behind(tmp_path: Path) -> None:
    config = settings(tmp_path, "https://hooks.example/")
    for tables in all_tables():
        with connected(config, tables.service) as connection:
            upgrade_tables(connection, tables.service, tables.metadata)
    assert check(config, Console(file=StringIO())) == 0


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


def counted(metric: Any, label: str) -> float:
    (family,) = metric.collect()
    return sum(
        float(sample.value)
        for sample in family.samples
        if sample.name.endswith("_total") and sample.labels["stage"] == label
    )


async def test_a_named_sink_counts_under_its_name_and_a_dead_letter_is_no_retry(
    tmp_path: Path,
) -> None:
    with receiving(Receiver(lambda _: 500)) as receiver:
        config = settings(tmp_path, receiver.url)
        sink = make(config, "counted")
        await sink.start()
        await sink.write([entry(published(1))])
        await until(lambda: states(config) == {"dead": 1})
        await sink.stop()
    assert counted(metrics.RETRIES, "sink-webhook-counted") == 2
    assert counted(metrics.DEAD_LETTERS, "sink-webhook-counted") == 1


async def test_a_failure_is_tried_again_with_the_same_id_and_a_new_time(tmp_path: Path) -> None:
    with receiving(Receiver(lambda number: 500 if number < 2 else 200)) as receiver:
        async with running(settings(tmp_path, receiver.url)) as sink:
            await sink.write([entry(published(1))])
            await until(lambda: len(receiver.taken) == 1)
    assert len(receiver.requests) == 3
    assert len(set(receiver.requests)) == 1


async def test_after_the_last_try_it_is_a_dead_letter_that_can_be_tried_again(
    tmp_path: Path,
) -> None:
    with receiving(Receiver(lambda number: 500 if number < 3 else 200)) as receiver:
        config = settings(tmp_path, receiver.url)
        async with running(config) as sink:
            await sink.write([entry(published(1))])
            await until(lambda: states(config) == {"dead": 1})
            with connected(config, SERVICE) as connection:
                (letter,) = dead(connection)
            assert (letter.attempts, letter.error) == (3, "status 500")
            listed = webhook_command(config, "list")
            assert letter.event_id in listed
            assert "status 500" in listed
            assert "1 will be tried again" in webhook_command(config, "retry", letter.event_id)
            await until(lambda: states(config) == {"delivered": 1})


def webhook_command(config: Settings, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "services.cli.main", "webhook", *words],
        env={"NEWSREEL_STORE": config.store, "PYTHONPATH": ":".join(sys.path), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize(
    ("attempt", "state", "least_wait"),
    [
        (Attempt(200), "delivered", 0),
        (Attempt(299), "delivered", 0),
        (Attempt(302), "waiting", 5),
        (Attempt(404), "waiting", 5),
        (Attempt(503, retry_after_seconds=900), "waiting", 900),
        (Attempt(429, retry_after_seconds=1), "waiting", 5),
        (Attempt(None, "no answer within 20 s"), "waiting", 5),
    ],
)
def test_what_a_response_means(attempt: Attempt, state: str, least_wait: float) -> None:
    result = result_of("id", 1, attempt, (5, 300), now=1000)
    assert result.state == state
    assert least_wait <= result.due_at - 1000 <= least_wait * 1.2


@pytest.mark.parametrize("late", ["waiting", "dead"])
async def test_a_late_failure_of_who_lost_its_claim_leaves_what_was_taken(
    tmp_path: Path, late: State
) -> None:
    """It was frozen for longer than its claim; its body is gone, and it would be tried for ever."""
    async with working(f"sqlite:///{tmp_path}", SERVICE, METADATA) as store:
        await store.run(enqueue, [Delivery("event", b"{}", "a" * 32, 1)])
        for _ in range(2):
            assert len(await store.run(claim, 99, 10, -1, None)) == 1
        await store.call(note_results, Result("event", "delivered", 1, 99))
        await store.call(note_results, Result("event", late, 1, 99, "no answer within 30 s"))
        assert await store.run(claim, 999, 10, 30, None) == []
        assert await store.run(counts) == {"delivered": 1}


def test_the_default_schedule_is_the_standard_s_own_and_spans_three_days() -> None:
    delays = Settings.model_fields["sink_webhook_retry_delays_seconds"].default
    assert len(delays) == 9
    assert sum(delays) == 75 * 3600 + 35 * 60 + 5
    assert result_of("id", 9, Attempt(500), delays, 0).state == "waiting"
    assert result_of("id", 10, Attempt(500), delays, 0).state == "dead"


async def test_an_endpoint_that_has_too_much_to_do_is_left_alone(tmp_path: Path) -> None:
    busy = Receiver(lambda number: (429, {"Retry-After": "2"}) if number == 0 else 200)
    with receiving(busy) as receiver:
        config = settings(tmp_path, receiver.url, sink_webhook_requests_max=1)
        async with running(config) as sink:
            await sink.write([entry(published(n)) for n in range(2)])
            await until(lambda: len(receiver.requests) == 1)
            at = time.monotonic()
            await until(lambda: len(receiver.taken) == 2)
            assert time.monotonic() - at > 1.5


class Answers(Poster):
    """An endpoint that is busy at first."""

    def __init__(self) -> None:
        super().__init__("https://hooks.example/", AddressPolicy(()), 1)
        self.asked = 0

    async def post(self, body: bytes, headers: Mapping[str, str]) -> Attempt:
        """Count, and answer."""
        self.asked += 1
        return Attempt(429, None, 0.1) if self.asked == 1 else Attempt(200)


async def test_a_clock_that_is_put_back_does_not_leave_the_endpoint_alone_for_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    poster = Answers()
    config = settings(tmp_path, "https://hooks.example/")
    sink = WebhookSink(config, poster, secrets_of(SECRET))
    right = time.time
    monkeypatch.setattr(time, "time", lambda: right() + 86_400)
    await sink.start()
    try:
        await sink.write([entry(published(1))])
        await until(lambda: poster.asked == 1)
        monkeypatch.setattr(time, "time", right)
        await sink.write([entry(published(2))])
        await until(lambda: poster.asked == 2)
    finally:
        await sink.stop()


async def test_an_endpoint_that_is_gone_gets_nothing_more_and_nothing_is_lost(
    tmp_path: Path,
) -> None:
    with receiving(Receiver(lambda number: 410)) as receiver:
        config = settings(tmp_path, receiver.url, sink_webhook_requests_max=1)
        async with running(config) as sink:
            await sink.write([entry(published(n)) for n in range(3)])
            await until(lambda: sink.problem is not None)
            await asyncio.sleep(0.5)
        assert "410" in (sink.problem or "")
        assert len(receiver.requests) == 1
        assert states(config) == {"waiting": 3}


def test_two_secrets_sign_so_that_a_receiver_with_either_verifies() -> None:
    body = body_of("articles.published.v1", AT, b'{"title":"\xc3\xa9"}')
    headers = signed_headers("evt", body, secrets_of(f"{OTHER}, {SECRET}"), int(time.time()))
    for secret in (OTHER, SECRET):
        assert Webhook(secret).verify(body, headers)["data"] == {"title": "é"}


@pytest.mark.parametrize("secret", ["", "secret", "whsec_", "whsec_c2hvcnQ=", "whsec_!!!"])
def test_a_secret_that_is_none_is_told_at_the_start(tmp_path: Path, secret: str) -> None:
    with pytest.raises(BadSettings, match="NEWSREEL_SINK_WEBHOOK_SECRET"):
        make(settings(tmp_path, "https://hooks.example/", sink_webhook_secret=secret))


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        (None, "is needed"),
        ("", "is needed"),
        ("ftp://hooks.example/", "want http"),
        ("hooks.example/in", "want http"),
        ("http://hooks.example:99999/", "Port out of range"),
    ],
)
def test_a_url_that_is_missing_is_told_apart_from_one_that_is_wrong(
    tmp_path: Path, url: str | None, fault: str
) -> None:
    with pytest.raises(BadSettings, match=f"NEWSREEL_SINK_WEBHOOK_URL:? {fault}"):
        make(settings(tmp_path, url))


@pytest.mark.parametrize(
    "url", ["", "ftp://a.example/", "https:///x", "http://10.0.0.1/", "http://[::1]/", "http://0x7f.1/"]
)  # fmt: skip
def test_an_address_that_may_not_be_reached_is_told_at_the_start(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadSettings, match="NEWSREEL_SINK_WEBHOOK_URL"):
        make(settings(tmp_path, url, sink_webhook_allowed_networks=""))


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


@pytest.mark.timeout(300)
@pytest.mark.slow
def test_killed_in_the_middle_of_batches_it_delivers_each_revision(
    tmp_path: Path, wire: Wire
) -> None:
    articles = [published(n) for n in range(150)]
    wire.publish(*articles, retracted(1), *articles[:50])
    with receiving(Receiver()) as receiver:
        values = {
            "NEWSREEL_SINK_WEBHOOK_URL": receiver.url,
            "NEWSREEL_SINK_WEBHOOK_SECRET": SECRET,
            "NEWSREEL_SINK_WEBHOOK_ALLOWED_NETWORKS": LOOPBACK,
            "NEWSREEL_SINK_WEBHOOK_TIMEOUT_SECONDS": "0.5",
            "NEWSREEL_SINK_BATCH_MAX": "20",
        }
        process = SinkProcess("webhook", wire.bootstrap, tmp_path, values)
        process.survive_kills(lambda: len(receiver.taken), 151, kills=2)
    data = [each["data"] for each in receiver.taken.values() if "revision" in each["data"]]
    found = Counter((each["article_id"], each["revision"], "reason" in each) for each in data)
    assert set(found.values()) == {1}
    assert len(found) == 151
