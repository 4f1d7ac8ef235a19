"""A text in pieces, so that a model which is slow can be stopped between two of them."""

import time
from collections.abc import Iterator

PIECE_CHARACTERS = 1_000
"""A model reads so many in some 30 ms; a longer paragraph is cut where a word ends."""


class ModelSlow(Exception):
    """A model took longer over an article than it may."""


def pieces(text: str, seconds: float) -> Iterator[str]:
    """Yield the paragraphs, or raise `ModelSlow` once so many seconds have gone."""
    deadline = time.monotonic() + seconds
    for line in text.split("\n"):
        for piece in _cut(line):
            if time.monotonic() > deadline:
                raise ModelSlow(f"longer than {seconds:g} s")
            yield piece
    if time.monotonic() > deadline:
        raise ModelSlow(f"longer than {seconds:g} s")


def _cut(line: str) -> Iterator[str]:
    while len(line) > PIECE_CHARACTERS:
        end = line.rfind(" ", 1, PIECE_CHARACTERS)
        end = end if end > 0 else PIECE_CHARACTERS
        yield line[:end]
        line = line[end:]
    if line.strip():
        yield line
