"""Status lines and headers."""

from schemas.outcomes import Reason
from tests.fetch.wire.answers import PAGE, UTF8, Answer, answer

R = Reason

GOOD = [UTF8, f"Content-Length: {len(PAGE)}"]
CHALLENGE = b"<!doctype html><title>Vercel Security Checkpoint</title><p>One moment"
HINTS = b"HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n"
HEADS = [
    Answer("after-100", b"HTTP/1.1 100 Continue\r\n\r\n" + answer(*GOOD)),
    Answer("after-102", b"HTTP/1.1 102 Processing\r\n\r\n" + answer(*GOOD)),
    Answer("after-103-twice", HINTS * 2 + answer(*GOOD)),
    Answer(
        "after-100-with-length-0",
        b"HTTP/1.1 100 Continue\r\nContent-Length: 0\r\n\r\n" + answer(*GOOD),
    ),
    Answer("after-199", b"HTTP/1.1 199 Whatever\r\n\r\n" + answer(*GOOD)),
    Answer("only-103", HINTS, R.CONNECT_ERROR, True),
    Answer("no-phrase", answer(*GOOD, status="HTTP/1.1 200")),
    Answer("no-phrase-blank", answer(*GOOD, status="HTTP/1.1 200 ")),
    Answer("two-blanks", answer(*GOOD, status="HTTP/1.1  200 OK")),
    Answer("http2-status", answer(*GOOD, status="HTTP/2 200 OK")),
    Answer("http20-status", answer(*GOOD, status="HTTP/2.0 200 OK")),
    Answer("http12-status", answer(*GOOD, status="HTTP/1.2 200 OK")),
    Answer("lower-case-status", answer(*GOOD, status="http/1.1 200 OK")),
    Answer("line-before-status", b"\r\n" + answer(*GOOD)),
    Answer("latin-1-phrase", answer(*GOOD).replace(b"200 OK", b"200 d\xe9j\xe0")),
    Answer("status-of-two-digits", answer(*GOOD, status="HTTP/1.1 20 OK"), R.CONNECT_ERROR, True),
    Answer(
        "status-of-four-digits",
        answer(*GOOD, status="HTTP/1.1 2000 OK"),
        R.CONNECT_ERROR,
        True,
    ),
    Answer("status-word", answer(*GOOD, status="HTTP/1.1 OK"), R.CONNECT_ERROR, True),
    Answer("icy", answer(*GOOD, status="ICY 200 OK"), R.CONNECT_ERROR, True),
    Answer("folded", answer("X-Long: a\r\n  b", *GOOD)),
    Answer("folded-type", answer("Content-Type: text/html;\r\n\tcharset=utf-8")),
    Answer("empty-value", answer("X-Empty:", *GOOD)),
    Answer("control-in-value", answer("X-Odd: a\x01b\x7f", *GOOD)),
    Answer("cr-in-value", answer("X-Odd: a\rb", *GOOD), R.CONNECT_ERROR, True),
    Answer("value-not-ascii", answer("X-Odd: 日本".encode(), b"X-Raw: \xff\xfe", *GOOD)),
    Answer("cookie-of-3000", answer("Set-Cookie: a=" + "x" * 3000, *GOOD)),
    Answer("refresh", answer("Refresh: 0; url=/elsewhere", *GOOD)),
    Answer("connection-upgrade", answer("Upgrade: h2,h2c", "Connection: Upgrade", *GOOD)),
    Answer("status-201", answer(*GOOD, status="HTTP/1.1 201 Created")),
    Answer("status-202", answer(*GOOD, status="HTTP/1.1 202 Accepted")),
    Answer("status-226", answer(*GOOD, status="HTTP/1.1 226 IM Used")),
    Answer("status-200-empty", answer(UTF8, "Content-Length: 0", body=b""), R.NO_TEXT),
    Answer("status-204-with-a-body", answer(*GOOD, status="HTTP/1.1 204 No Content"), R.HTTP_4XX),
    Answer("status-205-with-a-body", answer(*GOOD, status="HTTP/1.1 205 Reset"), R.HTTP_4XX),
    Answer(
        "status-206-unasked",
        answer(*GOOD, "Content-Range: bytes 0-9/10", status="HTTP/1.1 206 Partial"),
        R.HTTP_4XX,
    ),
    Answer("status-304-with-a-body", answer(*GOOD, status="HTTP/1.1 304 Not"), R.HTTP_4XX),
    Answer("status-416", answer(*GOOD, status="HTTP/1.1 416 Range"), R.HTTP_4XX),
    Answer("status-600", answer(*GOOD, status="HTTP/1.1 600 Odd"), R.HTTP_4XX),
    Answer(
        "status-300-with-location",
        answer("Location: /elsewhere", status="HTTP/1.1 300 Many"),
        R.HTTP_4XX,
    ),
    Answer(
        "challenge-by-a-header-alone",
        answer("X-Amzn-Waf-Action: challenge", status="HTTP/1.1 202 Accepted", body=b""),
        R.BOT_CHALLENGE,
    ),
    *(
        Answer(
            f"challenge-under-{status}",
            answer(UTF8, status=f"HTTP/1.1 {status} Odd", body=CHALLENGE),
            R.BOT_CHALLENGE,
        )
        for status in (403, 405, 418, 428, 429, 468, 503)
    ),
]
