"""The life of a worker process: how it ends, how it freezes, how it is found out when it rests."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from confluent_kafka.admin import AdminClient

from tests.conftest import Broker
from tests.harness.delivery.bench import Bench
from tests.harness.delivery.spec import Act

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.fixture
def bench(kafka: Broker, tmp_path: Path) -> Iterator[Bench]:
    """Topics with four partitions."""
    own = Bench(kafka.bootstrap, tmp_path, partitions=4)
    own.create_topics()
    yield own
    own.close()


def assert_members(bench: Bench, count: int) -> None:
    """Ask who is in the group; the embedded broker does not tell."""
    if os.environ.get("KAFKA") == "apache":
        admin = AdminClient({"bootstrap.servers": bench.kafka, "log_level": 0})
        group = f"newsreel-{bench.stage}"
        described = admin.describe_consumer_groups([group])[group].result(20)
        assert len(described.members) == count


def test_sigterm_finishes_what_is_in_flight_and_leaves_the_group(bench: Bench) -> None:
    worker = bench.worker(
        script=dict.fromkeys(range(20), "slow"), environment={"NEWSREEL_STOP_GRACE_SECONDS": "15"}
    )
    bench.submit(range(20))
    bench.wait_for(lambda: all(map(bench.begun, range(20))), "all are in flight")
    assert_members(bench, 1)
    assert worker.stop() == 0
    assert_members(bench, 0)
    bench.wait_for_numbers(range(20), seconds=10)
    assert "given_back=0" in worker.tail()
    assert redelivered(bench, 20) == {}


def test_sigterm_gives_back_what_does_not_finish_within_the_grace(bench: Bench) -> None:
    worker = bench.worker(script={0: "hang", 7: "hang"})
    bench.submit(range(20))
    bench.wait_for_numbers(set(range(20)) - {0, 7})
    assert worker.stop() == 0
    assert "given_back=2" in worker.tail()
    assert_members(bench, 0)
    bench.worker()
    bench.wait_for_numbers(range(20))


def test_a_frozen_worker_is_replaced_and_comes_back_without_a_second_answer(bench: Bench) -> None:
    frozen = bench.worker(script=dict.fromkeys(range(30), "slow"))
    bench.submit(range(30))
    bench.wait_for(lambda: all(map(bench.begun, range(30))), "all are in flight")
    frozen.send(signal.SIGSTOP)
    bench.worker()
    bench.wait_for_numbers(range(30))
    frozen.send(signal.SIGCONT)
    bench.submit(range(30, 60))
    bench.wait_for_numbers(range(60))
    bench.wait_until_ready(frozen)
    bench.read(2)
    assert all(len(ids) == 1 for ids in bench.answers.ids.values())


def test_a_worker_that_is_killed_among_others_loses_nothing(bench: Bench) -> None:
    script: dict[int, Act] = dict.fromkeys(range(0, 300, 3), "slow")
    doomed, other = bench.worker(script=script), bench.worker(script=script)
    for worker in (doomed, other):
        bench.wait_until_ready(worker)
    bench.submit(range(300))
    bench.wait_for(lambda: len(bench.answers.sent) > 30, "they are at work")
    doomed.kill()
    bench.wait_for_numbers(range(300))
    assert all(len(ids) == 1 for ids in bench.answers.ids.values())


def test_a_consumer_that_silently_stops_is_found_out(bench: Bench) -> None:
    worker = bench.worker(
        script={0: "silence"}, environment={"NEWSREEL_STALLED_AFTER_SECONDS": "4"}
    )
    bench.wait_until_ready(worker)
    bench.submit([0])
    bench.wait_for_numbers([0])
    assert bench.probe(worker, "live")[0] == 200
    bench.submit(range(1, 20))
    bench.wait_for(lambda: bench.probe(worker, "live")[0] == 503, "it is not alive", 20)
    assert "no offset was committed" in bench.probe(worker, "live")[1]
    assert bench.wait_for_exit(worker) == 1  # by itself: not every supervisor asks the probe
    bench.worker()
    bench.wait_for_numbers(range(20))


def test_a_hole_at_the_end_of_a_topic_is_not_taken_for_a_stop(bench: Bench) -> None:
    if os.environ.get("KAFKA", "tansu") != "apache":
        pytest.skip("the embedded broker has no transactions, whose markers make the holes")
    worker = bench.worker(environment={"NEWSREEL_STALLED_AFTER_SECONDS": "5"})
    bench.submit_in_transaction(range(8))
    bench.wait_for_numbers(range(8))
    for _ in range(12):
        bench.read(1)
        assert bench.probe(worker, "live")[0] == 200


def redelivered(bench: Bench, count: int) -> dict[int, int]:
    """What comes out a second time when another worker goes on."""
    bench.worker()
    bench.submit([count])
    bench.wait_for_numbers([count])
    bench.read(1)
    return {number: times for number, times in bench.answers.sent.items() if times > 1}
