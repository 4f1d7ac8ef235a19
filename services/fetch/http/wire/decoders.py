"""Streaming decoders of Content-Encoding; none gives out more than a piece at a time.

A page decodes in one or two pieces; a bomb is stopped after the piece that goes over the limit.
"""

import contextlib
import zlib
from collections.abc import Iterator
from typing import IO, Protocol, cast

import brotli
import zstandard

from services.fetch.http.wire.gzip_header import (
    GZIP_HEADER_MAX_BYTES,
    GZIP_MAGIC,
    gzip_header_end,
    is_damaged,
)

PIECE_BYTES = 262_144
ZSTD_WINDOW_MAX_BYTES = 16 * 1024 * 1024
"""Twice what RFC 9659 lets a server use: some send a page as one segment of its own size."""
ENCODINGS_MAX = 3
"""Nobody stacks more in earnest."""

ZSTD_TWICE_MAX_BYTES = 262_144
"""A longer body with a wrong checksum is refused."""
BROTLI_TWICE_MAX_BYTES = 262_144
"""A longer body with garbage after its end is refused; byte by byte this takes some 50 ms."""
BROTLI_END_MAX_BYTES = 16 * PIECE_BYTES

GZIP_MEMBERS_MAX = 1_000
"""bgzip makes 160 of 10 MB; each costs time even if it is empty."""


_GZIP_TRAILER_BYTES = 8


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


class Gzip:
    """RFC 1952, several members in a row, and plain bytes that were only declared as gzip.

    The trailer is skipped unread, as browsers do: a wrong checksum is no worse than a missing one.
    """

    def __init__(self) -> None:
        self._start = b""
        self._inflate: zlib._Decompress | None = None
        self._members = 0
        self._skip = 0
        """Bytes of a trailer still to come."""
        self._plain = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Decode some more, or raise `BadEncoding`."""
        while data:
            if self._plain:
                if self._members == 0:
                    yield data
                return  # after a member it is garbage, which browsers ignore too
            if self._skip:
                data, self._skip = data[self._skip :], max(0, self._skip - len(data))
                continue
            if self._inflate is None:
                data = self._after_header(data)
                continue
            try:
                yield from _inflated(self._inflate, data)
            except BadEncoding:
                if self._members == 1:
                    raise
                self._plain = True  # what began after a whole member is garbage
                return
            data = self._inflate.unused_data
            if self._inflate.eof:
                self._inflate, self._skip = None, _GZIP_TRAILER_BYTES

    @property
    def is_whole(self) -> bool:
        """Whether a member has ended, and none has begun after it; its trailer is unread anyway."""
        return self._members > 0 and self._inflate is None and not self._start

    def _after_header(self, data: bytes) -> bytes:
        """Read a member's header; returns what follows, nothing where more of it must come."""
        data, self._start = self._start + data, b""
        if not data.startswith(GZIP_MAGIC[: len(data)]):
            self._plain = True
            return data
        if len(data) > 3 and is_damaged(data):
            if self._members:
                self._plain = True
                return data
            raise BadEncoding("gzip: unknown method or flags")
        end = gzip_header_end(data)
        if end is None:
            if len(data) > GZIP_HEADER_MAX_BYTES:
                raise BadEncoding(f"gzip: a header of more than {GZIP_HEADER_MAX_BYTES} bytes")
            self._start = data
            return b""
        self._members += 1
        if self._members > GZIP_MEMBERS_MAX:
            raise BadEncoding(f"gzip: more than {GZIP_MEMBERS_MAX} members")
        self._inflate = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
        return data[end:]


class Deflate:
    """RFC 1950 as the standard says, or raw RFC 1951 as some servers send; the checksum unread."""

    def __init__(self) -> None:
        self._start = b""
        self._inflate: zlib._Decompress | None = None

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Decode some more, or raise `BadEncoding`."""
        if self._inflate is None:
            self._start += data
            if len(self._start) < 2:
                return
            data, self._start = self._start, b""
            if data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0:
                data = data[2:]
            self._inflate = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
        if not self._inflate.eof:
            yield from _inflated(self._inflate, data)

    @property
    def is_whole(self) -> bool:
        """Whether the stream has ended."""
        return self._inflate is not None and self._inflate.eof


class Brotli:
    """RFC 7932; what follows the end is ignored."""

    def __init__(self) -> None:
        self._decompressor = brotli.Decompressor()
        self._taken = bytearray()
        """The input so far, while it is short enough to be decoded twice."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Decode some more, or raise `BadEncoding`."""
        if self._decompressor.is_finished():
            return
        given = 0
        try:
            for piece in _unbrotlied(self._decompressor, data):
                given += len(piece)
                yield piece
        except brotli.error as error:
            yield self._end_before_garbage(data, str(error))[given:]
            return
        if len(self._taken) <= BROTLI_TWICE_MAX_BYTES:
            self._taken += data

    @property
    def is_whole(self) -> bool:
        """Whether the stream has ended."""
        return bool(self._decompressor.is_finished())

    def _end_before_garbage(self, data: bytes, error: str) -> bytes:
        """Decode the last chunk again byte by byte: the library drops an end that is followed."""
        again = brotli.Decompressor()
        if len(self._taken) + len(data) > BROTLI_TWICE_MAX_BYTES:
            raise BadEncoding(f"br: {error}")
        end = bytearray()
        try:
            for _ in _unbrotlied(again, bytes(self._taken)):
                pass
            for at in range(len(data)):
                for piece in _unbrotlied(again, data[at : at + 1]):
                    end += piece
                    if len(end) > BROTLI_END_MAX_BYTES:
                        raise BadEncoding(f"br: {error}")
                if again.is_finished():
                    break
        except brotli.error:
            raise BadEncoding(f"br: {error}") from None
        self._decompressor = again
        return bytes(end)


def _unbrotlied(decompressor: "brotli.Decompressor", data: bytes) -> Iterator[bytes]:
    yield decompressor.process(data, output_buffer_limit=PIECE_BYTES)
    while not decompressor.can_accept_more_data():
        yield decompressor.process(b"", output_buffer_limit=PIECE_BYTES)


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


_CHECKSUM = "checksum"
_ZSTD_FLAGS_AT, _ZSTD_HAS_CHECKSUM = 4, 0x04
"""Of a frame's header (RFC 8878, 3.1.1.1.1)."""
_NO_FRAME = "Unknown frame descriptor"
"""What zstd says of bytes that begin no frame: after a frame they are garbage, as after gzip."""


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


def decoders_for(content_encoding: str, limit_bytes: int) -> list[Decoder]:
    """Give the decoders of a Content-Encoding, outermost first; unknown names are ignored.

    Servers send `utf-8`, `none` or `binary` there; browsers ignore those too.
    Raises `BadEncoding` where more are stacked than anybody sends in earnest.
    """
    layers = [_decoder(name.strip().lower(), limit_bytes) for name in content_encoding.split(",")]
    known = [layer for layer in reversed(layers) if layer is not None]
    if len(known) > ENCODINGS_MAX:
        raise BadEncoding(f"{len(known)} encodings, one in another")
    return known


def _decoder(name: str, limit_bytes: int) -> Decoder | None:
    match name:
        case "gzip" | "x-gzip":
            return Gzip()
        case "deflate":
            return Deflate()
        case "br":
            return Brotli()
        case "zstd":
            return Zstd(limit_bytes)
        case _:
            return None


def _inflated(inflate: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    try:
        while True:
            piece = inflate.decompress(data, PIECE_BYTES)
            yield piece
            data = inflate.unconsumed_tail
            if inflate.eof or (not data and len(piece) < PIECE_BYTES):
                return
    except zlib.error as error:
        raise BadEncoding(f"zlib: {error}") from None
