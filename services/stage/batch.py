"""What is done with the events of a batch: as `handling` does it, but each step once for all.

Each event still ends by itself. Where the function fails for the batch, it is given one event at a
time; what cannot be decoded or sent is parked alone.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from schemas.envelope import BadEnvelope, Envelope, Message
from schemas.outcomes import Reason
from schemas.passport import Passport, Stamp
from services import metrics
from services.clock import now
from services.logs import about, logger
from services.stage.handling import Handle, Handled, Handling
from services.stage.kafka.producer import KafkaUnavailable, MessageTooLarge
from services.stage.outage import GaveUp
from services.stage.outbox import Outbox, Result, outbox
from services.stage.record import Record

HandleMany = Callable[[Sequence[Envelope[Any]]], Awaitable[Sequence[Result | Handled]]]
"""Returns one result for each envelope, in their order. Told twice of an event, does it once."""


@dataclass(frozen=True, slots=True)
class Together:
    """Which events a stage works on together, though it takes the others one by one, and how."""

    wanted: Callable[[Record], bool]
    """Asked of every event as it comes, so it only looks; never raises."""
    handle: HandleMany

    def parted(self, records: Sequence[Record]) -> tuple[list[Record], list[Record]]:
        """Return those to be worked on together, and the others."""
        parts: tuple[list[Record], list[Record]] = ([], [])
        for record in records:
            parts[not self.wanted(record)].append(record)
        return parts


Worked = Handled | Exception
"""How the function ended for one event; an exception is one that nobody foresaw."""


class BatchHandling(Handling):
    """The shell around a stage's function that takes many events at a time."""

    async def run_many(self, records: Sequence[Record], handle: HandleMany) -> None:
        """Handle all events to their ends; raise `GaveUp` where what they need stays away."""
        started = time.perf_counter()
        whole = f"{records[0].place}-{records[-1].offset}"
        about(place=whole)
        boxes = await self._worked(records, handle, started)
        about(place=whole)
        await self._send_all(records, boxes)
        self._count_all(boxes, time.perf_counter() - started)

    # ------------------------------------------------------------ the function

    async def _worked(
        self, records: Sequence[Record], handle: HandleMany, started: float
    ) -> list[Outbox]:
        opened = [self._opened(record) for record in records]
        envelopes = [each for each in opened if isinstance(each, Envelope)]
        results = iter(await self._ended(handle, envelopes) if envelopes else [])
        stamp = Stamp.of(self._step.stage, now(), (time.perf_counter() - started) * 1000)
        return [
            self._boxed(record, each, next(results), stamp) if isinstance(each, Envelope) else each
            for record, each in zip(records, opened, strict=True)
        ]

    def _opened(self, record: Record) -> Envelope[Any] | Outbox:
        try:
            return self._decode(record)
        except BadEnvelope as error:
            return self._parked(record, Reason.UNDECODABLE, error)
        except Exception as error:  # a bug in decoding is parked like any other
            return self._parked(record, Reason.UNEXPECTED, error)

    async def _ended(self, handle: HandleMany, envelopes: list[Envelope[Any]]) -> list[Worked]:
        try:
            return await self._patience.insist(lambda: self._in_one(handle, envelopes))
        except GaveUp:
            raise
        except Exception as error:
            logger().warning("batch_split", events=len(envelopes), error=repr(error)[:300])
            alone = _one_by_one(handle)
            return await asyncio.gather(*(self._alone(alone, each) for each in envelopes))

    async def _in_one(self, handle: HandleMany, envelopes: list[Envelope[Any]]) -> list[Worked]:
        async with asyncio.timeout(self._deadline_seconds / 2):  # the rest is for one at a time
            results = await handle(envelopes)
        if len(results) != len(envelopes):
            raise ValueError(f"{len(results)} results for {len(envelopes)} events")
        return [each if isinstance(each, Handled) else Handled(each) for each in results]

    async def _alone(self, handle: Handle, envelope: Envelope[Any]) -> Worked:
        about(event_id=envelope.id, submission_id=envelope.passport.submission_id)
        try:
            return await self._handled(handle, envelope)
        except GaveUp:
            raise
        except Exception as error:
            return error

    # ------------------------------------------------------------ what comes of it

    def _boxed(
        self, record: Record, envelope: Envelope[Any], ended: Worked, stamp: Stamp
    ) -> Outbox:
        if isinstance(ended, Exception):
            return self._parked(record, Reason.UNEXPECTED, ended, envelope.passport)
        if ended.note:
            stamp = stamp.model_copy(update={"note": ended.note})
        try:
            passport = (ended.passport or envelope.passport).with_stamp(stamp)
            return outbox(self._step, envelope, passport, ended.result, stamp.at)
        except Exception as error:
            return self._parked(record, Reason.UNEXPECTED, error, envelope.passport)

    def _parked(
        self, record: Record, reason: Reason, error: Exception, passport: Passport | None = None
    ) -> Outbox:
        about(place=record.place)
        return self._park(record, reason, error, passport)

    async def _send_all(self, records: Sequence[Record], boxes: list[Outbox]) -> None:
        """Send everything, and park what is too large for its topic."""
        for number, error in (await self._sent(boxes)).items():
            if boxes[number].error is not None:
                raise error
            boxes[number] = self._parked(records[number], Reason.UNEXPECTED, error)
            await self._send(records[number], boxes[number])

    async def _sent(self, boxes: Sequence[Outbox]) -> dict[int, MessageTooLarge]:
        """Send the first messages of all, then the second; return what was refused, by number."""
        refused: dict[int, MessageTooLarge] = {}
        for turn in range(max(len(box.messages) for box in boxes)):
            by_topic: dict[str, dict[int, Message]] = {}
            for number, box in enumerate(boxes):
                if turn < len(box.messages) and number not in refused:
                    topic, message = box.messages[turn]
                    by_topic.setdefault(topic.name, {})[number] = message
            for topic_name, messages in by_topic.items():
                refused |= await self._confirmed_all(topic_name, messages)
        return refused

    async def _confirmed_all(
        self, topic: str, messages: dict[int, Message]
    ) -> dict[int, MessageTooLarge]:
        """Send until each is confirmed or refused; what was confirmed is not sent again."""
        refused: dict[int, MessageTooLarge] = {}

        async def send() -> None:
            ended = await self._producer.send_many(topic, list(messages.values()))
            away: KafkaUnavailable | None = None
            for number, error in zip(list(messages), ended, strict=True):
                if isinstance(error, KafkaUnavailable):
                    away = error
                    continue
                del messages[number]
                if error is not None:
                    refused[number] = error
            if away is not None:
                raise away

        await self._patience.insist(send)
        return refused

    def _count_all(self, boxes: Sequence[Outbox], seconds: float) -> None:
        stage = self._step.stage
        for (outcome, reason), count in Counter((box.outcome, box.reason) for box in boxes).items():
            metrics.EVENTS.labels(stage, outcome, reason).inc(count)
        for error, count in Counter(box.error for box in boxes if box.error is not None).items():
            metrics.DEAD_LETTERS.labels(stage, error).inc(count)
        duration = metrics.STAGE_DURATION.labels(stage)
        for _ in boxes:
            duration.observe(seconds)
        metrics.LAST_PROGRESS.labels(stage).set(time.time())


def _one_by_one(handle: HandleMany) -> Handle:
    async def alone(envelope: Envelope[Any]) -> Result | Handled:
        (result,) = await handle([envelope])
        return result

    return alone
