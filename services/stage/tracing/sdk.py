"""The only module that imports OpenTelemetry: our spans, with the ids that we gave them."""

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import IdGenerator
from opentelemetry.trace import (
    NonRecordingSpan,
    SpanContext,
    SpanKind,
    Status,
    StatusCode,
    TraceFlags,
    TraceState,
)

from schemas.trace.context import TraceParent
from services.stage.tracing.span import Span
from services.version import version

PATH = "/v1/traces"
"""OTLP/HTTP's own, added to an endpoint that has it not."""
QUEUE_MAX = 8_192
"""Spans that may wait, about 2 kB each: four full batches of intake, four times."""


class _Given(IdGenerator):
    """Hands out the ids of the span that is being made."""

    def __init__(self) -> None:
        self.own: TraceParent | None = None

    def generate_span_id(self) -> int:
        """Return the span's id."""
        assert self.own is not None
        return int(self.own.span_id, 16)

    def generate_trace_id(self) -> int:
        """Return the id of a trace that begins here."""
        assert self.own is not None
        return int(self.own.trace_id, 16)


class Tracing:
    """A tracer with its exporter. Used from one thread."""

    def __init__(self, endpoint: str, stage: str) -> None:
        base = endpoint.rstrip("/")
        url = base if base.endswith(PATH) else base + PATH
        self._ids = _Given()
        about = {"service.name": f"newsreel-{stage}", "service.version": version()}
        self._provider = TracerProvider(
            resource=Resource.create(about), id_generator=self._ids, shutdown_on_exit=False
        )
        exporter = OTLPSpanExporter(endpoint=url)
        self._provider.add_span_processor(BatchSpanProcessor(exporter, QUEUE_MAX))
        self._tracer = self._provider.get_tracer("newsreel", version())

    def record(self, span: Span) -> None:
        """Put a finished span into the queue; one that its trace does not want is left out."""
        self._ids.own = span.own
        made = self._tracer.start_span(
            span.name,
            context=trace.set_span_in_context(_remote(span)) if span.parent else Context(),
            kind=SpanKind.CONSUMER,
            attributes=span.attributes,
            start_time=span.began_ns,
        )
        if span.error is not None:
            made.set_status(Status(StatusCode.ERROR, span.error))
        made.end(span.ended_ns)

    def shut_down(self) -> None:
        """Send what waits and end the thread; may take as long as the exporter's timeout."""
        self._provider.shutdown()


def _remote(span: Span) -> NonRecordingSpan:
    parent = span.parent or span.own
    state = TraceState.from_header([span.tracestate]) if span.tracestate else None
    context = SpanContext(
        int(parent.trace_id, 16), int(parent.span_id, 16), True, TraceFlags(parent.flags), state
    )
    return NonRecordingSpan(context)
