"""A body as it arrives: decompressed, counted against the limit, and timed against the least rate.

Every layer of encoding is counted, so that a bomb in a bomb is stopped at its first layer too.
"""

import math
from collections.abc import Iterator
from itertools import chain

from schemas.outcomes import Reason
from services.fetch.http.wire.decoder import BadEncoding, Decoder
from services.fetch.http.wire.decoders import decoders_for
from services.settings import Settings
from services.stage.endings import PermanentError


class Body:
    """Collects one body. Costs at most the limit and one piece beyond what it keeps."""

    def __init__(self, content_encoding: str | None, limit_bytes: int) -> None:
        self.wire_bytes = 0
        self.size_bytes = 0
        self._limit_bytes = limit_bytes
        self._pieces: list[bytes] = []
        try:
            layers = decoders_for(content_encoding) if content_encoding else []
        except BadEncoding as error:
            raise PermanentError(Reason.NO_DECODE, str(error)) from None
        self._layers = [_Counted(layer, limit_bytes) for layer in layers]

    def add(self, chunk: bytes) -> Iterator[int]:
        """Take a chunk from the wire; yields the size of each piece, so the caller may breathe.

        Raises `PermanentError`: `too_large`, `decompression_limit`, or `no_decode` where the bytes
        are not what their encoding says.
        """
        self.wire_bytes += len(chunk)
        if self.wire_bytes > self._limit_bytes:
            raise PermanentError(Reason.TOO_LARGE, f"more than {self._limit_bytes} bytes")
        pieces: Iterator[bytes] = iter((chunk,))
        for layer in self._layers:
            pieces = layer.feed(pieces)
        try:
            for piece in pieces:
                self.size_bytes += len(piece)
                self._pieces.append(piece)
                yield len(piece)
        except BadEncoding as error:
            raise PermanentError(Reason.NO_DECODE, str(error)) from None

    def first_bytes(self, size_bytes: int) -> bytes:
        """Give so many bytes from the start, fewer where fewer have come."""
        if self._pieces and len(self._pieces[0]) >= size_bytes:
            return self._pieces[0][:size_bytes]
        return b"".join(self._pieces)[:size_bytes]

    @property
    def is_whole(self) -> bool:
        """Whether its encoding says that it has ended, whatever the response's framing says."""
        return bool(self._layers) and all(layer.is_whole for layer in self._layers)

    def joined(self) -> bytes:
        """Give the whole body; what a cut-off encoding still held back is left out."""
        return self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)


class _Counted:
    """A decoder whose output is counted against the limit."""

    def __init__(self, decoder: Decoder, limit_bytes: int) -> None:
        self._decoder = decoder
        self._left_bytes = limit_bytes
        self._limit_bytes = limit_bytes

    @property
    def is_whole(self) -> bool:
        return self._decoder.is_whole

    def feed(self, packed: Iterator[bytes]) -> Iterator[bytes]:
        for piece in chain.from_iterable(map(self._decoder.feed, packed)):
            self._left_bytes -= len(piece)
            if self._left_bytes < 0:
                detail = f"unpacks to more than {self._limit_bytes} bytes"
                raise PermanentError(Reason.DECOMPRESSION_LIMIT, detail)
            if piece:
                yield piece


def patience_seconds(wire_bytes: int, settings: Settings) -> float:
    """Say how long after its start a body may take to bring more than `wire_bytes`.

    The least rate counts from the start on, after a grace: a body that came fast at first may
    pause for longer.
    """
    least_rate = settings.fetch_least_rate_bytes_per_second
    return settings.fetch_rate_grace_seconds + wire_bytes / least_rate if least_rate else math.inf
