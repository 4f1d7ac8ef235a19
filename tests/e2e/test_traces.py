"""One URL is one trace, in every header and at a collector, on a stack of its own."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from schemas.pipeline import ACCEPTED, ENRICHED, EXTRACTED, FETCHED, OUTCOMES, PIPELINE, PUBLISHED
from services.local.child import free_port
from tests.support.collector import Collector, collecting, told
from tests.support.stack import ForeignClient, RunningStack

TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
HEADER = f"00-{TRACE}-{PARENT}-01"
WAY = [topic.name for topic in (ACCEPTED, FETCHED, EXTRACTED, ENRICHED, PUBLISHED, OUTCOMES)]


@pytest.fixture
async def collector() -> AsyncIterator[Collector]:
    async with collecting() as found:
        yield found


def of_the_trace(message: Any) -> bool:
    return str(dict(message.headers())["traceparent"]).startswith(f"b'00-{TRACE}-")


def all_topics(messages: list[Any]) -> bool:
    return {message.topic() for message in messages if of_the_trace(message)} >= set(WAY)


@pytest.mark.slow
async def test_a_clients_trace_is_in_every_header_in_newsreel_trace_and_at_the_collector(
    collector: Collector, tmp_path: Path
) -> None:
    stack = RunningStack(tmp_path, {"NEWSREEL_OTLP_ENDPOINT": collector.endpoint})
    try:
        await asyncio.to_thread(stack.start, free_port())
        await asyncio.to_thread(submit_and_read, stack)
        shown = await asyncio.to_thread(stack.newsreel, "trace", "traced")
        assert f"  trace       {TRACE}" in shown.stdout.splitlines()
    finally:
        code = await asyncio.to_thread(stack.stop)
    assert code == 0, "\n".join(stack.output)
    spans = [span for span in collector.all() if span.trace_id.hex() == TRACE]
    assert {told(span)["newsreel.stage"] for span in spans} == {each.stage for each in PIPELINE}
    ids = {span.span_id for span in spans}
    roots = {span.name for span in spans if span.parent_span_id not in ids}
    assert roots == {"intake", "ledger"}
    assert {s.parent_span_id.hex() for s in spans if s.name in roots} == {PARENT}


def submit_and_read(stack: RunningStack) -> None:
    client = ForeignClient(stack.kafka)
    value = f'{{"url": "{stack.site}/en/2024/11/harbour-bridge-reopens", "id": "traced"}}'
    client.send("urls.submitted.v1", value.encode(), headers=[("traceparent", HEADER.encode())])
    assert client.outcomes_of({"traced"})
    enough: Callable[[list[Any]], bool] = all_topics
    client.read_until(WAY, enough)
