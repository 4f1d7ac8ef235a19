"""Run one sink as a process: probes first, SIGTERM ends it after the batch in hand."""

import asyncio
import signal

from services import metrics
from services.logs import logger, set_up
from services.misspelt import log_misspelt
from services.settings import BadSettings, Settings, settings
from services.sinks.reading import BatchReader
from services.sinks.sink import Sink
from services.sinks.table import group_of, label_of, sink_of
from services.sinks.work import SinkWork
from services.stage.dependencies import log_crash
from services.stage.health.server import HealthServer
from services.version import version


def run(kind: str, name: str | None) -> int:
    """Run the sink until SIGTERM, SIGINT or a failure; return the exit code."""
    config = settings()
    label = label_of(kind, name)
    set_up(config.log_format, config.log_level, label)
    log_misspelt()
    sink = sink_of(kind, name, config)
    metrics.BUILD.info({"version": version()})
    return asyncio.run(serve(group_of(kind, name), label, sink, config))


async def serve(group: str, label: str, sink: Sink, config: Settings) -> int:
    """Serve the probes and work; the exit code is 1 where the work failed."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    work = SinkWork(label, sink, BatchReader(config, group, sink.topics), config)
    server = HealthServer(work.live, work.ready)
    await server.start(config.http_host, config.http_port)
    topics = [topic.name for topic in sink.topics]
    logger().info("started", port=server.port, group=group, topics=topics)
    try:
        await work.run(stop)
    except BadSettings:
        raise  # one line for the operator says it all
    except Exception as error:
        log_crash(error)
        return 1
    finally:
        await server.stop()
    logger().info("stopped")
    return 0
