"""Streaming decoders of Content-Encoding; none gives out more than a piece at a time.

A page decodes in one or two pieces; a bomb is stopped after the piece that goes over the limit.
"""

import zlib
from collections.abc import Iterator
from typing import IO, Protocol, cast

import brotli
import zstandard

PIECE_BYTES = 262_144
ZSTD_WINDOW_MAX_BYTES = 16 * 1024 * 1024
"""Twice what RFC 9659 lets a server use: some send a page as one segment of its own size."""
ENCODINGS_MAX = 3
"""Nobody stacks more in earnest."""

GZIP_MEMBERS_MAX = 1_000
"""bgzip makes 160 of 10 MB; each costs time even if it is empty."""

_GZIP_MAGIC = b"\x1f\x8b"


class BadEncoding(ValueError):
    """The body is not what its Content-Encoding says."""


class Decoder(Protocol):
    """One layer of Content-Encoding."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Decode some more, or raise `BadEncoding`."""
        ...


class Gzip:
    """RFC 1952, several members in a row, and plain bytes that were only declared as gzip."""

    def __init__(self) -> None:
        self._start = b""
        self._inflate: zlib._Decompress | None = None
        self._members = 0
        self._plain = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Decode some more, or raise `BadEncoding`."""
        while data:
            if self._plain:
                if self._members == 0:
                    yield data
                return  # after a member it is garbage, which browsers ignore too
            if self._inflate is None:
                data, self._start = self._start + data, b""
                if len(data) < len(_GZIP_MAGIC):
                    self._start = data
                    return
                self._plain = not data.startswith(_GZIP_MAGIC)
                if self._plain:
                    continue
                self._inflate = self._next_member()
            yield from _inflated(self._inflate, data)
            data = self._inflate.unused_data
            if self._inflate.eof:
                self._inflate = None

    def _next_member(self) -> "zlib._Decompress":
        self._members += 1
        if self._members > GZIP_MEMBERS_MAX:
            raise BadEncoding(f"gzip: more than {GZIP_MEMBERS_MAX} members")
        return zlib.decompressobj(wbits=31)


class Deflate:
    """RFC 1950 as the standard says, or raw RFC 1951 as some servers send."""

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
            with_header = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
            self._inflate = zlib.decompressobj(wbits=15 if with_header else -15)
        if not self._inflate.eof:
            yield from _inflated(self._inflate, data)


class Brotli:
    """RFC 7932."""

    def __init__(self) -> None:
        self._decompressor = brotli.Decompressor()

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Decode some more, or raise `BadEncoding`."""
        decompressor = self._decompressor
        if decompressor.is_finished():
            return
        try:
            yield decompressor.process(data, output_buffer_limit=PIECE_BYTES)
            while not decompressor.can_accept_more_data():
                yield decompressor.process(b"", output_buffer_limit=PIECE_BYTES)
        except brotli.error as error:
            raise BadEncoding(f"br: {error}") from None


class Zstd:
    """RFC 8878, several frames in a row, with a bounded window."""

    def __init__(self, limit_bytes: int) -> None:
        """Give out no more than `limit_bytes` and a piece for one feed."""
        self._sink = _Sink(limit_bytes)
        unpacker = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW_MAX_BYTES)
        sink = cast("IO[bytes]", self._sink)
        self._writer = unpacker.stream_writer(sink, write_size=PIECE_BYTES, closefd=False)

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Decode some more, or raise `BadEncoding`."""
        try:
            self._writer.write(data)
        except _Enough:
            pass
        except zstandard.ZstdError as error:
            raise BadEncoding(f"zstd: {error}") from None
        yield from self._sink.take()


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
