"""URL in, page out. Kafka-free and clock-free: the client and the clock are handed in."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from hashlib import blake2b
from typing import Protocol

from schemas.events import PageFetched, UrlAccepted
from schemas.outcomes import Reason
from schemas.url import host_of, site_of
from services.fetch.answer import ending
from services.fetch.web import Answer, Conditional
from services.stage.endings import Rejected

CheckHop = Callable[[str], Awaitable[Rejected | None]]


class Get(Protocol):
    """`Client.get`, or what plays it."""

    async def __call__(
        self, url: str, *, conditional: Conditional | None, check_hop: CheckHop | None
    ) -> Answer | Rejected:
        """Fetch one URL with its redirects."""
        ...


async def fetch(
    url: UrlAccepted,
    get: Get,
    now: Callable[[], datetime],
    *,
    conditional: Conditional | None = None,
    check_hop: CheckHop | None = None,
) -> PageFetched | Rejected:
    """Fetch a page.

    Raises `TransientError` for what may pass (`retry_after_seconds` where the server named a
    time) and `PermanentError` for what will not; `Client.get` lists the reasons.
    """
    answer = await get(url.url, conditional=conditional, check_hop=check_hop)
    if isinstance(answer, Rejected):
        return answer
    fetched_at = now()
    refused = ending(answer, conditional is not None, fetched_at)
    if refused is not None:
        return refused
    if conditional is not None and body_hash(answer.body) == conditional.body_hash:
        return Rejected(Reason.SAME_CONTENT, "the same body as last time")
    return _page(url, answer, fetched_at)


def body_hash(body: bytes) -> str:
    """Hash of a body, 32 hex digits: the judge of whether a page has changed."""
    return blake2b(body, digest_size=16).hexdigest()


def _page(url: UrlAccepted, answer: Answer, fetched_at: datetime) -> PageFetched:
    host = url.host if answer.final_url == url.url else host_of(answer.final_url)
    return PageFetched(
        url=url.url,
        final_url=answer.final_url,
        host=host,
        site=site_of(host),
        status=answer.status,
        redirects=answer.redirects,
        content_type=answer.content_type,
        charset=answer.charset,
        etag=answer.headers.get("ETag"),
        last_modified=answer.headers.get("Last-Modified"),
        fetched_at=fetched_at,
        fetch_ms=round(answer.timings.total_ms, 3),
        body=answer.body,
    )
