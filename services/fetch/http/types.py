"""What the client takes and gives: conditions and responses. Plain data."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from multidict import CIMultiDictProxy

from schemas.events import Redirect
from schemas.identity import url_hash
from schemas.url import BadUrl
from schemas.url.story_url import spelling
from services.stage.endings import Ended

CheckHop = Callable[[str], Awaitable[Ended | None]]
"""Asked before each hop after the first, with the URL it would go to."""

CheckStart = Callable[[bytes, str | None], Ended | None]
"""Asked once with the start of a body and its Content-Type; an `Ended` saves the download."""

COMPLETE = frozenset(range(200, 300)) - {204, 205, 206}
"""Any other success is read as a 200 (RFC 9110, 15), and browsers show it: two have no content, one
a part."""

DOOR_STATUSES = frozenset({401, 402, 403, 405, 418, 428, 429, 468, 503})
"""Errors whose body may say that a door is closed, and which; 468 is of a single product."""

START_BYTES = 16_384
"""What is known of a body when its kind is judged. The standard of sniffing reads 1,445; comments
before the first element are often longer."""

DOOR_BYTES = 65_536
"""How far a door's marks are looked for, and the words of a response that refuses. A page may only
have a long head: what it says is read on."""

LARGE_BODY_BYTES = 1_000_000
"""Few pages are longer. Below it, bodies in flight are bounded by their number alone."""


@dataclass(frozen=True, slots=True)
class Conditional:
    """What an earlier response said, to ask only for something newer (RFC 9110, section 13)."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    """`body_hash` of the earlier body: the judge, since servers lie about the other two."""
    address: bytes | None = None
    """`address_hash` of the URL that showed it, after redirects; None: not known."""

    def is_of(self, *urls: str) -> bool:
        """Tell whether one of these URLs may be that which showed it."""
        return self.address is None or self.address in map(address_hash, urls)

    def headers(self, url: str) -> dict[str, str]:
        """Give the request headers that make a request of a URL conditional.

        None for another than that which showed it: the same ETag is of another page there.
        """
        if not self.is_of(url):
            return {}
        wanted = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in wanted.items() if value}


@dataclass(frozen=True, slots=True)
class Response:
    """A server's last response, whatever its status, complete and decompressed."""

    status: int
    final_url: str
    headers: CIMultiDictProxy[str]
    """Bounded in number and size; names in any case."""
    body: bytes
    redirects: list[Redirect] = field(default_factory=list)
    content_type: str | None = None
    """Media type, lower case, without parameters."""
    charset: str | None = None
    """As sent."""
    phases_ms: Mapping[str, float] = field(default_factory=dict)
    """Of the last hop, milliseconds by name; 0 where a phase did not happen."""
    total_ms: float = 0.0
    """The whole chain: all hops, their checks and waits included."""


LeadsTo = Callable[[Response], str | None]
"""Says to which URL a page leads that is only a redirect; None: it is the page."""


def address_hash(url: str) -> bytes:
    """Hash a URL, whatever its scheme, `www` and slash at the end."""
    try:
        return url_hash(spelling(url))
    except BadUrl:
        return url_hash(url)


def media_type(value: str | None) -> tuple[str | None, str | None]:
    """Split a Content-Type into media type (lower case) and charset (as sent)."""
    if not value:
        return None, None
    kind, _, parameters = value.partition(";")
    charset = ""
    for parameter in parameters.split(";"):
        name, _, text = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = text.strip().strip("\"'").partition(",")[0].strip()
            break
    return _name(kind.partition(",")[0].strip().lower()), _name(charset)


def _name(text: str) -> str | None:
    """Keep what can be a registered name: they are all ASCII."""
    return text if text and text.isascii() else None
