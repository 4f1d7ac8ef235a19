"""A webhook's answer decides when it is tried again, and when no more."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from services import metrics
from services.cli.clients.store import connected
from services.policy.addresses import AddressPolicy
from services.settings import Settings
from services.sinks.webhook.attempt import Attempt, result_of
from services.sinks.webhook.delivery import Delivery, Result, State
from services.sinks.webhook.post import Poster
from services.sinks.webhook.queue import claim, counts, dead, enqueue, note_results
from services.sinks.webhook.signing import secrets_of
from services.sinks.webhook.sink import WebhookSink, make
from services.sinks.webhook.tables import METADATA, SERVICE
from tests.sinks.webhook.support import running, settings, states, until
from tests.support.published import published
from tests.support.sinks import entry
from tests.support.stores import running as working
from tests.support.webhook_receiver import SECRET, Receiver, receiving


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
