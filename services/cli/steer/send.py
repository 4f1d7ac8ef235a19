"""Sending commands to `control.v1`, and the questions that come before."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from schemas.control import Control
from schemas.envelope import Message
from schemas.pipeline import CONTROL
from services.cli.clients.in_force import in_force
from services.cli.clients.kafka import producer_for
from services.cli.clients.ledger import ask_ledger
from services.cli.errors import Problem
from services.cli.steer.control import NAMED_MAX, cancels_of, follows
from services.settings import Settings

ASKED_AT_ONCE = 20
"""Questions to the ledger, each a connection."""
SENT_AT_ONCE = 500
"""Commands that are written together."""


async def send(settings: Settings, commands: Sequence[Control], console: Console) -> None:
    """Write commands, and say what follows; of many that of the first."""
    async with producer_for(settings) as producer:
        for start in range(0, len(commands), SENT_AT_ONCE):
            some = commands[start : start + SENT_AT_ONCE]
            messages = [Message(each.key.encode(), each.value, []) for each in some]
            for unsent in await producer.send_many(CONTROL, messages):
                if unsent is not None:
                    raise unsent
    for each in commands[:NAMED_MAX]:
        console.print(Text(f"{each.url or each.target} {follows(each)}"), soft_wrap=True)
    if len(commands) > NAMED_MAX:
        console.print(f"… and so of {len(commands) - NAMED_MAX:,} more")


async def cancels(
    settings: Settings, queries: Iterable[str], why: str, by: str | None
) -> tuple[list[Control], list[str]]:
    """Make a command for each open submission of the URLs or ids; and say which have none.

    Raises `Problem` where no URL or id has one.
    """
    asked = list(dict.fromkeys(queries))
    if not asked:
        raise Problem("nothing to withdraw: no URL or id is named", 2)
    known: dict[str, list[dict[str, Any]]] = {}
    for start in range(0, len(asked), ASKED_AT_ONCE):
        some = asked[start : start + ASKED_AT_ONCE]
        told = await asyncio.gather(*(ask_ledger(settings, "/trace", of=each) for each in some))
        known |= dict(zip(some, told, strict=True))
    return cancels_of(known, why, by)


async def require_blocked(settings: Settings, host: str) -> None:
    """Raise `Problem` where no command blocks a host, or one that blocks a name above it."""
    found = await in_force(settings)
    if found is None:
        return  # who takes a block back that is none does no harm
    block = found.block_of(host)
    if block is None:
        raise Problem(f"{host} was not blocked by a command; the rules file may block it")
    if block.target != host:
        raise Problem(f"{host} was not blocked itself: `newsreel unblock {block.target}`")
