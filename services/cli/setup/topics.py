"""`newsreel topics`: create the topics of the contract, or say what differs from it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from rich.console import Console

from services.cli.clients.kafka import tell_if_slow, unreachable
from services.cli.output.runnable import runnable
from services.settings import Settings
from services.stage.kafka.errors import KafkaUnavailable
from services.stage.kafka.topics import TopicAdmin


@asynccontextmanager
async def _admin(settings: Settings) -> AsyncIterator[TopicAdmin]:
    """Connect to Kafka, or end with one clear line."""
    try:
        with tell_if_slow(settings):
            async with TopicAdmin(settings) as admin:
                yield admin
    except KafkaUnavailable as error:
        raise unreachable(settings, error) from error


async def create(settings: Settings, console: Console) -> int:
    """Create what is missing; what exists stays as it is."""
    async with _admin(settings) as admin:
        created = await admin.create()
    for name in created:
        console.print(f"created {name}")
    console.print(f"{len(created)} created; all topics are there")
    return 0


async def check(settings: Settings, console: Console) -> int:
    """Print the differences, one per line; exit code 1 if there are any."""
    async with _admin(settings) as admin:
        differences = await admin.differences()
    for line in differences:
        print(runnable(line))
    said = f"{len(differences)} differences" if differences else "all topics match the contract"
    console.print(said)
    return 1 if differences else 0
