"""Starting the whole of Newsreel on this machine, with errors in one line."""

import contextlib
from collections.abc import AsyncIterator

from rich.console import Console

from services.cli.errors import Problem
from services.cli.feed import reason_of
from services.local.child import PartMissing, StartFailed
from services.local.stack import LocalOptions, LocalStack
from services.stage.kafka.errors import KafkaUnavailable

SAMPLE = {
    "NEWSREEL_FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
    "NEWSREEL_FETCH_ALLOWED_PORTS": "any",
    "NEWSREEL_FETCH_DELAY_SECONDS": "0",
    "NEWSREEL_FETCH_CONCURRENCY_PER_HOST": "8",
}
"""The sample site is ours, on loopback, and does not mind."""


@contextlib.asynccontextmanager
async def started(options: LocalOptions, console: Console) -> AsyncIterator[LocalStack]:
    """Run the stack while the block lasts; what hinders its start is a `Problem`."""
    local = LocalStack(options, say=lambda text: console.print(text, style="dim"))
    try:
        await local.start()
    except KafkaUnavailable as error:
        await local.stop(grace_seconds=1)
        raise _away(options, error) from error
    except (PartMissing, StartFailed) as error:
        await local.stop(grace_seconds=1)
        raise Problem(str(error)) from error
    except BaseException:
        await local.stop(grace_seconds=1)
        raise
    try:
        yield local
    finally:
        await local.stop()


def _away(options: LocalOptions, error: KafkaUnavailable) -> Problem:
    if options.kafka is None:
        return Problem(f"the embedded broker does not answer ({reason_of(error)})")
    return Problem(
        f"no Kafka broker answers at {options.kafka} ({reason_of(error)}). Correct NEWSREEL_KAFKA,"
        " or unset it to use the embedded broker"
    )
