"""URL in, page out. Kafka-free and clock-free: the client and the clock are handed in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from schemas.events import PageFetched, Purpose, Rights, UrlAccepted
from schemas.url import parse_url, variant_of
from services.fetch.http.types import CheckHop, Conditional, Response
from services.fetch.http.user_agent import PRODUCT
from services.fetch.http.wire.header_text import validator
from services.fetch.page.closed_doors import closed_door
from services.fetch.page.response import end_without_page, same_content
from services.fetch.page.sniff import refuse_kind, sniff
from services.fetch.rights.head import meta_rights
from services.fetch.rights.headers import header_rights
from services.fetch.rights.judge import RightsPolicy, judge
from services.fetch.rights.statements import NOTHING_STATED, combine
from services.stage.endings import Ended

RobotsRights = Callable[[], Rights]
"""What robots.txt says of the URL that was asked for last, and whether it allows to ask."""

SiteRights = Callable[[str], Awaitable[Rights]]
"""What the site of a URL states in a file of its own; never raises what the web does."""

Get = Callable[..., Awaitable[Response | Ended]]
"""`Client.get_page`: one URL with its redirects."""


@dataclass(frozen=True, slots=True)
class CrawlPolicy:
    """Under which name a page is asked for, and what is made of its publisher's wishes."""

    user_agent: str = PRODUCT
    rights_policy: RightsPolicy = "flag"
    purpose: Purpose = "ai-input"


DEFAULT_POLICY = CrawlPolicy()


def nothing_stated() -> Rights:
    """Stand for a robots.txt that nobody asked."""
    return NOTHING_STATED


async def fetch(
    url: UrlAccepted,
    get: Get,
    now: Callable[[], datetime],
    *,
    conditional: Conditional | None = None,
    check_hop: CheckHop | None = None,
    robots_rights: RobotsRights = nothing_stated,
    site_rights: SiteRights | None = None,
    policy: CrawlPolicy = DEFAULT_POLICY,
) -> PageFetched | Ended:
    """Fetch a page; `Unchanged` where it is the one that `conditional` tells of.

    Raises `TransientError` for what may pass (`retry_after_seconds` where the server named a
    time) and `PermanentError` for what will not; `Client.get` lists the reasons. `robots_rights`
    is asked once the page is here, `site_rights` about pages that state no TDMRep themselves.
    """
    response = await get(
        url.url, conditional=conditional, check_hop=check_hop, check_start=check_kind
    )
    if isinstance(response, Ended):
        return response
    fetched_at = now()
    refused = closed_door(response) or end_without_page(response, conditional, fetched_at)
    if refused is not None:
        return refused
    if conditional is not None and body_hash(response.body) == conditional.body_hash:
        return same_content(response, conditional.body_hash, fetched_at)
    rights = _rights(response, robots_rights(), policy, fetched_at)
    if site_rights and policy.rights_policy != "ignore" and rights.tdm_reserved is None:
        rights = combine(await site_rights(response.final_url), rights)
    reserved = judge(rights, policy.rights_policy, policy.purpose)
    return reserved or _page(url, response, fetched_at, rights)


def check_kind(body_start: bytes, content_type: str | None) -> Ended | None:
    """Refuse what is no page by its first bytes, before the rest is downloaded."""
    return refuse_kind(sniff(body_start, content_type))


def _rights(response: Response, by_robots: Rights, policy: CrawlPolicy, now: datetime) -> Rights:
    if policy.rights_policy == "ignore":
        return Rights(robots=by_robots.robots)
    by_headers = header_rights(response.headers.items(), policy.user_agent, now, response.final_url)
    by_page = meta_rights(response.body, policy.user_agent, now, response.final_url)
    return combine(by_robots, by_headers, by_page)


def body_hash(body: bytes) -> str:
    """Hash of a body, 32 hex digits: the judge of whether a page has changed.

    Processors have instructions for SHA-256; BLAKE2b takes more than twice as long there.
    """
    return sha256(body).hexdigest()[:32]


def _page(
    url: UrlAccepted, response: Response, fetched_at: datetime, rights: Rights
) -> PageFetched:
    if response.final_url == url.url:
        host, site, variant = url.host, url.site, url.variant
    else:
        final = parse_url(response.final_url)
        host, site, variant = final.host, final.site, variant_of(final)
    return PageFetched(
        url=url.url,
        final_url=response.final_url,
        host=host,
        site=site,
        variant=variant,
        status=response.status,
        redirects=response.redirects,
        content_type=response.content_type,
        charset=response.charset,
        etag=validator(response.headers.get("ETag")),
        last_modified=validator(response.headers.get("Last-Modified")),
        fetched_at=fetched_at,
        fetch_ms=round(response.timings.total_ms, 3),
        rights=rights,
        body=response.body,
    )
