"""One submission's way through the shells of all stages, with the examples' results."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from docs.generate.examples import result_of, submission
from schemas.envelope import Envelope, Message
from schemas.pipeline import ENRICH, EXTRACT, FETCH, INTAKE, PUBLISH, Step
from services.stage.dependencies import Dependencies
from services.stage.emission import Result
from services.stage.handling.handling import Handling
from services.stage.kafka.produce.producer import Unsent
from services.stage.record import Record
from services.stage.submissions import decoder_of
from services.stage.tracing.export import SpanExport

STEPS = (INTAKE, FETCH, EXTRACT, ENRICH, PUBLISH)
AT = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)


@dataclass
class Kept:
    """Brokers that confirm everything."""

    messages: list[tuple[str, Message]] = field(default_factory=list)

    async def send_many(self, topic: str, messages: Sequence[Message]) -> list[Unsent]:
        self.messages += [(topic, message) for message in messages]
        return [None] * len(messages)

    def last(self, topic: str) -> Message:
        return [message for name, message in self.messages if name == topic][-1]

    def record(self, topic: str) -> Record:
        return Record(topic, 0, 0, AT, self.last(topic))


def submitted(**headers: str) -> Record:
    """Return the example's submission as a client with such headers sends it."""
    plain = submission()
    sent = [(name, value.encode()) for name, value in headers.items()]
    return replace(plain, message=Message(plain.key, plain.value, sent))


def exports(endpoint: str) -> dict[str, SpanExport]:
    return {step.stage: SpanExport(endpoint, step.stage) for step in STEPS}


async def handle_in(
    step: Step,
    record: Record,
    wire: Kept,
    spans: SpanExport | None = None,
    result: Result | Exception | None = None,
) -> None:
    """Let a stage's shell handle a record: with what its pure function returns, or as told."""

    async def handle(envelopes: Sequence[Envelope[Any]]) -> list[Result]:
        if isinstance(result, Exception):
            raise result
        return [result or result_of(step, each) for each in envelopes]

    shell = Handling(step, decoder_of(step), wire, Dependencies(5), 10, spans)
    await shell.run([record], handle)


async def walk(first: Record, spans: dict[str, SpanExport] | None = None) -> Kept:
    """Take a submission through all stages."""
    wire, record = Kept(), first
    for step in STEPS:
        await handle_in(step, record, wire, (spans or {}).get(step.stage))
        assert step.produces is not None
        record = wire.record(step.produces.name)
    return wire
