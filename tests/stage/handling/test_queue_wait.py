"""A good page behind many that take long: its own time begins when its turn has come."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from schemas.envelope import Envelope, Message, encode
from schemas.events import UrlAccepted
from schemas.outcomes import Reason
from schemas.passport import Passport
from schemas.pipeline import ACCEPTED, Step
from schemas.topic import Topic
from services.stage.dependencies import Dependencies
from services.stage.endings import Ended
from services.stage.function import one_by_one
from services.stage.handling.handling import Handling
from services.stage.record import Record
from services.stage.submissions import decoder_of
from services.stage.workers.errors import WorkerTimeout
from services.stage.workers.pool import WorkerPool
from tests.support import jobs

AT = datetime(2026, 3, 1, tzinfo=UTC)
STEP = Step("line-probe", "Probe.", (ACCEPTED,), Topic("line.sink.v1", "url", UrlAccepted, 1, 1))
DECODE = decoder_of(STEP)
LIMIT_SECONDS = 0.3
DEADLINE_SECONDS = 1.0


class Brokers:
    """Confirm everything."""

    def __init__(self) -> None:
        self.ends: list[str] = []

    async def send_many(self, topic: str, messages: Sequence[Message]) -> list[None]:
        values = [orjson.loads(message.value or b"{}") for message in messages]
        self.ends += [value.get("reason", topic) for value in values]
        return [None] * len(messages)


def record(number: int, kind: str) -> Record:
    url = f"https://a.example/{kind}"
    passport = Passport(submission_id=f"s-{number}", submitted_url=url, submitted_at=AT)
    data = UrlAccepted(url=url, host="a.example", site="a.example")
    message = encode(Envelope(f"cause-{number}", "test", AT, passport, data), url)
    return Record(ACCEPTED.name, 0, number, AT, message)


async def ends_of(kinds: list[str], with_line: bool) -> list[str]:
    brokers = Brokers()
    async with WorkerPool(jobs.work, size=1, time_limit_seconds=LIMIT_SECONDS) as pool:

        async def worked(envelope: Envelope[Any]) -> UrlAccepted | Ended:
            try:
                await pool.run(envelope.data.url.rpartition("/")[2])
            except WorkerTimeout:
                return Ended(Reason.EXTRACT_TIMEOUT)
            return envelope.data  # type: ignore[no-any-return]

        deadline_seconds = DEADLINE_SECONDS + with_line * pool.queue_wait_seconds(len(kinds))
        shell = Handling(STEP, DECODE, brokers, Dependencies(5), deadline_seconds)
        records = [record(number, kind) for number, kind in enumerate(kinds)]
        await asyncio.gather(*(shell.run([each], one_by_one(worked)) for each in records))
    return brokers.ends


async def test_a_good_page_behind_poison_is_answered_in_its_turn() -> None:
    ends = await ends_of(["hang"] * 5 + ["good"], with_line=True)
    assert ends == ["extract_timeout"] * 5 + ["line.sink.v1"]


async def test_without_the_line_deadlines_would_pass_before() -> None:
    # longer than twice the deadline: where the machine stalls, an event is handled once more
    ends = await ends_of(["hang"] * 12, with_line=False)
    assert STEP.dead_letters.name in ends


@pytest.mark.parametrize("name", ["extract", "enrich"])
def test_a_service_with_workers_reckons_with_its_line(name: str) -> None:
    agent = __import__(f"services.{name}.agent", fromlist=["stage"])
    pool = agent.workers if name == "enrich" else agent.extracted.workers
    in_flight, settings = agent.IN_FLIGHT_MAX, agent.stage.settings
    wanted = settings.event_deadline_seconds + pool.queue_wait_seconds(in_flight)
    assert agent.stage.deadline_seconds == wanted > settings.event_deadline_seconds
