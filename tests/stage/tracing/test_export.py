"""Spans by the real SDK to a collector that reads OTLP: one URL, one trace."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from schemas.outcomes import Reason
from schemas.pipeline import ACCEPTED, FETCH, LEDGER, OUTCOMES
from services.setting_values import otlp_endpoint
from services.stage.endings import Done, Ended
from services.stage.tracing import export
from services.stage.tracing.export import SpanExport
from tests.support.collector import Collector, collecting, told
from tests.support.whole_way import STEPS, exports, handle_in, submitted, walk

TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


@pytest.fixture
async def collector() -> AsyncIterator[Collector]:
    async with collecting() as found:
        yield found


async def exported(collector: Collector, **headers: str) -> dict[str, SpanExport]:
    """Take the example's URL through all stages, each with its own exporter, and stop them."""
    spans = exports(collector.endpoint)
    for each in spans.values():
        await each.start()
    await walk(submitted(**headers), spans)
    for each in spans.values():
        await each.stop()
    return spans


async def test_one_url_is_one_trace_in_which_each_stage_follows_from_the_one_before(
    collector: Collector,
) -> None:
    began_ns = time.time_ns()
    await exported(collector)
    assert list(collector.spans) == [f"newsreel-{step.stage}" for step in STEPS]
    spans = [collector.of(step.stage) for step in STEPS]
    assert len({span.trace_id for span in spans}) == 1
    assert [span.parent_span_id for span in spans] == [b"", *(s.span_id for s in spans[:-1])]
    for step, span in zip(STEPS, spans, strict=True):
        assert span.name == step.stage
        assert began_ns <= span.start_time_unix_nano < span.end_time_unix_nano <= time.time_ns()
        attributes = told(span)
        assert attributes["newsreel.stage"] == step.stage
        assert attributes["messaging.destination.name"] == step.consumes[0].name
        assert attributes["server.address"] == "www.example.org"
    assert [told(span)["newsreel.outcome"] for span in spans] == ["passed"] * 4 + ["published"]
    assert told(spans[-1])["newsreel.reason"] == Reason.NEW.value


async def test_a_clients_span_is_the_first_ones_parent(collector: Collector) -> None:
    await exported(collector, traceparent=f"00-{TRACE}-{PARENT}-01", tracestate="rojo=1")
    assert {span.trace_id.hex() for span in collector.all()} == {TRACE}
    assert collector.of("intake").parent_span_id.hex() == PARENT
    assert {span.trace_state for span in collector.all()} == {"rojo=1"}


async def test_a_trace_that_its_client_does_not_sample_is_not_exported(
    collector: Collector,
) -> None:
    await exported(collector, traceparent=f"00-{TRACE}-{PARENT}-00")
    assert collector.all() == []


async def test_a_redelivery_is_the_same_span_again(collector: Collector) -> None:
    await exported(collector)
    await exported(collector)
    for spans in collector.spans.values():
        one, again = spans
        assert (one.trace_id, one.span_id) == (again.trace_id, again.span_id)


async def test_a_dead_letter_is_an_error_and_an_outcome_taken_note_of_is_no_span(
    collector: Collector,
) -> None:
    wire, spans = await walk(submitted()), SpanExport(collector.endpoint, "fetch")
    await spans.start()
    await handle_in(FETCH, wire.record(ACCEPTED.name), wire, spans, RuntimeError("a bug"))
    await handle_in(FETCH, wire.record(ACCEPTED.name), wire, spans, Ended(Reason.HTTP_404))
    await handle_in(replace(LEDGER, consumes=(OUTCOMES,)), wire.record(OUTCOMES.name), wire, spans,
                    Done())  # fmt: skip
    await spans.stop()
    broken, gone = collector.spans["newsreel-fetch"]
    assert (broken.status.code, broken.status.message) == (2, "RuntimeError")
    assert told(broken)["newsreel.reason"] == Reason.UNEXPECTED.value
    assert (gone.status.code, told(gone)["newsreel.reason"]) == (0, Reason.HTTP_404.value)


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:9", "dead"])
async def test_a_collector_that_is_away_or_hangs_holds_no_stage_up(
    collector: Collector, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "FLUSH_SECONDS", 0.3)
    collector.waits_seconds = 5
    spans = SpanExport(collector.endpoint if endpoint == "dead" else endpoint, "fetch")
    await spans.start()
    wire = await walk(submitted())
    started = time.monotonic()
    for _ in range(20):
        await handle_in(FETCH, wire.record(ACCEPTED.name), wire, spans)
    await spans.stop()
    assert time.monotonic() - started < 3


def test_an_endpoint_is_an_http_url() -> None:
    assert otlp_endpoint("") == ""
    assert otlp_endpoint("https://collector.example/v1/traces")
    for bad in ("collector:4318", "grpc://collector:4317", "http://"):
        with pytest.raises(ValueError, match="is not an http"):
            otlp_endpoint(bad)


def test_without_the_extra_an_endpoint_is_refused_in_one_line(tmp_path: Path) -> None:
    """As a stranger's environment is: the packages are not there to be found."""
    hidden = tmp_path / "sitecustomize.py"
    hidden.write_text(
        "import importlib.abc, sys\n"
        "class Hidden(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] == 'opentelemetry':\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Hidden())\n"
    )
    root = str(Path(__file__).parents[3])
    words = [sys.executable, "-m", "services.cli.main", "service", "fetch"]
    set_so = {"PYTHONPATH": f"{tmp_path}:{root}", "NEWSREEL_OTLP_ENDPOINT": "http://127.0.0.1:4318"}
    done = subprocess.run(
        words, env=set_so, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert done.stderr == (
        "newsreel: NEWSREEL_OTLP_ENDPOINT: OpenTelemetry is missing; the extra newsreel[otel] has"
        " it\n"
    )


async def test_without_an_endpoint_a_stage_loads_no_sdk() -> None:
    code = "import sys, services.enrich.agent; print('opentelemetry' in sys.modules)"
    done = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await done.communicate()
    assert out.strip() == b"False"
