"""Kafka or the store is away: nothing is acked, the probe says so, nothing is lost."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from deploy.kafka.node import ApacheKafka
from services.local.child import LOOPBACK, Child
from services.local.tansu import Tansu
from tests.conftest import Broker, need
from tests.harness.delivery.bench import Bench
from tests.support import postgres

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
QUICK = {"NEWSREEL_KAFKA_REQUEST_TIMEOUT_SECONDS": "2", "NEWSREEL_KAFKA_IDEMPOTENT": "false"}


@pytest.fixture
def database() -> Iterator[postgres.Postgres]:
    """A server of the test's own, to be stopped."""
    need("PostgreSQL", postgres.available, "apt-get install postgresql && make test")
    with postgres.Postgres() as server:
        yield server


@pytest.fixture
def embedded() -> Iterator[Tansu]:
    """An embedded broker of the test's own, not yet started."""
    broker = Tansu()
    yield broker
    broker.stop()


@pytest.fixture
def bench(kafka: Broker, tmp_path: Path) -> Iterator[Bench]:
    """Topics on the broker of the run."""
    with closing(Bench(kafka.bootstrap, tmp_path)) as own:
        own.create_topics()
        yield own


@pytest.fixture
def embedded_bench(embedded: Tansu, tmp_path: Path) -> Iterator[Bench]:
    """A bench at the broker that the test starts and ends."""
    with closing(Bench(f"{LOOPBACK}:{embedded.port}", tmp_path, environment=QUICK)) as own:
        yield own


def test_a_stage_waits_for_kafka_at_its_start_and_says_so(
    embedded: Tansu, embedded_bench: Bench
) -> None:
    worker = embedded_bench.worker(environment={"NEWSREEL_CRASH_AFTER_SECONDS": "0.5"})
    wait_for_words(embedded_bench, worker, "kafka away")
    assert embedded_bench.probe(worker, "live")[0] == 200  # a restart would not help
    embedded.start()
    embedded_bench.create_topics()
    embedded_bench.submit(range(3))
    embedded_bench.wait_for_numbers(range(3))
    embedded_bench.wait_until_ready(worker)


def test_kafka_away_for_too_long_ends_the_process_with_1(
    embedded: Tansu, embedded_bench: Bench
) -> None:
    embedded.start()
    embedded_bench.create_topics()
    worker = embedded_bench.worker(
        script={0: "slow"}, environment={"NEWSREEL_CRASH_AFTER_SECONDS": "2"}
    )
    embedded_bench.submit([0])
    embedded_bench.wait_for(lambda: embedded_bench.begun(0), "it is in flight")
    embedded.kill()
    killed = time.monotonic()
    wait_for_words(embedded_bench, worker, "kafka away", mute_is_fine=True)
    assert embedded_bench.wait_for_exit(worker) == 1
    assert time.monotonic() - killed < 25


def test_a_killed_broker_that_comes_back_loses_nothing(tmp_path: Path) -> None:
    if os.environ.get("KAFKA", "tansu") != "apache":
        pytest.skip("the embedded broker keeps nothing over its end; KAFKA=apache plays it")
    environment = {**QUICK, "NEWSREEL_KAFKA_IDEMPOTENT": "true"}
    with (
        ApacheKafka(brief=True) as broker,
        closing(Bench(broker.bootstrap, tmp_path, environment=environment)) as bench,
    ):
        bench.create_topics()
        worker = bench.worker(script=dict.fromkeys(range(50, 100), "slow"))
        bench.submit(range(100))
        bench.wait_for_numbers(range(50))
        broker.kill()
        wait_for_words(bench, worker, "kafka away")
        broker.restart()
        bench.submit(range(100, 150))
        bench.wait_for_numbers(range(150), seconds=90)
        bench.wait_until_ready(worker)
        assert bench.lost == set()
        assert all(len(ids) == 1 for ids in bench.answers.ids.values())


def test_a_store_that_is_away_for_a_while_loses_nothing(
    database: postgres.Postgres, bench: Bench
) -> None:
    worker = bench.worker(store=database.url)
    bench.submit(range(10))
    bench.wait_for_numbers(range(10))
    database.child.stop(signal.SIGINT)  # fast: sessions are ended
    bench.submit(range(10, 20))
    wait_for_words(bench, worker, "store away")
    assert bench.probe(worker, "live")[0] == 200
    assert bench.answers.numbers(bench.stage) == set(range(10))
    database.start()
    bench.wait_for_numbers(range(20))
    bench.wait_until_ready(worker)
    assert bench.answers.outcomes == {}  # no event was dead-lettered for it


def test_an_idle_stage_says_that_its_store_has_gone_and_come_back(
    database: postgres.Postgres, bench: Bench
) -> None:
    worker = bench.worker(store=database.url)
    bench.wait_until_ready(worker)
    database.child.stop(signal.SIGINT)  # fast: sessions are ended
    wait_for_words(bench, worker, "store away")
    database.start()
    bench.wait_until_ready(worker)


def test_an_idle_stage_says_that_kafka_has_gone(embedded: Tansu, embedded_bench: Bench) -> None:
    embedded.start()
    embedded_bench.create_topics()
    worker = embedded_bench.worker()
    embedded_bench.wait_until_ready(worker)
    embedded.kill()
    wait_for_words(embedded_bench, worker, "kafka away")
    assert worker.running


def test_a_store_away_for_too_long_ends_the_process_with_1_and_the_next_one_goes_on(
    database: postgres.Postgres, bench: Bench
) -> None:
    worker = bench.worker(store=database.url, environment={"NEWSREEL_CRASH_AFTER_SECONDS": "2"})
    bench.wait_until_ready(worker)
    database.child.stop(signal.SIGINT)  # fast: sessions are ended
    bench.submit(range(5))
    assert bench.wait_for_exit(worker) == 1
    database.start()
    bench.worker(store=database.url)
    bench.wait_for_numbers(range(5))


def wait_for_words(bench: Bench, worker: Child, words: str, mute_is_fine: bool = False) -> None:
    """Wait until the worker is not ready and says why."""

    def said() -> bool:
        status, problems = bench.probe(worker, "ready")
        return (status == 503 and words in problems) or (mute_is_fine and not worker.running)

    bench.wait_for(said, f"ready says {words!r}")
