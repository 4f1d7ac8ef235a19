"""The terminal: what comes from pages and clients is text, and steers nothing."""

import re
from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters but tab and line feed: an escape sequence can move the cursor, rename the
window or write the clipboard."""


class Terminal(Console):
    """A console that shows `\ufffd` for each control character in what it is given."""

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(stderr=stderr, highlight=False)

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Render as `Console` does; its own sequences are styles and controls, never text."""
        for segment in super().render(renderable, options):
            if segment.control or not _STEERING.search(segment.text):
                yield segment
            else:
                yield Segment(_STEERING.sub("\ufffd", segment.text), segment.style)


def stderr() -> Console:
    """Where everything goes that is not the command's output."""
    return Terminal(stderr=True)
