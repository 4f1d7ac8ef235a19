"""A collector of spans: takes OTLP over HTTP, and reads it with OpenTelemetry's own messages."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1 import trace_pb2


@dataclass
class Collector:
    """What came, by the service that it came from."""

    endpoint: str = ""
    spans: dict[str, list[trace_pb2.Span]] = field(default_factory=dict)
    waits_seconds: float = 0.0

    async def take(self, request: web.Request) -> web.Response:
        await asyncio.sleep(self.waits_seconds)
        told = ExportTraceServiceRequest.FromString(await request.read())
        for group in told.resource_spans:
            about = {each.key: each.value.string_value for each in group.resource.attributes}
            for scope in group.scope_spans:
                self.spans.setdefault(about["service.name"], []).extend(scope.spans)
        return web.Response(content_type="application/x-protobuf")

    def all(self) -> list[trace_pb2.Span]:
        return [span for spans in self.spans.values() for span in spans]

    def of(self, stage: str) -> trace_pb2.Span:
        (span,) = self.spans[f"newsreel-{stage}"]
        return span


@asynccontextmanager
async def collecting() -> AsyncIterator[Collector]:
    """Serve until the block ends."""
    found = Collector()
    app = web.Application()
    app.router.add_post("/v1/traces", found.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.endpoint = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield found
    finally:
        await runner.cleanup()


def told(span: trace_pb2.Span) -> dict[str, str]:
    return {each.key: each.value.string_value for each in span.attributes}
