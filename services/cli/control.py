"""Commands without a restart: what is written to `control.v1`, and what is in force."""

import asyncio
import contextlib
import getpass
import socket
from collections.abc import Iterable

from pydantic import ValidationError
from rich.console import Console
from rich.text import Text

from schemas.control import Action, BadControl, Control, problem_of, read_control
from schemas.envelope import Message
from schemas.pipeline import CONTROL
from schemas.url import BadUrl, host_of
from services.cli.errors import Problem
from services.cli.feed import producer_for
from services.cli.reading import Reader
from services.cli.stages import ask_ledger
from services.clock import now
from services.settings import Settings
from services.stage.control.in_force import InForce

READ_SECONDS = 8.0
"""`newsreel status` must also tell of a broker that is away, and soon."""

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
    try:
        return Control(
            action=action,
            target=host_in(target) if action in ("block", "unblock", "pace") else target,
            delay_seconds=delay_seconds,
            concurrency=concurrency,
            url=url,
            by=by or whoever(),
            why=why,
            at=now(),
        )
    except ValidationError as error:
        raise Problem(problem_of(error), 2) from None


def host_in(text: str) -> str:
    """Bring a host, or the host of a URL, into the spelling of URLs."""
    try:
        return host_of(text if "://" in text else f"http://{text.strip('.')}/")
    except BadUrl as error:
        raise Problem(f"{text!r} is not a host name: {error}", 2) from None


def whoever() -> str:
    """Name who gives the command, as far as this machine knows."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = "somebody"
    return f"{user}@{socket.gethostname()}"


async def send(settings: Settings, commands: Iterable[Control], console: Console) -> int:
    """Write commands, and say what follows."""
    async with producer_for(settings) as producer:
        for each in commands:
            await producer.send(CONTROL, Message(each.key.encode(), each.value, []))
            console.print(Text(f"{each.url or each.target} {follows(each)}"), soft_wrap=True)
    return 0


def follows(given: Control) -> str:
    """Say what a command does to its target."""
    if given.action == "pace" and given.delay_seconds is given.concurrency is None:
        return "has the pace of settings and rules again"
    return FOLLOWS[given.action]


async def cancels(
    settings: Settings, queries: Iterable[str], why: str, by: str | None
) -> list[Control]:
    """Make a command for each open submission of the URLs or ids, or raise `Problem`."""
    found = []
    for query in queries:
        lines = await ask_ledger(settings, "/trace", of=query)
        still_open = [line for line in lines if line["answer"] is None]
        if not still_open:
            known = "has its answer already" if lines else "is not known"
            raise Problem(f"{query!r} {known}: nothing is withdrawn")
        found += [
            command("cancel", line["submission_id"], why, by, url=line["url"])
            for line in still_open
        ]
    return found


async def in_force(settings: Settings) -> InForce | None:
    """Read what is in force; None where that cannot be read within some seconds."""
    state = InForce()
    try:
        async with (
            asyncio.timeout(READ_SECONDS),
            Reader(settings, CONTROL.name, from_beginning=True) as reader,
        ):
            async for record in reader.until_end():
                with contextlib.suppress(BadControl):  # the services count it
                    state.take(read_control(record.key, record.value))
    except (Problem, TimeoutError):
        return None
    return state


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
