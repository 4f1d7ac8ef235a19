"""The encoding br."""

from collections.abc import Iterator

import brotli

from services.fetch.http.wire.decoder import PIECE_BYTES, BadEncoding

BROTLI_TWICE_MAX_BYTES = 262_144
"""A longer body with garbage after its end is refused; byte by byte this takes some 50 ms."""
BROTLI_END_MAX_BYTES = 16 * PIECE_BYTES


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
