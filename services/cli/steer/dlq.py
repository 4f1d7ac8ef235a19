"""`newsreel dlq`: list, show, retry or drop dead letters."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import astuple, dataclass

from rich.console import Console
from rich.status import Status
from rich.text import Text

from schemas.control import STAGES
from schemas.outcomes import OutcomeKind
from schemas.pipeline import PIPELINE
from schemas.url.hosts import is_within
from services.cli.clients.kafka import producer_for
from services.cli.clients.reader import Reader
from services.cli.errors import Problem, require_known
from services.cli.input.words import require_reason
from services.cli.output.terminal import count_table, print_line, print_table, stderr
from services.cli.output.times import column
from services.clock import now
from services.settings import Settings
from services.stage.kafka.produce.producer import Producer
from services.stage.operator.dead_letters import DeadLetter, grouped, still_open
from services.stage.record import Record

VALUE_SHOWN_BYTES = 2_000
LETTERS_AT_ONCE = 500
"""One after the other, seven thousand took longer than a minute and a half."""
LETTERS_BYTES = 32_000_000
"""Of values at once: sixteen thousand letters of an hour of odd records took 1.1 GB."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which letters are meant; every field that is set must fit."""

    stage: str | None = None
    reason: str | None = None
    error: str | None = None
    host: str | None = None
    everything: bool = False
    places: frozenset[str] = frozenset()

    def fits(self, letter: DeadLetter) -> bool:
        """Whether the letter is meant."""
        wanted = {"stage": self.stage, "reason": self.reason, "error": self.error}
        named = all(letter.note(name) == value for name, value in wanted.items() if value)
        here = not self.places or letter.place in self.places
        return named and here and (self.host is None or is_within(letter.host, self.host))

    def require_some(self) -> None:
        """Refuse to mean everything by accident."""
        if not any(astuple(self)):
            which = "name their places, or give --stage, --reason, --error, --host, or --all"
            raise Problem(f"which ones? {which}", 2)

    def require_places(self, found: Sequence[DeadLetter]) -> None:
        """Refuse a place where no letter is open that is meant."""
        missing = sorted(self.places - {letter.place for letter in found})
        if missing:
            raise Problem(
                f"there is no open dead letter {missing[0]!r}; `newsreel dlq list` names them"
            )


def require_whole(found: Sequence[DeadLetter]) -> None:
    """Refuse to put back what was too large to be kept."""
    for letter in found:
        if letter.is_in_short:
            url = letter.url or "its URL"
            raise Problem(
                f"{letter.place} was too large to be kept whole, and cannot be put back; submit"
                f" {url} again, then `newsreel dlq drop {letter.place}`"
            )


async def letters(settings: Settings, choice: Choice) -> list[DeadLetter]:
    """Read the dead-letter topics to their ends; letters come without their values.

    Those may weigh gigabytes: `whole` gives them, some at a time.
    """
    if choice.stage is not None:
        require_known("stage", choice.stage, STAGES)
    topics = [step.dead_letters.name for step in PIPELINE if choice.stage in (None, step.stage)]
    if choice.reason is not None:
        require_reason(choice.reason, (OutcomeKind.DEAD_LETTERED,))
    async with Reader(settings, *topics, from_beginning=True) as reader:
        records = [Record.of(record).without_value() async for record in reader.until_end()]
    return [letter for letter in still_open(records) if choice.fits(letter)]


async def whole(
    settings: Settings, found: Sequence[DeadLetter]
) -> AsyncIterator[Sequence[DeadLetter]]:
    """Read letters again, with their values: some at a time, in the order of their topics."""
    wanted = {letter.place for letter in found}
    topics = sorted({letter.record.topic for letter in found})
    if not topics:
        return
    some: list[DeadLetter] = []
    async with Reader(settings, *topics, from_beginning=True) as reader:
        async for record in reader.until_end():
            letter = DeadLetter(Record.of(record))
            if letter.place not in wanted:
                continue
            wanted.remove(letter.place)
            some.append(letter)
            size = sum(len(one.record.value or b"") for one in some)
            if not wanted or len(some) == LETTERS_AT_ONCE or size >= LETTERS_BYTES:
                yield some
                some = []
            if not wanted:
                return


async def show_list(settings: Settings, choice: Choice, console: Console) -> int:
    """Print the groups, then the letters."""
    with reading():
        found = await letters(settings, choice)
    if not found:
        console.print("no dead letters")
        return 0
    table = count_table("stage", "reason", "error", counted="events")
    for (stage, reason, error), count in grouped(found).most_common():
        table.add_row(stage, reason, Text(error), f"{count:,}")
    print_table(table, console)
    console.print()
    for letter in found[:100]:
        print_line(line_of(letter), console)
    if len(found) > 100:
        console.print(f"… and {len(found) - 100:,} more")
    return 0


def line_of(letter: DeadLetter) -> Text:
    """Describe a letter in one line: when it was written, its place, its URL."""
    text = Text(f"{column(letter.record.at)}  ", "dim")
    return text.append(f"{letter.place}  {letter.url or '(URL unknown)'}", "default")


async def show_one(settings: Settings, place: str, console: Console) -> int:
    """Print one letter with its trace."""
    choice = Choice(places=frozenset({place}))
    with reading():
        meant = await letters(settings, choice)
        choice.require_places(meant)
        found = [letter async for some in whole(settings, meant) for letter in some]
    _print(found[0], console)
    return 0


def _print(letter: DeadLetter, console: Console) -> None:
    print_line(letter.url or "(URL unknown)", console, "bold")
    submission = letter.submission_id or "(unknown)"
    print_line(f"  submission  {submission}", console)
    for name in ("stage", "reason", "error", "message", "place", "at"):
        print_line(f"  {name:<11} {letter.note(name)}", console)
    passport = letter.passport
    for stamp in passport.journey if passport else []:
        console.print(f"  {stamp.stage:<11} {stamp.at.isoformat()}  {stamp.duration_ms:.1f} ms")
    print_line(letter.note("traceback"), console, "red")
    value = letter.record.value or b""
    console.print(f"{len(value):,} bytes:", style="dim")
    text = value[:VALUE_SHOWN_BYTES].decode("utf-8", "replace")
    print_line(text, console)


async def act(
    settings: Settings, choice: Choice, action: str, dry_run: bool, console: Console
) -> int:
    """Retry or drop the letters that are meant: say what and how many, then do it."""
    choice.require_some()
    with reading():
        found = await letters(settings, choice)
    choice.require_places(found)
    verb = {"retried": "put back", "dropped": "close"}[action]
    for (stage, reason, error), count in grouped(found).most_common():
        line = f"{'would ' if dry_run else ''}{verb} {count:,}: {stage}, {reason}, {error}"
        print_line(line, console)
    if not found:
        console.print("no dead letters fit")
    elif not dry_run:
        await act_on(settings, found, action)
        console.print(f"{len(found):,} {action}")
    return 0


async def act_on(settings: Settings, found: Sequence[DeadLetter], action: str) -> None:
    """Put letters back (`retried`) or close them (`dropped`), many at once, each key in order."""
    if action == "retried":
        require_whole(found)
    async with producer_for(settings) as producer:
        parts = whole(settings, found) if action == "retried" else _parts(found)
        async for some in parts:
            await asyncio.gather(*(_act_on_one(producer, letter, action) for letter in some))


async def _parts(found: Sequence[DeadLetter]) -> AsyncIterator[Sequence[DeadLetter]]:
    for start in range(0, len(found), LETTERS_AT_ONCE):
        yield found[start : start + LETTERS_AT_ONCE]


def reading() -> Status:
    """Say on a terminal that the letters are being read, which may take a minute."""
    return stderr().status("reading dead letters")


async def _act_on_one(producer: Producer, letter: DeadLetter, action: str) -> None:
    if action == "retried":
        await producer.send(*letter.again())
    # after a crash here the letter is put back once more, which changes no answer
    await producer.send(letter.record.topic, letter.closing(action, now()))
