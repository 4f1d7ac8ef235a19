"""Spans to an OTLP endpoint, by the OpenTelemetry SDK: the extra `otel`. Never blocks, never fails.

The SDK's own thread sends batches; what comes faster than it can send is dropped, oldest first.
Its environment variables work too (`OTEL_EXPORTER_OTLP_HEADERS`, `OTEL_TRACES_SAMPLER`, …).
"""

import asyncio
import threading
import time
from typing import TYPE_CHECKING

from services.logs import logger
from services.stage.tracing.span import Span

if TYPE_CHECKING:
    from services.stage.tracing.sdk import Tracing

FLUSH_SECONDS = 3.0
"""At a clean shutdown, before what has not been sent is given up."""
_LOOK_SECONDS = 0.02


class SpanExport:
    """The part of a stage that exports its spans."""

    def __init__(self, endpoint: str, stage: str) -> None:
        self._endpoint, self._stage = endpoint, stage
        self._tracing: Tracing | None = None

    async def start(self) -> None:
        """Load the SDK and start its thread; the endpoint is not asked whether it is there."""
        from services.stage.tracing.sdk import Tracing

        self._tracing = Tracing(self._endpoint, self._stage)

    async def stop(self) -> None:
        """Send what waits, for a few seconds at most."""
        tracing, self._tracing = self._tracing, None
        if tracing is None:
            return
        # a thread of an executor would be waited for at the end of the loop
        flush = threading.Thread(target=tracing.shut_down, daemon=True, name="spans-flush")
        flush.start()
        until = time.monotonic() + FLUSH_SECONDS
        while flush.is_alive() and time.monotonic() < until:  # noqa: ASYNC110
            await asyncio.sleep(_LOOK_SECONDS)
        if flush.is_alive():
            logger().warning("spans_given_up", endpoint=self._endpoint)

    def note(self, span: Span | None) -> None:
        """Hand a span over to be sent with others."""
        if span is None or self._tracing is None:
            return
        try:
            self._tracing.record(span)
        except Exception as error:  # whatever is wrong with a span, its event has ended well
            logger().warning("span_not_recorded", error=repr(error)[:300])
