"""The Faust app of a stage, set up as `docs/decisions/0002` found it must be."""

import faust
from faust.transport.drivers import aiokafka as driver

from schemas.pipeline import Step
from schemas.topic import PAGE_BYTES
from services.clock import DAY_SECONDS
from services.settings import Settings
from services.stage.kafka.consumer import WatermarkTransport
from services.stage.kafka.fetch_wait import FetchPace, usual_wait
from services.stage.kafka.options import faust_credentials
from services.stage.kafka.recovery import PatientTables

BATCHES_BUFFERED = 8
"""Batches that Faust may hold ready: enough that none is waited for, few enough to weigh little."""

PAUSE_MAX_SECONDS = 7.0 * DAY_SECONDS
"""A stage that pauses for longer leaves its group until it is resumed."""


class StageApp(faust.App):
    """A Faust app on the watermark consumer."""

    fetch_pace = FetchPace()

    def _new_transport(self) -> driver.Transport:
        return WatermarkTransport(self.conf.broker_consumer, self)


def faust_app(
    step: Step,
    settings: Settings,
    batch_max: int | None = None,
) -> StageApp:
    """Build the app that `services.stage.run` runs; Faust's own `worker` command cannot.

    `batch_max`: most events that come in one batch; None: what their weight allows.
    """
    app = StageApp(
        step.group,
        broker="kafka://" + settings.kafka.replace(",", ";kafka://"),
        broker_credentials=faust_credentials(settings),
        TableManager=PatientTables,
        # what is in flight is given back by the watermark, not waited for
        stream_wait_empty=False,
        stream_buffer_maxsize=BATCHES_BUFFERED,
        stream_recovery_delay=0,
        # topics are created by `newsreel topics create`, never in passing
        topic_allow_declare=False,
        topic_disable_leader=True,
        broker_session_timeout=settings.kafka_session_timeout_seconds,
        broker_heartbeat_interval=settings.kafka_heartbeat_seconds,
        # a paused stage does not poll; one that hangs is found by its probes
        broker_max_poll_interval=PAUSE_MAX_SECONDS,
        broker_rebalance_timeout=settings.kafka_rebalance_timeout_seconds,
        broker_request_timeout=max(
            settings.kafka_request_timeout_seconds, settings.kafka_session_timeout_seconds
        ),
        broker_commit_interval=settings.commit_interval_seconds,
        broker_max_poll_records=batch_max or batch_size(step),
        # per partition, held in memory
        consumer_max_fetch_size=max(topic.max_message_bytes for topic in step.consumes),
        consumer_auto_offset_reset="earliest",
        # partitions that are added are read by then
        consumer_metadata_max_age_ms=int(settings.continuity_seconds * 1000),
        producer_request_timeout=settings.kafka_request_timeout_seconds,
        web_enabled=False,
        autodiscover=False,
        datadir=str(settings.run_dir / "faust"),
    )
    app.fetch_pace = FetchPace(usual_wait(step), settings.kafka_busy_wait_ms)
    return app


def batch_size(step: Step) -> int:
    """Return the most events of a batch, by what they can weigh: 8 pages, else 256."""
    return 8 if any(topic.max_message_bytes >= PAGE_BYTES for topic in step.consumes) else 256
