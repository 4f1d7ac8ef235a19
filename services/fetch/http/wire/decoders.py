"""Which decoders a Content-Encoding asks for."""

from services.fetch.http.wire.brotli_decoder import Brotli
from services.fetch.http.wire.decoder import BadEncoding, Decoder
from services.fetch.http.wire.deflate_decoders import Deflate, Gzip
from services.fetch.http.wire.zstd_decoder import Zstd

ENCODINGS_MAX = 3
"""Nobody stacks more in earnest."""


def decoders_for(content_encoding: str) -> list[Decoder]:
    """Give the decoders of a Content-Encoding, outermost first; unknown names are ignored.

    Servers send `utf-8`, `none` or `binary` there; browsers ignore those too.
    Raises `BadEncoding` where more are stacked than anybody sends in earnest.
    """
    layers = [_decoder(name.strip().lower()) for name in content_encoding.split(",")]
    known = [layer for layer in reversed(layers) if layer is not None]
    if len(known) > ENCODINGS_MAX:
        raise BadEncoding(f"{len(known)} encodings, one in another")
    return known


def _decoder(name: str) -> Decoder | None:
    match name:
        case "gzip" | "x-gzip":
            return Gzip()
        case "deflate":
            return Deflate()
        case "br":
            return Brotli()
        case "zstd":
            return Zstd()
        case _:
            return None
