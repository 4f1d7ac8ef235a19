"""Structured logs: one event name and key-values; readable on a terminal, JSON where set."""

import logging
import sys
from collections.abc import Mapping, MutableMapping
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any

import structlog
from structlog.typing import Processor

NOISY = (
    "faust",
    "mode",
    "aiokafka",
    "kafka",
    "asyncio",
    "alembic",
    "trafilatura",
    "htmldate",
    "urllib3",
    "services.stage.kafka.consumer",  # where mode logs the life of our Faust classes
)
"""At DEBUG and INFO these cost 20 to 33 % of the throughput and say little."""


OF_A_BUSY_MACHINE = ("Thread keepalive is not responding", "Timer %s ")
"""Faust's alarms when a loop had to wait some seconds for the CPU. Nothing can be done about one
line of them; what lasts is found by our own probes."""

_event: ContextVar[Mapping[str, str]] = ContextVar("event", default=MappingProxyType({}))


def about(**facts: str) -> None:
    """Say which event the rest of this task is about: on each of its log lines.

    A task of its own for each event, so there is nothing to unset.
    """
    _event.set(facts)


def _add_event(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> Any:
    return {**_event.get(), **line}  # what the line itself says counts


def set_up(log_format: str, level: str, stage: str) -> None:
    """Send our logs and those of the libraries to stderr in one form."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        _add_event,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if log_format == "json":
        shared.append(structlog.processors.format_exc_info)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        cache_logger_on_first_use=True,
    )
    root = logging.getLogger()
    root.handlers = [_handler(shared, _renderer(log_format))]
    root.setLevel(level)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.contextvars.bind_contextvars(stage=stage)


def _renderer(log_format: str) -> Processor:
    if log_format == "json":
        return structlog.processors.JSONRenderer()
    return structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )


def _handler(shared: list[Processor], last: Processor) -> logging.Handler:
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(lambda record: not str(record.msg).startswith(OF_A_BUSY_MACHINE))
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    return handler


def only_warnings() -> None:
    """Keep what is for a log off the terminal of a command, and all of it off its output."""
    structlog.configure(
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
    )


def logger() -> structlog.typing.FilteringBoundLogger:
    """Return the logger; bind nothing by hand that the shell already binds."""
    log: structlog.typing.FilteringBoundLogger = structlog.get_logger()
    return log
