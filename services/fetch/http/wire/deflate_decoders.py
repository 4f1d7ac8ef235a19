"""The two encodings that hold a deflate stream: gzip and deflate."""

import zlib
from collections.abc import Iterator

from services.fetch.http.wire.decoder import PIECE_BYTES, BadEncoding
from services.fetch.http.wire.gzip_header import (
    GZIP_HEADER_MAX_BYTES,
    GZIP_MAGIC,
    gzip_header_end,
    is_damaged,
)

GZIP_MEMBERS_MAX = 1_000
"""bgzip makes 160 of 10 MB; each costs time even if it is empty."""
_GZIP_TRAILER_BYTES = 8


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
