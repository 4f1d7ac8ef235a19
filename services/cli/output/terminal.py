"""The terminal: what comes from pages and clients is text, and steers nothing."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass

import orjson
from rich.console import Console, ConsoleOptions, RenderableType
from rich.measure import Measurement
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

STDOUT, STDERR = 1, 2
"""Numbers of the standard outputs."""
WIDEST_COLUMNS = 10_000
"""No table is as wide."""

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters but tab and line feed: an escape sequence can move the cursor, rename the
window or write the clipboard."""


class Terminal(Console):
    """A console that shows `\ufffd` for each control character in what it is given."""

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(stderr=stderr, highlight=False, emoji=False)

    def on_broken_pipe(self) -> None:
        """Let `main` end the command, as it does where `print` finds nobody to read on."""
        raise BrokenPipeError

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Render as `Console` does; its own sequences are styles and controls, never text."""
        for segment in super().render(renderable, options):
            if segment.control or not _STEERING.search(segment.text):
                yield segment
            else:
                yield Segment(_STEERING.sub("\ufffd", segment.text), segment.style)


@dataclass(frozen=True, slots=True)
class _Whole:
    table: Table

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> Iterable[RenderableType | Segment]:
        wide = options.update(max_width=WIDEST_COLUMNS)
        own = Measurement.get(console, wide, self.table).maximum
        return console.render(self.table, options.update(width=own))


def print_line(text: Text | str, console: Console, style: str = "") -> None:
    """Print a text as it is, on one line however narrow the terminal: brackets are no markup."""
    console.print(Text(text, style) if isinstance(text, str) else text, soft_wrap=True)


def print_table(table: Table, console: Console) -> None:
    """Print a table as wide as it is: a narrow terminal breaks its lines, nothing is cut off."""
    console.print(_Whole(table), crop=False)


def count_table(*names: str, counted: str) -> Table:
    """Make a table of what goes by some names, and how many of it were counted."""
    table = Table(box=None, pad_edge=False)
    for name in names:
        table.add_column(name)
    table.add_column(counted, justify="right")
    return table


def print_json(data: object) -> None:
    """Print an object as one line of JSON on the command's output."""
    print(orjson.dumps(data).decode())


def stderr() -> Console:
    """Where everything goes that is not the command's output."""
    return Terminal(stderr=True)


def write_nowhere(*outputs: int) -> None:
    """Let go of outputs that take nothing any more: to write to them, or to end, would fail."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for each in outputs:
        os.dup2(nowhere, each)
