"""A server's whole answer, byte for byte, and how a fetch of it must end."""

from dataclasses import dataclass

from schemas.outcomes import Reason

WORDS = "Zoë's café – the storm reached the coast"
PAGE = (
    f"<!doctype html><html><head><title>A storm</title></head><body><p>{WORDS}.</p>"
    + "<p>The harbour was closed at night.</p>" * 40
    + "</body></html>"
).encode()
UTF8 = "Content-Type: text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sends, and closes; `reason` None: a page that says `WORDS`."""

    name: str
    raw: bytes
    reason: Reason | None = None
    retried: bool = False
    wait_seconds: float | None = None
    target: str | None = None
    """What is asked for after a redirect."""

    def __str__(self) -> str:
        return self.name


def answer(*headers: str | bytes, body: bytes = PAGE, status: str = "HTTP/1.1 200 OK") -> bytes:
    """Put an answer together; without a Content-Length it ends with its connection."""
    lines = [status, *headers]
    raw = b"\r\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    return raw + b"\r\n\r\n" + body
