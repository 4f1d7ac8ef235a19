"""Starting the whole of Newsreel on this machine, with errors in one line."""

import contextlib
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

from rich.console import Console

from services.cli.clients.kafka import reason_of, unanswered
from services.cli.environment import require_kafka_security
from services.cli.errors import Problem
from services.local.child import PartMissing, PortTaken, StartFailed
from services.local.stack import LocalOptions, LocalStack
from services.settings import Settings, read_settings
from services.stage.kafka.errors import KafkaUnavailable

SAMPLE_RULES = """\
# The sample site is ours, on loopback, and does not mind.
[hosts."127.0.0.1"]
delay_seconds = 0
concurrency = 8
"""

ROOM_LEAST_BYTES = 64_000_000
"""A new stack takes 4 MB. On a full disk nothing could be said later: the logs stay empty."""


def require_room(folder: Path, least_bytes: int = ROOM_LEAST_BYTES) -> None:
    """Raise `Problem` where the disk of `folder`, which need not be there yet, is almost full."""
    here = folder.resolve()
    there = next(each for each in (here, *here.parents) if each.exists())
    disk = shutil.disk_usage(there)
    if disk.total > 0 and disk.free < least_bytes:  # some network disks tell no size
        raise Problem(
            f"the disk of {here} is full: {disk.free / 1e6:.0f} MB are free, and state and logs"
            f" need {least_bytes / 1e6:.0f} MB. Make room, or start in a folder on another disk"
        )


@contextlib.asynccontextmanager
async def started(options: LocalOptions, console: Console) -> AsyncIterator[LocalStack]:
    """Run the stack while the block lasts; raise `Problem` or `BadSettings` if it cannot start."""
    require_kafka_security(read_settings())
    async with contextlib.AsyncExitStack() as stack:
        try:
            local = LocalStack(options, say=lambda text: console.print(text, style="dim"))
            await stack.enter_async_context(local)
        except KafkaUnavailable as error:
            raise _away(options, local.settings, error) from error
        except PortTaken as error:
            raise Problem(f"{error}; `newsreel up --port 0` takes a free one") from error
        except (PartMissing, StartFailed) as error:
            raise Problem(str(error)) from error
        yield local


def sample_settings(base_url: str, folder: Path) -> dict[str, str]:
    """Let the stages fetch the sample site, and quickly; other hosts are treated as before.

    Its address and port are added to those that are allowed. Its pace is a rule in `folder`, unless
    the user has rules of his own.
    """
    config, port = read_settings(), urlsplit(base_url).port
    networks = [*map(str, config.fetch_allowed_networks), "127.0.0.1/32"]
    allowed = config.fetch_allowed_ports
    ports = "any" if allowed is None else ",".join(map(str, (*allowed, port)))
    found = {
        "NEWSREEL_FETCH_ALLOWED_NETWORKS": ",".join(networks),
        "NEWSREEL_FETCH_ALLOWED_PORTS": ports,
    }
    if config.rules_file is None:
        folder.mkdir(parents=True, exist_ok=True)
        rules = folder.resolve() / "sample.toml"
        rules.write_text(SAMPLE_RULES)
        found["NEWSREEL_RULES_FILE"] = str(rules)
    return found


def _away(options: LocalOptions, settings: Settings, error: KafkaUnavailable) -> Problem:
    if options.kafka is None:
        return Problem(f"the embedded broker does not answer ({reason_of(error, settings)})")
    start = "Correct NEWSREEL_KAFKA, or unset it to use the embedded broker"
    return Problem(unanswered(settings, error, start))
