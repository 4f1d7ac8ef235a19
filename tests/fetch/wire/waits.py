"""Retry-After in odd forms."""

from schemas.outcomes import Reason
from tests.fetch.wire.answers import Answer, answer

R = Reason


def asks(after: str, *more: str, status: int = 429) -> bytes:
    return answer(
        f"Retry-After: {after}",
        *more,
        "Content-Length: 0",
        body=b"",
        status=f"HTTP/1.1 {status} Later",
    )


def passing(status: int) -> bytes:
    return answer("Content-Length: 0", body=b"", status=f"HTTP/1.1 {status} Later")


def wait(name: str, after: str, seconds: float | None, *more: str) -> Answer:
    return Answer(f"retry-after-{name}", asks(after, *more), R.HTTP_429, True, seconds)


WAITS = [
    wait("rfc-850", "Sunday, 06-Nov-94 08:49:37 GMT", None),
    wait("asctime", "Sun Nov  6 08:49:37 1994", None),
    wait("year-9999", "Fri, 31 Dec 9999 23:59:59 GMT", 86_400),
    wait("no-date", "Mon, 32 Foo 2026 10:00:00 GMT", None),
    wait("offset-too-large", "Fri, 31 Dec 9999 23:59:59 -9999", None),
    wait("year-one", "Mon, 01 Jan 0001 00:00:00 +2300", None),
    wait("iso", "2999-01-01T00:00:00Z", 86_400),
    wait("iso-day", "2999-01-01", 86_400),
    wait("many-digits", "9" * 400, 86_400),
    wait("nan", "nan", None),
    wait("infinite", "inf", None),
    wait("exponent", "1e3", None),
    wait("arabic-digits", "٣٠", None),
    wait("empty", "", None),
    wait("list", "30, 60", 30),
    wait("parameter", "30;level=1", 30),
    *[
        Answer(f"passing-status-{status}", passing(status), Reason.HTTP_5XX, True)
        for status in (509, 527, 598, 599)
    ],
    Answer("passing-status-420", passing(420), Reason.HTTP_4XX, True),
    wait("seconds-named", "30 seconds", 30),
    wait("s", "30s", 30),
    wait("twice", "30", 30, "Retry-After: 60"),
    wait("minutes", "5 minutes", None),
    wait("quoted", '"30"', 30),
]
