"""Commands of operators that are in force: read from `control.v1`, and in words."""

import asyncio
import contextlib
from collections.abc import Iterable
from typing import Any, NamedTuple

from schemas.control import BadControl, Control
from schemas.pipeline import CONTROL
from services.cli.clients.reader import Reader
from services.cli.errors import Problem
from services.cli.output.times import to_minute
from services.settings import Settings
from services.stage.control.in_force import InForce

READ_SECONDS = 8.0
"""`newsreel status` must also tell of a broker that is away, and soon."""
HELD_SECONDS = 3.0
"""Whoever asks for a URL may have the ledger's address and no broker."""

UNREAD = "commands in force could not be read from Kafka"


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


def as_data(commands: Iterable[Control]) -> list[dict[str, Any]]:
    """Return commands as plain data, for JSON."""
    return [each.model_dump(mode="json", exclude_none=True) for each in commands]


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
    return f"{what} (by {control.by}, {to_minute(control.at)}: {control.why})"
