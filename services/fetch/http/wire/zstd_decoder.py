"""The encoding zstd."""

from collections.abc import Iterator

import zstandard

from services.fetch.http.wire.decoder import BadEncoding

ZSTD_WINDOW_MAX_BYTES = 16 * 1024 * 1024
"""Twice what RFC 9659 lets a server use: some send a page as one segment of its own size."""
ZSTD_TWICE_MAX_BYTES = 262_144
"""A longer frame with a wrong checksum is refused."""
SLICE_BYTES = 512
"""Decoded at once: four bytes may stand for 128 KiB, so this gives out no more than 16 MB."""
FRAMES_MAX = 1_000
"""As of gzip's members: each costs time even if it is empty."""
_CHECKSUM = "checksum"
_FLAGS_AT, _HAS_CHECKSUM = 4, 0x04
"""Of a frame's header (RFC 8878, 3.1.1.1.1)."""
_NO_FRAME = "Unknown frame descriptor"
"""What zstd says of bytes that begin no frame: after a frame they are garbage, as after gzip."""


class Zstd:
    """RFC 8878, several frames in a row, with a bounded window."""

    def __init__(self) -> None:
        self._frames = 0
        """Those that have ended."""
        self._ended = False
        self._begin()

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Decode some more, or raise `BadEncoding`."""
        for at in range(0, len(data), SLICE_BYTES):
            part = data[at : at + SLICE_BYTES]
            while part and not self._ended:
                yield self._decoded(part)
                part = self._frame.unused_data
                if self._frame.eof:
                    self._begin()
                    self._frames += 1
                    if self._frames > FRAMES_MAX:
                        raise BadEncoding(f"zstd: more than {FRAMES_MAX} frames")

    @property
    def is_whole(self) -> bool:
        """Whether a frame has ended, and none has begun after it."""
        return self._frames > 0 and not self._taken

    def _begin(self) -> None:
        self._frame = _new_frame()
        self._given_bytes = 0
        self._taken = bytearray()
        """The frame's bytes so far, while they are few enough to be decoded twice."""

    def _decoded(self, part: bytes) -> bytes:
        try:
            piece = self._frame.decompress(part)
        except zstandard.ZstdError as error:
            self._ended = True
            return self._rest(part, str(error))
        if len(self._taken) <= ZSTD_TWICE_MAX_BYTES:
            self._taken += part
        self._given_bytes += len(piece)
        return piece

    def _rest(self, part: bytes, error: str) -> bytes:
        """Give what a faulty end holds back: nothing of garbage, the rest before a checksum."""
        if _NO_FRAME in error and self._frames:
            return b""
        frame = self._taken + part
        if _CHECKSUM not in error or len(frame) > ZSTD_TWICE_MAX_BYTES:
            raise BadEncoding(f"zstd: {error}")
        frame[_FLAGS_AT] &= ~_HAS_CHECKSUM
        return _new_frame().decompress(bytes(frame))[self._given_bytes :]


def _new_frame() -> "zstandard.ZstdDecompressionObj":
    return zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW_MAX_BYTES).decompressobj()
