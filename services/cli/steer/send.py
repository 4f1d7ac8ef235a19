"""Sending commands to `control.v1`, and the questions that come before."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console

from schemas.control import Control
from schemas.envelope import Message
from schemas.pipeline import CONTROL
from services.cli.clients.in_force import in_force
from services.cli.clients.kafka import producer_for
from services.cli.clients.ledger import submissions_of
from services.cli.errors import Problem
from services.cli.output.terminal import print_line
from services.cli.steer.control import NAMED_MAX, cancels_of, follows, some_of, takes_back
from services.settings import Settings
from services.stage.control.in_force import InForce

ASKED_AT_ONCE = 20
"""Questions to the ledger, each a connection."""
SENT_AT_ONCE = 500
"""Commands that are written together."""


async def give(settings: Settings, given: Control, console: Console) -> int:
    """Send a command; raises `Problem` where what it takes back is not in force."""
    if takes_back(given):
        await _require_in_force(settings, given)
    return await send(settings, [given], console)


async def withdraw(
    settings: Settings, queries: Iterable[str], why: str, by: str | None, console: Console
) -> int:
    """Withdraw the open submissions of URLs or ids; exit code 1 where one has none."""
    commands, closed = await cancels(settings, queries, why, by)
    for each in some_of(closed):
        print_line(f"{each}: not withdrawn", console, "red")
    await send(settings, commands, console)
    return 1 if closed else 0


async def send(settings: Settings, commands: Sequence[Control], console: Console) -> int:
    """Write commands, and say what follows; of many that of the first."""
    async with producer_for(settings) as producer:
        for start in range(0, len(commands), SENT_AT_ONCE):
            some = commands[start : start + SENT_AT_ONCE]
            messages = [Message(each.key.encode(), each.value, []) for each in some]
            for unsent in await producer.send_many(CONTROL, messages):
                if unsent is not None:
                    raise unsent
    for each in commands[:NAMED_MAX]:
        print_line(f"{each.url or each.target} {follows(each)}", console)
    if len(commands) > NAMED_MAX:
        console.print(f"… and so of {len(commands) - NAMED_MAX:,} more")
    return 0


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
        told = await asyncio.gather(*(submissions_of(settings, each) for each in some))
        known |= dict(zip(some, told, strict=True))
    return cancels_of(known, why, by)


async def _require_in_force(settings: Settings, given: Control) -> None:
    """Raise `Problem` where what a command takes back is not in force."""
    found = await in_force(settings)
    if found is None:
        return  # who takes back what is not in force does no harm
    if problem := _nothing_to_take_back(found, given):
        raise Problem(problem)


def _nothing_to_take_back(found: InForce, given: Control) -> str | None:
    target = given.target
    match given.action:
        case "resume":
            return None if found.pause_of(target) else f"{target} is not paused"
        case "pace":
            has_own = any(each.target == target for each in found.paces_of(target))
            return None if has_own else f"{target} has no pace of its own by a command"
    block = found.block_of(target)
    if block is None:
        return f"{target} was not blocked by a command; the rules file may block it"
    if block.target != target:
        return f'{target} was not blocked itself: `newsreel unblock {block.target} --why "…"`'
    return None
