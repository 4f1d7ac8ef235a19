"""Commands without a restart: what is written to `control.v1`, and what is in force."""

import asyncio
import contextlib
import getpass
import socket
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError
from rich.console import Console
from rich.text import Text

from schemas.control import Action, BadControl, Control, problem_of
from schemas.envelope import Message
from schemas.pipeline import CONTROL
from schemas.url import is_public_suffix
from services.cli.errors import Problem
from services.cli.feed import producer_for
from services.cli.hosts import host_named
from services.cli.reading import Reader
from services.cli.stages import ask_ledger
from services.clock import now
from services.settings import Settings
from services.stage.control.in_force import InForce

READ_SECONDS = 8.0
"""`newsreel status` must also tell of a broker that is away, and soon."""
HELD_SECONDS = 3.0
"""Whoever asks for a URL may have the ledger's address and no broker."""
ASKED_AT_ONCE = 20
"""Questions to the ledger, each a connection."""
SENT_AT_ONCE = 500
"""Commands that are written together."""
NAMED_MAX = 20
"""URLs that are named one by one; of the others it is said how many there are."""

UNREAD = "commands in force could not be read from Kafka"

FOLLOWS = {
    "pause": "pauses; what is in work is finished",
    "resume": "goes on",
    "block": "is blocked, with its subdomains",
    "unblock": "is no longer blocked by a command",
    "pace": "has a new pace",
    "cancel": "is withdrawn; its outcome `cancelled` follows, unless its page is fetched already",
}
"""Action → what follows."""


def command(
    action: Action,
    target: str,
    why: str,
    by: str | None = None,
    delay_seconds: float | None = None,
    concurrency: int | None = None,
    url: str | None = None,
) -> Control:
    """Make a command, or raise `Problem` with what is wrong with it."""
    if not why.strip():
        raise Problem("why? say it in one line, for whoever asks later", 2)
    if action in ("block", "unblock", "pace"):
        target = host_named(target)
    if action in ("block", "pace") and is_public_suffix(target):
        also = "; `blocked_hosts` of the rules file takes it" if action == "block" else ""
        raise Problem(f"{target} is no host: everybody's sites are under it{also}", 2)
    try:
        return Control(
            action=action,
            target=target,
            delay_seconds=delay_seconds,
            concurrency=concurrency,
            url=url,
            by=by or whoever(),
            why=why,
            at=now(),
        )
    except ValidationError as error:
        raise Problem(problem_of(error), 2) from None


def whoever() -> str:
    """Name who gives the command, as far as this machine knows."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = "somebody"
    return f"{user}@{socket.gethostname()}"


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


def follows(given: Control) -> str:
    """Say what a command does to its target."""
    if given.action == "pace" and given.delay_seconds is given.concurrency is None:
        return "has the pace of settings and rules again"
    return FOLLOWS[given.action]


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


def cancels_of(
    known: Mapping[str, list[dict[str, Any]]], why: str, by: str | None
) -> tuple[list[Control], list[str]]:
    """Make the commands from the ledger's lines: what is answered meanwhile stops no other."""
    found, closed = [], []
    for query, lines in known.items():
        still_open = [line for line in lines if line["answer"] is None]
        if not still_open:
            closed.append(f"{query!r} {'has its answer already' if lines else 'is not known'}")
        found += [
            command("cancel", line["submission_id"], why, by, url=line["url"])
            for line in still_open
        ]
    if not found:
        raise Problem(f"{'; '.join(some_of(closed))}: nothing is withdrawn")
    return found, closed


def some_of(lines: Sequence[str]) -> list[str]:
    """Return the first of many lines, and one that says how many more there are."""
    more = len(lines) - NAMED_MAX
    return [*lines[:NAMED_MAX], *([f"and {more:,} more"] if more > 0 else [])]


class Held(NamedTuple):
    """What commands say of URLs that have no answer yet."""

    pauses: list[Control]
    cancels: dict[str, Control]
    """Submission id → the command that withdraws it."""
    is_known: bool = True
    """Whether the commands could be read."""

    def of(self, submission_id: str) -> list[Control]:
        """Return what holds for a submission: its withdrawal, and the pauses that it may meet."""
        withdrawn = self.cancels.get(submission_id)
        return [*([withdrawn] if withdrawn else []), *self.pauses]


async def held(settings: Settings) -> Held:
    """Read what is paused and withdrawn, as far as that can be read soon."""
    found = await in_force(settings, HELD_SECONDS)
    if found is None:
        return Held([], {}, is_known=False)
    pauses = [each for each in found if each.action == "pause"]
    return Held(pauses, {each.target: each for each in found.cancels()})


async def in_force(settings: Settings, within_seconds: float = READ_SECONDS) -> InForce | None:
    """Read what is in force; None where that cannot be read within some seconds."""
    state = InForce()
    try:
        async with (
            asyncio.timeout(within_seconds),
            Reader(settings, CONTROL.name, from_beginning=True) as reader,
        ):
            async for record in reader.until_end():
                with contextlib.suppress(BadControl):  # the services count it
                    state.read(record.key, record.value)
    except (Problem, TimeoutError):
        return None
    return state


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


def in_words(control: Control) -> str:
    """Describe a command in one line: what, by whom, since when, why."""
    pace = [
        f"{control.delay_seconds:g} s between requests"
        if control.delay_seconds is not None
        else "",
        f"{control.concurrency} at once" if control.concurrency is not None else "",
    ]
    told = ", ".join(filter(None, pace))
    what = f"{control.action} {control.url or control.target}{': ' if told else ''}{told}"
    return f"{what} (by {control.by}, {control.at:%Y-%m-%d %H:%M} UTC: {control.why})"
