"""A body as it arrives: decompressed, counted against the limit, and timed against the least rate.

Every layer of encoding is counted, so that a bomb in a bomb is stopped at its first layer too.
"""

import math
from collections.abc import Callable, Iterator

from schemas.outcomes import Reason
from services.fetch.http.types import ClientLimits
from services.fetch.http.wire.decoder import BadEncoding
from services.fetch.http.wire.decoders import decoders_for
from services.stage.endings import PermanentError

Feed = Callable[[bytes], Iterator[bytes]]


class Body:
    """Collects one body. Costs at most the limit and one piece beyond what it keeps."""

    def __init__(self, content_encoding: str | None, limit_bytes: int) -> None:
        self.wire_bytes = 0
        self.size_bytes = 0
        self._limit_bytes = limit_bytes
        self._pieces: list[bytes] = []
        try:
            layers = decoders_for(content_encoding, limit_bytes) if content_encoding else []
        except BadEncoding as error:
            raise PermanentError(Reason.NO_DECODE, str(error)) from None
        self._decoders = layers
        self._layers = [_Counted(layer.feed, limit_bytes) for layer in layers]

    def add(self, chunk: bytes) -> Iterator[int]:
        """Take a chunk from the wire; yields the size of each piece, so the caller may breathe.

        Raises `PermanentError`: `too_large`, `decompression_limit`, or `no_decode` where the bytes
        are not what their encoding says.
        """
        self.wire_bytes += len(chunk)
        if self.wire_bytes > self._limit_bytes:
            raise PermanentError(Reason.TOO_LARGE, f"more than {self._limit_bytes} bytes")
        if not self._layers:
            self._keep(chunk)
            yield len(chunk)
            return
        try:
            for piece in self._decoded(chunk, 0):
                self._keep(piece)
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
        return bool(self._decoders) and all(each.is_whole for each in self._decoders)

    def joined(self) -> bytes:
        """Give the whole body; what a cut-off encoding still held back is left out."""
        return self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)

    def _keep(self, piece: bytes) -> None:
        self.size_bytes += len(piece)
        self._pieces.append(piece)

    def _decoded(self, data: bytes, depth: int) -> Iterator[bytes]:
        for piece in self._layers[depth].feed(data):
            if depth + 1 < len(self._layers):
                yield from self._decoded(piece, depth + 1)
            else:
                yield piece


class _Counted:
    """A decoder whose output is counted against the limit."""

    def __init__(self, feed: Feed, limit_bytes: int) -> None:
        self._feed = feed
        self._left_bytes = limit_bytes
        self._limit_bytes = limit_bytes

    def feed(self, data: bytes) -> Iterator[bytes]:
        for piece in self._feed(data):
            self._left_bytes -= len(piece)
            if self._left_bytes < 0:
                detail = f"unpacks to more than {self._limit_bytes} bytes"
                raise PermanentError(Reason.DECOMPRESSION_LIMIT, detail)
            if piece:
                yield piece


def patience_seconds(wire_bytes: int, limits: ClientLimits) -> float:
    """Say how long after its start a body may take to bring more than `wire_bytes`.

    The least rate counts from the start on, after a grace: a body that came fast at first may
    pause for longer.
    """
    if limits.least_rate_bytes_per_second <= 0:
        return math.inf
    return limits.rate_grace_seconds + wire_bytes / limits.least_rate_bytes_per_second
