"""A record that Python cannot hold ends as a dead letter at every stage, and harms no neighbour."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import orjson
import pytest

from schemas.envelope import Message
from schemas.pipeline import LEDGER, OUTCOMES, PIPELINE, SUBMITTED, Step
from services.stage.dependencies import Dependencies
from services.stage.emission import Result
from services.stage.endings import Done
from services.stage.handling.handling import Handling
from services.stage.kafka.patches.header_names import SafeRecords
from services.stage.record import Record
from services.stage.stage import Stage
from tests.support.raw_batches import Raw, batch

ODD: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "odd_records.toml").read_text()
)
NOW_MS = int(datetime(2026, 3, 1, tzinfo=UTC).timestamp() * 1000)
PASSPORT = orjson.dumps(
    {"submission_id": "s-1", "submitted_url": "u", "submitted_at": "2026-03-01T00:00:00Z"}
)


@dataclass
class Brokers:
    """Confirm everything, and keep it."""

    kept: list[tuple[str, Message]] = field(default_factory=list)

    async def send_many(self, topic: str, messages: Sequence[Message]) -> list[None]:
        self.kept += [(topic, message) for message in messages]
        return [None] * len(messages)

    def on(self, topic: str) -> list[Message]:
        return [message for name, message in self.kept if name == topic]


def raw(case: dict[str, Any], value: bytes = b"\xffvalue") -> Raw:
    """The record of a case, as a client writes it."""
    name = case.get("name", "plain").encode("latin-1").decode("unicode_escape").encode("latin-1")
    headers = [(b"newsreel_passport", PASSPORT), (name, b"\xff")]
    return Raw(value, headers, case.get("timestamp_ms", NOW_MS), b"key\xff")


def fetched(topic: str, *records: Raw) -> list[Record]:
    """The records as they come out of aiokafka, one batch each."""
    came = SafeRecords(b"".join(batch([each]) for each in records))
    read: list[Record] = []
    while came.has_next():
        for each in came.next_batch():
            where = {"topic": topic, "partition": 0, "offset": len(read)}
            what = {name: getattr(each, name) for name in ("key", "value", "headers", "timestamp")}
            read.append(Record.of(SimpleNamespace(**where, **what)))
    return read


async def done(envelopes: Sequence[Any]) -> list[Result]:
    return [Done()] * len(envelopes)


async def handle(step: Step, records: list[Record]) -> Brokers:
    """Give records to the shell of a stage, whose function is content with everything."""
    brokers = Brokers()
    stage: Stage = import_module(step.module).stage
    await Handling(step, stage.decode, brokers, Dependencies(5), 10).run(records, done)
    return brokers


@pytest.mark.parametrize("step", PIPELINE, ids=lambda step: step.stage)
@pytest.mark.parametrize("name", ODD)
async def test_an_odd_record_becomes_a_dead_letter_with_its_bytes(name: str, step: Step) -> None:
    for topic in step.consumes:
        brokers = await handle(step, fetched(topic.name, raw(ODD[name])))
        (letter,) = brokers.on(step.dead_letters.name)
        assert (letter.key, letter.value) == (b"key\xff", b"\xffvalue")
        is_answered = step is not LEDGER and topic is not OUTCOMES  # an answer needs none
        assert len(brokers.on(OUTCOMES.name)) == is_answered


@pytest.mark.parametrize("name", ODD)
async def test_a_submission_is_answered_beside_its_neighbours(name: str) -> None:
    urls = [b"https://a.example/%d" % number for number in range(3)]
    good = [Raw(url, timestamp_ms=NOW_MS) for url in urls]
    records = fetched(SUBMITTED.name, good[0], raw(ODD[name], urls[1]), good[2])
    brokers = await handle(PIPELINE[0], records)
    (outcome,) = [orjson.loads(each.value or b"") for each in brokers.on(OUTCOMES.name)]
    assert (outcome["url"], outcome["reason"]) == (urls[1].decode(), "undecodable")
    assert ODD[name]["problem"] in outcome["detail"]
    (letter,) = brokers.on(PIPELINE[0].dead_letters.name)
    assert ODD[name]["problem"] in letter.header["newsreel_dlq_message"]


@pytest.mark.parametrize("name", ODD)
def test_what_is_kept_of_it_any_client_can_read(name: str) -> None:
    (record,) = fetched(SUBMITTED.name, raw(ODD[name]))
    assert [each.encode().decode() for each, _ in record.headers] == [*record.header]
    assert record.at.isoformat()


@pytest.mark.parametrize("at_ms", [0, -1, 253402300799999, NOW_MS])
def test_a_time_that_python_holds_is_no_problem(at_ms: int) -> None:
    (record,) = fetched(SUBMITTED.name, Raw(b"x", timestamp_ms=at_ms))
    assert record.problem is None
    assert abs(record.at.timestamp() * 1000 - at_ms) < 1
