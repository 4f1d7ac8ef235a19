"""Records that Python cannot hold, through a broker and a worker: answered, and nobody harmed."""

import asyncio
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Broker
from tests.harness.delivery.bench import Bench
from tests.support.raw_batches import Raw, send

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

NAME, MICROS = 3, 7
COUNT = 12


@pytest.fixture
def bench(kafka: Broker, tmp_path: Path) -> Iterator[Bench]:
    own = Bench(kafka.bootstrap, tmp_path)
    own.create_topics()
    yield own
    own.close()


def raw(bench: Bench, number: int) -> Raw:
    message = bench.event(number)
    headers = [(name.encode(), value) for name, value in message.headers]
    if number == NAME:
        headers.append((b"\xfcber", b"x"))
    if number == MICROS and os.environ.get("KAFKA") != "apache":  # which refuses the batch
        return Raw(message.value or b"", headers, 1_795_000_000_000_000, message.key)
    # of now: Kafka deletes what is older than the topic keeps, be it read or not
    return Raw(message.value or b"", headers, int(time.time() * 1000), message.key)


@pytest.mark.parametrize("style", ["each", "batch"])
def test_a_batch_with_odd_records_is_answered_and_the_worker_goes_on(
    bench: Bench, style: str
) -> None:
    worker = bench.worker(style=style)  # type: ignore[arg-type]
    asyncio.run(send(bench.kafka, f"{bench.stage}.source", [raw(bench, n) for n in range(COUNT)]))
    bench.submit(range(COUNT, COUNT + 8))
    bench.wait_for_numbers(range(COUNT + 8))
    odd = {NAME} if os.environ.get("KAFKA") == "apache" else {NAME, MICROS}
    assert bench.answers.outcomes == {f"{bench.stage}-{n}": ["undecodable"] for n in odd}
    values = {bench.event(number).value for number in odd}
    bench.wait_for(lambda: len(bench.answers.dead_letters) >= len(odd), "dead letters are there")
    assert {letter.value() for letter in bench.answers.dead_letters} == values
    assert worker.running
