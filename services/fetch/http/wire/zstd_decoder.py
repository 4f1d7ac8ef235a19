"""The encoding zstd."""

import contextlib
from collections.abc import Iterator
from typing import IO, cast

import zstandard

from services.fetch.http.wire.decoder import PIECE_BYTES, BadEncoding

ZSTD_WINDOW_MAX_BYTES = 16 * 1024 * 1024
"""Twice what RFC 9659 lets a server use: some send a page as one segment of its own size."""
ZSTD_TWICE_MAX_BYTES = 262_144
"""A longer body with a wrong checksum is refused."""
_CHECKSUM = "checksum"
_ZSTD_FLAGS_AT, _ZSTD_HAS_CHECKSUM = 4, 0x04
"""Of a frame's header (RFC 8878, 3.1.1.1.1)."""
_NO_FRAME = "Unknown frame descriptor"
"""What zstd says of bytes that begin no frame: after a frame they are garbage, as after gzip."""


class Zstd:
    """RFC 8878, several frames in a row, with a bounded window."""

    def __init__(self, limit_bytes: int) -> None:
        """Give out no more than `limit_bytes` and a piece for one feed."""
        self._sink = _Sink(limit_bytes)
        self._given_bytes = 0
        self._ended = False
        self._taken = bytearray()
        """The input so far, while it is short enough to be decoded twice."""
        self._writer = _zstd_writer(self._sink)

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Decode some more, or raise `BadEncoding`."""
        if self._ended:
            return
        try:
            self._writer.write(data)
        except _Enough:
            pass
        except zstandard.ZstdError as error:
            self._ended = True
            if _CHECKSUM in str(error) and len(self._taken) + len(data) <= ZSTD_TWICE_MAX_BYTES:
                self._sink.take()
                yield b"".join(self._unchecked(data))[self._given_bytes :]
                return
            if _NO_FRAME not in str(error) or not (self._given_bytes or self._sink.has_some):
                raise BadEncoding(f"zstd: {error}") from None
        if len(self._taken) <= ZSTD_TWICE_MAX_BYTES:
            self._taken += data
        for piece in self._sink.take():
            self._given_bytes += len(piece)
            yield piece

    @property
    def is_whole(self) -> bool:
        """Say no: the library does not tell where a frame ends."""
        return False

    def _unchecked(self, data: bytes) -> list[bytes]:
        """Decode the frame again as one without a checksum: the library holds back its end."""
        frame = self._taken + data
        frame[_ZSTD_FLAGS_AT] &= ~_ZSTD_HAS_CHECKSUM
        with contextlib.suppress(zstandard.ZstdError, _Enough):  # the checksum begins no frame
            _zstd_writer(self._sink).write(bytes(frame))
        return self._sink.take()


def _zstd_writer(sink: "_Sink") -> zstandard.ZstdDecompressionWriter:
    unpacker = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW_MAX_BYTES)
    taker = cast("IO[bytes]", sink)
    return unpacker.stream_writer(taker, write_size=PIECE_BYTES, closefd=False)


class _Enough(Exception):
    pass


class _Sink:
    """Takes what one write of zstd gives out, and stops it when that is more than the limit."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._pieces: list[bytes] = []
        self._bytes = 0

    def write(self, piece: bytes) -> int:
        self._pieces.append(piece)
        self._bytes += len(piece)
        if self._bytes > self._limit_bytes:
            raise _Enough
        return len(piece)

    @property
    def has_some(self) -> bool:
        return bool(self._pieces)

    def take(self) -> list[bytes]:
        pieces, self._pieces, self._bytes = self._pieces, [], 0
        return pieces
