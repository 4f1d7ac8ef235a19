"""URL in, page out. Kafka-free and clock-free: the client and the clock are handed in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Literal, Protocol

from schemas.events import PageFetched, Rights, UrlAccepted
from schemas.url import parse_url, variant_of
from services.fetch.http.types import Answer, CheckHop, CheckStart, Conditional
from services.fetch.http.user_agent import PRODUCT
from services.fetch.page.response import ending, same_content
from services.fetch.page.rights import RightsPolicy, combine, header_rights, judge, meta_rights
from services.fetch.page.sniff import sniff, verdict
from services.stage.endings import Ended

RobotsSaid = Literal["allowed", "denied", "unreachable", "unchecked"]

SiteRights = Callable[[str], Awaitable[Rights]]
"""What the site of a URL states in a file of its own; never raises what the web does."""


class Get(Protocol):
    """`Client.get`, or what plays it."""

    async def __call__(
        self,
        url: str,
        *,
        conditional: Conditional | None,
        check_hop: CheckHop | None,
        check_start: CheckStart | None,
    ) -> Answer | Ended:
        """Fetch one URL with its redirects."""
        ...


@dataclass(frozen=True, slots=True)
class Manners:
    """Under which name a page is asked for, and what is made of its publisher's wishes."""

    user_agent: str = PRODUCT
    rights_policy: RightsPolicy = "flag"


DEFAULT_MANNERS = Manners()


async def fetch(
    url: UrlAccepted,
    get: Get,
    now: Callable[[], datetime],
    *,
    conditional: Conditional | None = None,
    check_hop: CheckHop | None = None,
    robots: RobotsSaid = "unchecked",
    site_rights: SiteRights | None = None,
    manners: Manners = DEFAULT_MANNERS,
) -> PageFetched | Ended:
    """Fetch a page; `Unchanged` where it is the one that `conditional` tells of.

    Raises `TransientError` for what may pass (`retry_after_seconds` where the server named a
    time) and `PermanentError` for what will not; `Client.get` lists the reasons. `robots` is what
    robots.txt said of the URL; it goes on the page. `site_rights` is asked about pages that state
    no TDMRep themselves.
    """
    answer = await get(
        url.url, conditional=conditional, check_hop=check_hop, check_start=check_kind
    )
    if isinstance(answer, Ended):
        return answer
    fetched_at = now()
    refused = ending(answer, conditional, fetched_at)
    if refused is not None:
        return refused
    if conditional is not None and body_hash(answer.body) == conditional.body_hash:
        return same_content(answer, conditional.body_hash, fetched_at)
    rights = _rights(answer, robots, manners, fetched_at)
    if site_rights and rights.tdm_reserved is None and manners.rights_policy != "ignore":
        rights = combine(await site_rights(answer.final_url), rights)
    reserved = judge(rights, manners.rights_policy)
    return reserved or _page(url, answer, fetched_at, rights)


def check_kind(body_start: bytes, content_type: str | None) -> Ended | None:
    """Refuse what is no page by its first bytes, before the rest is downloaded."""
    return verdict(sniff(body_start, content_type))


def _rights(answer: Answer, robots: RobotsSaid, manners: Manners, now: datetime) -> Rights:
    by_robots = Rights(robots=robots)
    if manners.rights_policy == "ignore":
        return by_robots
    by_headers = header_rights(answer.headers.items(), manners.user_agent, now)
    by_page = meta_rights(answer.body, manners.user_agent, now)
    return combine(by_robots, by_headers, by_page)


def body_hash(body: bytes) -> str:
    """Hash of a body, 32 hex digits: the judge of whether a page has changed.

    Processors have instructions for SHA-256; BLAKE2b takes more than twice as long there.
    """
    return sha256(body).hexdigest()[:32]


def _page(url: UrlAccepted, answer: Answer, fetched_at: datetime, rights: Rights) -> PageFetched:
    if answer.final_url == url.url:
        host, site, variant = url.host, url.site, url.variant
    else:
        final = parse_url(answer.final_url)
        host, site, variant = final.host, final.site, variant_of(final)
    return PageFetched(
        url=url.url,
        final_url=answer.final_url,
        host=host,
        site=site,
        variant=variant,
        status=answer.status,
        redirects=answer.redirects,
        content_type=answer.content_type,
        charset=answer.charset,
        etag=answer.headers.get("ETag"),
        last_modified=answer.headers.get("Last-Modified"),
        fetched_at=fetched_at,
        fetch_ms=round(answer.timings.total_ms, 3),
        rights=rights,
        body=answer.body,
    )
