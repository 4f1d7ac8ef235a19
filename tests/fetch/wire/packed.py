"""Bodies of all encodings, whole, damaged and falsely named."""

import gzip
import zlib

import brotli
import zstandard

from schemas.outcomes import Reason
from tests.fetch.wire.answers import PAGE, UTF8, Answer, answer

R = Reason


def packed(encoding: str, body: bytes, *more: str) -> bytes:
    """Answer with a body of some Content-Encoding."""
    return answer(UTF8, f"Content-Encoding: {encoding}", f"Content-Length: {len(body)}", *more,
                  body=body)  # fmt: skip


def raw_deflate(data: bytes) -> bytes:
    """RFC 1951 alone."""
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


GZIP, BR, ZSTD = gzip.compress(PAGE), brotli.compress(PAGE), zstandard.compress(PAGE)
CHECKED = zstandard.ZstdCompressor(write_checksum=True).compress(PAGE)
ZLIB, HALF = zlib.compress(PAGE), len(PAGE) // 2
SKIPPABLE = b"\x50\x2a\x4d\x18\x04\x00\x00\x00abcd"
_EXTRA = b"\x1f\x8b\x08\x1e\0\0\0\0\0\xff\x03\0abcname\0comment\0\0\0"

PACKED = [
    Answer("gzip-then-zeros", packed("gzip", GZIP + bytes(512))),
    Answer("gzip-then-line", packed("gzip", GZIP + b"\r\n")),
    Answer("gzip-then-magic", packed("gzip", GZIP + b"\x1f\x8b")),
    Answer("gzip-empty-member-first", packed("gzip", gzip.compress(b"") + GZIP)),
    Answer("gzip-empty-member-last", packed("gzip", GZIP + gzip.compress(b""))),
    Answer(
        "gzip-cut-in-a-tag", packed("gzip", gzip.compress(PAGE[:HALF]) + gzip.compress(PAGE[HALF:]))
    ),
    Answer("gzip-broken-second-member", packed("gzip", GZIP + GZIP[:10] + b"\xff" * 30)),
    Answer("gzip-all-header-fields", packed("gzip", _EXTRA + raw_deflate(PAGE) + bytes(8))),
    Answer("gzip-upper-case", packed("GZIP", GZIP)),
    Answer("gzip-trailing-comma", packed("gzip,", GZIP)),
    Answer("gzip-leading-comma", packed(", gzip", GZIP)),
    Answer("x-gzip", packed("x-gzip", GZIP)),
    Answer("gzip-and-identity", packed("gzip, identity", GZIP)),
    Answer("identity-and-gzip", packed("identity, gzip", GZIP)),
    Answer("utf-8-and-gzip", packed("utf-8, gzip", GZIP)),
    Answer("identity", packed("identity", PAGE)),
    Answer("empty-encoding", packed("", PAGE)),
    Answer("gzip-named-twice-packed-once", packed("gzip, gzip", GZIP)),
    Answer("gzip-in-two-lines-packed-once", packed("gzip", GZIP, "Content-Encoding: gzip")),
    Answer(
        "gzip-in-two-lines-packed-twice",
        packed("gzip", gzip.compress(GZIP), "Content-Encoding: gzip"),
    ),
    Answer("br-and-gzip-in-two-lines", packed("br", gzip.compress(BR), "Content-Encoding: gzip")),
    Answer("identity-and-gzip-in-two-lines", packed("identity", GZIP, "Content-Encoding: gzip")),
    Answer("gzip-and-nothing-in-two-lines", packed("gzip", GZIP, "Content-Encoding:")),
    Answer("deflate-zlib", packed("deflate", ZLIB)),
    Answer("deflate-raw", packed("deflate", raw_deflate(PAGE))),
    Answer("deflate-two-streams", packed("deflate", ZLIB + zlib.compress(b"more"))),
    Answer("deflate-cut-off", packed("deflate", ZLIB[:-30])),
    Answer("deflate-that-is-gzip", packed("deflate", GZIP), R.NO_DECODE),
    Answer("deflate-that-is-plain", packed("deflate", PAGE), R.NO_DECODE),
    Answer("gzip-that-is-zlib", packed("gzip", ZLIB), R.UNSUPPORTED_TYPE),
    Answer("gzip-that-is-br", packed("gzip", BR), R.UNSUPPORTED_TYPE),
    Answer("br", packed("br", BR)),
    Answer("br-cut-off", packed("br", BR[:-3])),
    Answer("br-then-zeros", packed("br", BR + bytes(64))),
    Answer("br-that-is-gzip", packed("br", GZIP), R.NO_DECODE),
    Answer("zstd", packed("zstd", ZSTD)),
    Answer("zstd-cut-off", packed("zstd", ZSTD[:-3]), R.NO_TEXT),
    Answer("zstd-skippable-first", packed("zstd", SKIPPABLE + ZSTD)),
    Answer("zstd-skippable-last", packed("zstd", ZSTD + SKIPPABLE)),
    Answer("zstd-wrong-checksum", packed("zstd", CHECKED[:-1] + bytes([CHECKED[-1] ^ 1]))),
    Answer("zstd-checksum-cut", packed("zstd", CHECKED[:-2])),
    Answer("zstd-that-is-gzip", packed("zstd", GZIP), R.NO_DECODE),
    Answer("gzip-undeclared", answer(UTF8, body=GZIP), R.UNSUPPORTED_TYPE),
    Answer("compress", packed("compress", b"\x1f\x9d\x90" + bytes(99)), R.UNSUPPORTED_TYPE),
    Answer("gzip-empty", packed("gzip", b""), R.NO_TEXT),
    Answer("gzip-of-nothing", packed("gzip", gzip.compress(b"")), R.NO_TEXT),
    Answer("br-empty", packed("br", b""), R.NO_TEXT),
    Answer("zstd-empty", packed("zstd", b""), R.NO_TEXT),
    Answer("zstd-of-many-frames", packed("zstd", zstandard.compress(b"") * 1_500), R.NO_DECODE),
    Answer("zstd-garbage-after", packed("zstd", ZSTD + b"no frame at all")),
    Answer("gzip-until-close", answer(UTF8, "Content-Encoding: gzip", body=GZIP)),
    Answer(
        "gzip-cut-off-before-its-length",
        answer(UTF8, "Content-Encoding: gzip", f"Content-Length: {len(GZIP)}", body=GZIP[:-30]),
        R.CONNECT_ERROR,
        True,
    ),
    Answer(
        "gzip-without-last-chunk",
        answer(
            UTF8,
            "Content-Encoding: gzip",
            "Transfer-Encoding: chunked",
            body=b"%x\r\n%s\r\n" % (len(GZIP), GZIP),
        ),
    ),
    *(
        Answer(
            f"{name}-length-of-the-page",
            answer(UTF8, f"Content-Encoding: {name}", f"Content-Length: {len(PAGE)}", body=body),
        )
        for name, body in {"gzip": GZIP, "deflate": ZLIB, "br": BR, "zstd": ZSTD}.items()
    ),
]
