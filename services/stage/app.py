"""The Faust app of a stage, set up as `docs/decisions/0002` found it must be."""

from schemas.pipeline import PAGE_BYTES, Step
from services.stage.consumer import QuietMonitor, StageApp
from services.stage.kafka import faust_credentials
from services.stage.settings import Settings


def faust_app(step: Step, settings: Settings) -> StageApp:
    """Build the app; `faust -A services.<stage>.agent worker` finds it in the agent's module."""
    return StageApp(
        step.group,
        broker="kafka://" + settings.kafka.replace(",", ";kafka://"),
        broker_credentials=faust_credentials(settings),
        monitor=QuietMonitor(),
        # what is in flight is given back by the watermark, not waited for
        stream_wait_empty=False,
        stream_buffer_maxsize=buffer_size(step),
        stream_recovery_delay=0,
        # topics are created by `newsreel topics create`, never in passing
        topic_allow_declare=False,
        topic_disable_leader=True,
        broker_session_timeout=settings.kafka_session_timeout_seconds,
        broker_heartbeat_interval=settings.kafka_heartbeat_seconds,
        broker_rebalance_timeout=settings.kafka_rebalance_timeout_seconds,
        broker_request_timeout=max(
            settings.kafka_request_timeout_seconds, settings.kafka_session_timeout_seconds
        ),
        broker_commit_interval=settings.commit_interval_seconds,
        consumer_max_fetch_size=PAGE_BYTES,
        consumer_auto_offset_reset="earliest",
        producer_request_timeout=settings.kafka_request_timeout_seconds,
        web_enabled=False,
        autodiscover=False,
        datadir=str(settings.run_dir / "faust"),
    )


def buffer_size(step: Step) -> int:
    """Events that Faust may buffer, by what they can weigh: 64 pages, else 2,048."""
    return 64 if any(topic.max_message_bytes >= PAGE_BYTES for topic in step.consumes) else 2048
