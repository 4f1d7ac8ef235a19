"""Commands of operators, made and checked; `send.py` writes them to `control.v1`."""

import getpass
import socket
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from schemas.control import Action, Control, problem_of
from schemas.url.hosts import is_public_suffix
from services.cli.errors import Problem
from services.cli.input.hosts import host_named
from services.cli.input.words import read_why
from services.clock import now

NAMED_MAX = 20
"""URLs that are named one by one; of the others it is said how many there are."""

FOLLOWS = {
    "pause": "pauses; what is in work is finished",
    "resume": "goes on",
    "block": "is blocked, with its subdomains",
    "unblock": "is no longer blocked by a command",
    "pace": "has a new pace",
    "cancel": "is withdrawn; its outcome `cancelled` follows, unless its page is fetched already",
}
"""Action → what follows."""


def command(action: Action, target: str, why: str, by: str | None = None, **said: Any) -> Control:
    """Make a command, or raise `Problem` with what is wrong with it.

    `said`: fields of `Control` that go with the action.
    """
    if action in ("block", "unblock", "pace"):
        target = host_named(target)
    if action in ("block", "pace") and is_public_suffix(target):
        also = "; block it by `blocked_hosts` in the rules file" if action == "block" else ""
        raise Problem(f"{target} is not a site: other people's sites are below it{also}", 2)
    try:
        return Control(
            action=action, target=target, by=who(by), why=read_why(why), at=now(), **said
        )
    except ValidationError as error:
        raise Problem(problem_of(error), 2) from None


def who(by: str | None) -> str:
    """Name in one line who gives a command: who is said to, else as far as this machine knows."""
    if told := " ".join((by or "").split()):
        return told
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = "somebody"
    return f"{user}@{socket.gethostname()}"


def takes_back(given: Control) -> bool:
    """Tell whether a command ends what an earlier one began."""
    if given.action == "pace":
        return given.delay_seconds is given.concurrency is None
    return given.action in ("resume", "unblock")


def follows(given: Control) -> str:
    """Say what a command does to its target."""
    if given.action == "pace" and takes_back(given):
        return "has the pace of settings and rules again"
    return FOLLOWS[given.action]


def cancels_of(
    known: Mapping[str, list[dict[str, Any]]], why: str, by: str | None
) -> tuple[list[Control], list[str]]:
    """Make the commands from the ledger's lines: what is answered meanwhile stops no other."""
    found, closed = [], []
    for query, lines in known.items():
        still_open = [line for line in lines if line["answer"] is None]
        if not still_open:
            closed.append(f"{query!r} {_closed(lines)}")
        found += [
            command("cancel", line["submission_id"], why, by, url=line["url"])
            for line in still_open
        ]
    if not found:
        raise Problem(f"{'; '.join(some_of(closed))}: nothing is withdrawn")
    return found, closed


def _closed(lines: Sequence[Mapping[str, Any]]) -> str:
    """Say why nothing of a URL or id can be withdrawn."""
    if not lines:
        return "is not known"
    is_there = any(line["answer"].get("article_id") for line in lines)
    said = "has its answer already"
    return f"{said} (`newsreel retract` takes an article down)" if is_there else said


def some_of(lines: Sequence[str]) -> list[str]:
    """Return the first of many lines, and one that says how many more there are."""
    more = len(lines) - NAMED_MAX
    return [*lines[:NAMED_MAX], *([f"and {more:,} more"] if more > 0 else [])]
