"""Headers as text: aiohttp gives what is not UTF-8 as surrogates, which nothing can store."""

from multidict import CIMultiDict, CIMultiDictProxy

VALIDATOR_MAX_CHARS = 1_000


def header_text(value: str) -> str:
    """Read raw bytes in a header as browsers do: UTF-8, else Latin-1."""
    if value.isascii():
        return value
    raw = value.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def header_texts(headers: CIMultiDictProxy[str]) -> CIMultiDictProxy[str]:
    """Read all headers so; the same object where all is ASCII."""
    if all(value.isascii() for value in headers.values()):
        return headers
    return CIMultiDictProxy(
        CIMultiDict((name, header_text(value)) for name, value in headers.items())
    )


def validator(value: str | None) -> str | None:
    """Keep an ETag or Last-Modified only if it can be sent back as it came."""
    if value is None or not value.isascii() or len(value) > VALIDATOR_MAX_CHARS:
        return None
    return value


def content_encoding(headers: CIMultiDictProxy[str]) -> str | None:
    """Give all encodings of a body, which may come in several lines, as one list."""
    return ",".join(headers.getall("Content-Encoding", ())) or None


def location(headers: CIMultiDictProxy[str]) -> str | None:
    """Give where a redirect leads; None where it names nothing, or two places, as browsers do."""
    named = set(headers.getall("Location", ()))
    return named.pop() if len(named) == 1 else None
