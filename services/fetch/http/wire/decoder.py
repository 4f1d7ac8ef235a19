"""What a decoder of one Content-Encoding is; each gives out no more than a piece at a time."""

from collections.abc import Iterator
from typing import Protocol

PIECE_BYTES = 262_144
"""A page decodes in one or two; a bomb is stopped after the one that goes over the limit."""


class BadEncoding(ValueError):
    """The body is not what its Content-Encoding says."""


class Decoder(Protocol):
    """One layer of Content-Encoding."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Decode some more, or raise `BadEncoding`."""
        ...

    @property
    def is_whole(self) -> bool:
        """Whether an end has come; False where the format leaves it open."""
        ...
