"""Bodies that are packed: rightly, wrongly, and as bombs."""

import asyncio
import gzip
import zlib
from functools import cache

import brotli
import zstandard

from tests.harness.hostile.tricks.answers import HTML, PAGE, Request, head, trick, whole

BOMB_BYTES = 200_000_000


@trick
async def bomb(request: Request, writer: asyncio.StreamWriter) -> bool:
    """`/bomb/<Content-Encoding>`."""
    body = bomb_of(request.rest)
    writer.write(whole(body, Content_Encoding=SAID.get(request.rest, request.rest)))
    return True


BOMBS = ("gzip", "deflate", "deflate-raw", "br", "zstd", "gzip-in-gzip", "gzip-in-br")
SAID = {"deflate-raw": "deflate", "gzip-in-gzip": "gzip, gzip", "gzip-in-br": "gzip, br"}


@cache
def bomb_of(encoding: str) -> bytes:
    """Give 200 MB of one line, packed."""
    block = b"<p>aaaaaaaaaaaa</p>\n" * 50_000
    blocks = BOMB_BYTES // len(block)
    match encoding:
        case "br":
            packer = brotli.Compressor(quality=1)
            return b"".join(packer.process(block) for _ in range(blocks)) + bytes(packer.finish())
        case "zstd":
            zstd = zstandard.ZstdCompressor(level=1).compressobj()
            return b"".join(zstd.compress(block) for _ in range(blocks)) + zstd.flush()
        case "gzip-in-gzip":
            return gzip.compress(bomb_of("gzip"))
        case "gzip-in-br":
            return bytes(brotli.compress(bomb_of("gzip"), quality=1))
        case "deflate-raw":
            raw = zlib.compressobj(1, zlib.DEFLATED, -15)
            return b"".join(raw.compress(block) for _ in range(blocks)) + raw.flush()
    # the trailing checksum is left out: nobody comes so far
    start = {"gzip": gzip.compress(b"")[:10], "deflate": b"\x78\x01"}[encoding]
    return start + bomb_of("deflate-raw")


@trick
async def empty_members(request: Request, writer: asyncio.StreamWriter) -> bool:
    """A gzip of 10 GB of gzip members that are all empty."""
    writer.write(head(Content_Type=HTML, Content_Encoding="gzip, gzip"))
    for _ in range(10_000):
        writer.write(empty_members_packed())
        await writer.drain()
    return False


@cache
def empty_members_packed() -> bytes:
    return gzip.compress(gzip.compress(b"") * 50_000)


@trick
async def packed(request: Request, writer: asyncio.StreamWriter) -> bool:
    """`/packed/<how>`: encodings right and wrong."""
    encoding, body = packings()[request.rest]
    writer.write(whole(body, Content_Encoding=encoding))
    return True


@cache
def packings() -> dict[str, tuple[str, bytes]]:
    """Give the Content-Encoding and the body of each."""
    zipped = gzip.compress(PAGE)
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    window = zstandard.ZstdCompressionParameters.from_level(3, window_log=27)
    wide = zstandard.ZstdCompressor(compression_params=window).compressobj()
    half = len(PAGE) // 2
    later = gzip.compress(PAGE[half:])
    return {
        "gzip": ("gzip", zipped),
        "x-gzip": ("X-GZIP", zipped),
        "br": ("br", brotli.compress(PAGE)),
        "zstd": ("zstd", zstandard.compress(PAGE)),
        "zstd-two-frames": (
            "zstd", zstandard.compress(PAGE[:half]) + zstandard.compress(PAGE[half:])
        ),
        "deflate": ("deflate", zlib.compress(PAGE)),
        "deflate-raw": ("deflate", raw.compress(PAGE) + raw.flush()),
        "gzip-two-members": ("gzip", gzip.compress(PAGE[:half]) + gzip.compress(PAGE[half:])),
        "gzip-then-garbage": ("gzip", zipped + b"\0\0garbage"),
        "gzip-in-br": ("gzip, br", brotli.compress(zipped)),
        "gzip-in-gzip": ("gzip, gzip", gzip.compress(zipped)),
        "gzip-that-is-plain": ("gzip", PAGE),
        "invented": ("utf-8", PAGE),
        "none": ("identity", PAGE),
        "gzip-cut-off": ("gzip", zipped[:-20]),
        "gzip-wrong-crc": ("gzip", wrong(zipped, -8)),
        "gzip-wrong-length": ("gzip", wrong(zipped, -1)),
        "gzip-without-trailer": ("gzip", zipped[:-8]),
        "gzip-half-a-trailer": ("gzip", zipped[:-5]),
        "gzip-wrong-crc-then-garbage": ("gzip", wrong(zipped, -8) + b"<!-- cached -->"),
        "gzip-wrong-crc-then-member": ("gzip", wrong(gzip.compress(PAGE[:half]), -8) + later),
        "gzip-named": ("gzip", named(zipped)),
        "deflate-wrong-adler": ("deflate", wrong(zlib.compress(PAGE), -1)),
        "deflate-without-adler": ("deflate", zlib.compress(PAGE)[:-4]),
        "deflate-then-garbage": ("deflate", zlib.compress(PAGE) + b"\r\n<!-- cached -->"),
        "br-then-garbage": ("br", brotli.compress(PAGE) + b"\r\n<!-- cached -->"),
        "zstd-then-garbage": ("zstd", zstandard.compress(PAGE) + b"\r\n<!-- cached -->"),
        "gzip-damaged": ("gzip", zipped[:30] + b"\xff" * 40 + zipped[70:]),
        "br-that-is-plain": ("br", PAGE),
        "zstd-that-is-plain": ("zstd", PAGE),
        "zstd-wide-window": ("zstd", wide.compress(PAGE) + wide.flush()),
        "fifty": (", ".join(["gzip"] * 50), zipped),
    }  # fmt: skip


def wrong(data: bytes, at: int) -> bytes:
    """Give the bytes with one inverted."""
    changed = bytearray(data)
    changed[at] ^= 0xFF
    return bytes(changed)


def named(zipped: bytes) -> bytes:
    """Give a gzip member with every optional field of its header."""
    extra = b"\x06\0" + b"ab\x02\0xy"
    return zipped[:3] + b"\x1e" + zipped[4:10] + extra + b"page.html\0a comment\0\0\0" + zipped[10:]
