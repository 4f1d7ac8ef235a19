"""`newsreel replay extract`: extract stored pages again, without fetching them again."""

from collections.abc import AsyncIterator

from rich.console import Console

from schemas.pipeline import FETCHED
from services.cli.clients.kafka import for_each, producer_for
from services.cli.output.terminal import print_line
from services.cli.steer.pages import Chosen, Window, choose, pages
from services.clock import now
from services.settings import Settings
from services.stage.kafka.produce.producer import Producer
from services.stage.operator.replays import StoredPage, again

SENDS_IN_FLIGHT = 32
"""Pages held at once: at worst 12 MB each."""
HOSTS_SHOWN = 20


async def replay(
    settings: Settings, window: Window, name: str, dry_run: bool, console: Console
) -> int:
    """Put the chosen pages back; run it again with the same name and nothing is done twice."""
    chosen = await choose(settings, window)
    say(chosen, "would put back" if dry_run else "putting back", console)
    if dry_run or not chosen.places:
        return 0
    async with producer_for(settings) as producer:
        await _put_back(producer, name, pages(settings, window, chosen))
    console.print(f"{len(chosen.places):,} pages put back as replay {name!r}")
    return 0


async def _put_back(producer: Producer, name: str, chosen: AsyncIterator[StoredPage]) -> None:
    await for_each(
        chosen,
        lambda stored: producer.send(FETCHED, again(stored, name, now())),
        SENDS_IN_FLIGHT,
    )


def say(chosen: Chosen, what: str, console: Console) -> None:
    """Print how many pages are meant, by host, and what was left out."""
    console.print(f"{what} {len(chosen.places):,} pages")
    for host, count in chosen.hosts.most_common(HOSTS_SHOWN):
        print_line(f"  {host:<40} {count:,}", console)
    if len(chosen.hosts) > HOSTS_SHOWN:
        console.print(f"  … and {len(chosen.hosts) - HOSTS_SHOWN:,} more hosts")
    if chosen.older:
        console.print(f"left out: {chosen.older:,} that were fetched again later")
    if chosen.damaged:
        console.print(f"left out: {chosen.damaged:,} that cannot be read")
