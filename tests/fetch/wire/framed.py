"""Where bodies end: chunks, lengths and closed connections."""

from schemas.outcomes import Reason
from tests.fetch.wire.answers import PAGE, UTF8, Answer, answer

R = Reason


def chunks(
    *parts: bytes, end: bytes = b"0\r\n\r\n", te: str = "chunked", status: str = "HTTP/1.1 200 OK"
) -> bytes:
    return answer(UTF8, f"Transfer-Encoding: {te}", body=b"".join(parts) + end, status=status)


def chunk(data: bytes = PAGE, size: bytes | None = None, line_end: bytes = b"\r\n") -> bytes:
    return (b"%x" % len(data) if size is None else size) + line_end + data + line_end


SIZE = b"%x" % len(PAGE)
FRAMED = [
    Answer("chunk-extension", chunks(chunk(size=SIZE + b";name=value"))),
    Answer("chunk-extension-quoted", chunks(chunk(size=SIZE + b';name="a;b"'))),
    Answer("chunk-extension-empty", chunks(chunk(size=SIZE + b";")), R.CONNECT_ERROR, True),
    Answer("chunk-blank-after-size", chunks(chunk(size=SIZE + b"  "))),
    Answer("chunk-zeros-before-size", chunks(chunk(size=b"0000" + SIZE))),
    Answer("chunk-upper-case", chunks(chunk(size=SIZE.upper()))),
    Answer("chunk-bare-lf", chunks(chunk(line_end=b"\n"), end=b"0\n\n"), R.CONNECT_ERROR, True),
    Answer("chunk-trailers", chunks(chunk(), end=b"0\r\nX-Sum: 1\r\nX-More: 2\r\n\r\n")),
    Answer(
        "chunk-trailer-content-type", chunks(chunk(), end=b"0\r\nContent-Type: image/png\r\n\r\n")
    ),
    Answer("chunk-last-of-zeros", chunks(chunk(), end=b"0000\r\n\r\n")),
    Answer("chunk-last-without-line", chunks(chunk(), end=b"0\r\n"), R.CONNECT_ERROR, True),
    Answer("chunk-last-alone", chunks(chunk(), end=b"0"), R.CONNECT_ERROR, True),
    Answer("chunk-no-last", chunks(chunk(), end=b""), R.CONNECT_ERROR, True),
    Answer("chunk-then-garbage", chunks(chunk(), end=b"0\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx")),
    Answer("chunk-cut-off", chunks(chunk()[:-500], end=b""), R.CONNECT_ERROR, True),
    Answer("chunk-0x", chunks(chunk(size=b"0x" + SIZE)), R.CONNECT_ERROR, True),
    Answer("chunk-negative", chunks(chunk(size=b"-1")), R.CONNECT_ERROR, True),
    Answer("chunk-plus", chunks(chunk(size=b"+" + SIZE)), R.CONNECT_ERROR, True),
    Answer("chunk-overflow", chunks(chunk(size=b"F" * 17)), R.CONNECT_ERROR, True),
    Answer("chunk-word", chunks(chunk(size=b"size")), R.CONNECT_ERROR, True),
    Answer("chunk-too-small", chunks(chunk(size=b"5")), R.CONNECT_ERROR, True),
    Answer("chunked-upper-case", chunks(chunk(), te="Chunked")),
    Answer("chunked-with-blank", chunks(chunk(), te=" chunked ")),
    Answer("chunked-after-identity", chunks(chunk(), te="identity, chunked")),
    Answer("chunked-in-two-lines", chunks(chunk(), te="chunked\r\nTransfer-Encoding: chunked")),
    Answer("chunked-that-is-plain", chunks(PAGE, end=b""), R.CONNECT_ERROR, True),
    Answer("chunked-beside-a-length", chunks(chunk(), te="chunked\r\nContent-Length: 12")),
    Answer("chunked-beside-a-long-length", chunks(chunk(), te="chunked\r\nContent-Length: 9999")),
    Answer("chunked-beside-two-lengths", chunks(chunk(), te="chunked\r\nContent-Length: 1, 2")),
    Answer("chunked-then-identity", chunks(chunk(), te="chunked\r\nTransfer-Encoding: identity")),
    Answer(
        "transfer-identity-beside-a-length",
        answer(UTF8, f"Content-Length: {len(PAGE)}", "Transfer-Encoding: identity"),
    ),
    Answer("transfer-identity", answer(UTF8, "Transfer-Encoding: identity")),
    Answer("transfer-empty", answer(UTF8, "Transfer-Encoding:")),
    Answer("http10-until-close", answer(UTF8, status="HTTP/1.0 200 OK")),
    Answer("http10-chunked", chunks(chunk(), status="HTTP/1.0 200 OK")),
    Answer(
        "http10-keep-alive",
        answer(
            UTF8, f"Content-Length: {len(PAGE)}", "Connection: keep-alive", status="HTTP/1.0 200 OK"
        ),
    ),
    Answer("length-empty", answer(UTF8, "Content-Length:")),
    Answer("length-word", answer(UTF8, "Content-Length: unknown")),
    Answer("length-plus", answer(UTF8, f"Content-Length: +{len(PAGE)}")),
    Answer("length-with-unit", answer(UTF8, f"Content-Length: {len(PAGE)} bytes")),
    Answer("length-decimal", answer(UTF8, f"Content-Length: {len(PAGE)}.0")),
    Answer("length-zeros-before", answer(UTF8, f"Content-Length: 000{len(PAGE)}")),
    Answer("length-0", answer(UTF8, "Content-Length: 0"), R.NO_TEXT),
    Answer(
        "length-of-20-digits",
        answer(UTF8, "Content-Length: 99999999999999999999"),
        R.TOO_LARGE,
    ),
    Answer("length-negative", answer(UTF8, "Content-Length: -1"), R.CONNECT_ERROR, True),
    Answer(
        "length-word-and-chunked",
        answer(
            UTF8, "Content-Length: none", "Transfer-Encoding: chunked", body=chunk() + b"0\r\n\r\n"
        ),
    ),
    Answer("length-two-numbers", answer(UTF8, "Content-Length: 9, 10"), R.CONNECT_ERROR, True),
    Answer(
        "length-twice-one-empty", answer(UTF8, f"Content-Length: {len(PAGE)}", "Content-Length:")
    ),
    Answer("no-body", answer(UTF8, body=b""), R.NO_TEXT),
    Answer("only-blanks", answer(UTF8, body=b" \r\n\t" * 50), R.NO_TEXT),
]
