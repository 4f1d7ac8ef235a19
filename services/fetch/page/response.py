"""A server's response → how the fetch ends. Pure."""

from dataclasses import dataclass
from datetime import datetime

from schemas.outcomes import Reason
from services.fetch.http.types import COMPLETE, Conditional, Response, address_hash
from services.fetch.http.wire.header_text import validator
from services.fetch.page.sniff import refuse_kind
from services.retry_after import retry_after_seconds
from services.stage.endings import Ended, TransientError

RETRIED = frozenset(
    {408, 420, 421, 425, 429, 500, 502, 503, 504, 509, 527, 529, 598, 599, *range(520, 525)}
)
"""What passes: Media Cloud's list, Misdirected Request (RFC 9110, 15.5.20: ask again over another
connection), Too Early (RFC 8470), too many requests in older words (420) or in too many bytes
(509), proxies' words for a timeout (598, 599), and Cloudflare's for an origin that is silent, away
or overloaded. Its 525 and 526 are the origin's certificate; 530, an origin without an address, is
asked again where the answer names a time."""

_OWN_REASON = {
    403: Reason.HTTP_403,
    404: Reason.HTTP_404,
    408: Reason.TIMEOUT,
    410: Reason.HTTP_410,
    429: Reason.HTTP_429,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged(Ended):
    """The page is as it was when it was last fetched."""

    conditional: Conditional
    """To be asked with from now on."""
    seen_at: float
    """Unix time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing(Ended):
    """The page is not there: 404 or 410."""

    asked: tuple[str, ...]
    """The URLs on the way of its redirects, the last one too."""


def end_without_page(
    response: Response, conditional: Conditional | None, now: datetime
) -> Ended | None:
    """Say how a response ends the fetch: None where it is a page.

    Raises `TransientError` where the same request may succeed later, with the time that the
    server's Retry-After names.
    """
    status = response.status
    if status in COMPLETE:
        return None if response.body else refuse_kind("empty")
    if status == 304 and conditional and conditional.is_of(response.final_url):
        return not_modified(response, conditional, now)
    reason = _OWN_REASON.get(status) or _class_reason(status)
    detail = f"status {status}"
    wait_seconds = retry_after_seconds(response.headers.get("Retry-After"), now)
    if status in RETRIED or (reason is Reason.HTTP_5XX and wait_seconds):
        raise TransientError(reason, detail, wait_seconds, status)
    if status in (404, 410):
        asked = (*(hop.url for hop in response.redirects), response.final_url)
        return Missing(reason, detail, asked=asked)
    return Ended(reason, detail)


def not_modified(response: Response, conditional: Conditional, now: datetime) -> Unchanged:
    """Take a 304 at its word; what it does not repeat stays as it was (RFC 9111, 3.2)."""
    still = Conditional(
        validator(response.headers.get("ETag")) or conditional.etag,
        validator(response.headers.get("Last-Modified")) or conditional.last_modified,
        conditional.body_hash,
        conditional.address,
    )
    return Unchanged(Reason.NOT_MODIFIED, conditional=still, seen_at=now.timestamp())


def same_content(response: Response, body_hash: str, now: datetime) -> Unchanged:
    """Say that the body has come again; what the response says of it is new."""
    renewed = Conditional(
        validator(response.headers.get("ETag")),
        validator(response.headers.get("Last-Modified")),
        body_hash,
        address_hash(response.final_url),
    )
    return Unchanged(
        Reason.SAME_CONTENT,
        "the same body as last time",
        conditional=renewed,
        seen_at=now.timestamp(),
    )


def _class_reason(status: int) -> Reason:
    """Count a status that is none, or makes no sense (999, 206 unasked), as a client error."""
    return Reason.HTTP_5XX if 500 <= status < 600 else Reason.HTTP_4XX
