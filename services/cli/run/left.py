"""What `newsreel up` leaves without an answer: named, and in a file that `submit --file` takes."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import orjson
from rich.console import Console
from sqlalchemy import Connection, Select, func, select

from services.cli.clients.store import connected, read_if_answered
from services.cli.errors import Problem
from services.cli.output.cards import readable
from services.cli.output.runnable import runnable
from services.cli.output.terminal import print_line
from services.clock import now
from services.ledger.tables import URLS
from services.settings import Settings

NAMED_MAX = 20
"""URLs that are named; the file has all."""
ROWS_AT_ONCE = 1_000
"""URLs in memory at a time."""

ALL_ANSWERED = "every URL that was submitted has its answer"
READ_ARE_ANSWERED = "every URL that the ledger has read has its answer"
UNREAD = (
    "what the ledger had not read could not be read either, and the embedded broker is memory only:"
    " submit once more what you submitted last"
)


@dataclass(frozen=True, slots=True)
class Left:
    """URLs that have no answer."""

    count: int
    oldest: list[str]
    """The URLs of those that are named."""


def say_what_is_left(
    console: Console, settings: Settings, folder: Path | None, is_whole: bool
) -> None:
    """Say which URLs have no answer, and what to do: the folder gets a file of all.

    None: Kafka keeps them. `is_whole`: whether the account has every submission there is.
    Nothing is said where the ledger has no database, or it does not answer.
    Raises `Problem` where the file cannot be written.
    """
    left = what_is_left(settings)
    if left is None:
        return
    if folder is not None and not is_whole:
        console.print(f"[yellow]{UNREAD}[/yellow]", soft_wrap=True)
    if not left.count:
        console.print(ALL_ANSWERED if is_whole else READ_ARE_ANSWERED)
        return
    _print(left, console)
    if folder is None:
        console.print("start again with the same NEWSREEL_KAFKA to go on")
        return
    file = file_in(folder, now())
    write_file(settings, file)
    hint = runnable(f"`newsreel submit --file {shlex.quote(str(file))}`")
    print_line(f"the embedded broker is memory only; start again, then {hint}", console)


def file_in(folder: Path, at: datetime) -> Path:
    """Name a file of its own for each end: what an earlier one kept may not be submitted yet."""
    return folder / f"open-{at:%Y%m%d-%H%M%S}.jsonl"


def what_is_left(settings: Settings) -> Left | None:
    """Find the URLs without an answer; None where nobody can tell."""
    return read_if_answered(settings, "ledger", URLS, _left)


def write_file(settings: Settings, file: Path) -> None:
    """Write all URLs without an answer to a file, or raise `Problem`.

    As URLs alone: under an id that it had before, a URL would count as submitted already.
    """
    with connected(settings, "ledger") as connection:
        try:
            with file.open("wb") as out:
                out.writelines(orjson.dumps({"url": url}) + b"\n" for url in _urls(connection))
        except OSError as error:
            raise Problem(f"cannot write {file}: {error.strerror}") from error


def _left(connection: Connection) -> Left:
    is_open = URLS.c.outcome_id.is_(None)
    count = connection.execute(select(func.count()).where(is_open)).scalar_one()
    oldest = connection.execute(_open_by_age().limit(NAMED_MAX))
    return Left(count, [row.url for row in oldest])


def _urls(connection: Connection) -> Iterator[str]:
    rows = connection.execution_options(yield_per=ROWS_AT_ONCE).execute(_open_by_age())
    return (row.url for row in rows)


def _open_by_age() -> Select[tuple[str]]:
    still_open = select(URLS.c.url).where(URLS.c.outcome_id.is_(None))
    return still_open.order_by(URLS.c.submitted_at)


def _print(left: Left, console: Console) -> None:
    said = f"{left.count:,} URLs have" if left.count > 1 else "1 URL has"
    console.print(f"[yellow]{said} no answer yet[/yellow]")
    for url in left.oldest:
        print_line(f"  {readable(url)}", console)
    if left.count > len(left.oldest):
        console.print(f"  and {left.count - len(left.oldest):,} more")
