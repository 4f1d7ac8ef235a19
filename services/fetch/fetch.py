"""A response in, a page out. Pure: no client, no clock."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from schemas.events import PageFetched, Purpose, Rights, UrlAccepted
from schemas.url import parse_url, variant_of
from services.fetch.http.types import Conditional, Response
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


@dataclass(frozen=True, slots=True)
class CrawlPolicy:
    """Under which name a page is asked for, and what is made of its publisher's wishes."""

    user_agent: str = PRODUCT
    rights_policy: RightsPolicy = "flag"
    purpose: Purpose = "ai-input"


DEFAULT_POLICY = CrawlPolicy()


def check_kind(body_start: bytes, content_type: str | None) -> Ended | None:
    """Refuse what is no page by its first bytes, before the rest is downloaded."""
    return refuse_kind(sniff(body_start, content_type))


def read_response(
    url: UrlAccepted,
    response: Response,
    fetched_at: datetime,
    *,
    conditional: Conditional | None = None,
    by_robots: Rights = NOTHING_STATED,
    policy: CrawlPolicy = DEFAULT_POLICY,
) -> PageFetched | Ended:
    """Read a page, with its rights as they are stated; `Unchanged` where `conditional` knows it.

    `by_robots` is what robots.txt states of the URL that answered. Raises `TransientError` for
    what may pass, with `retry_after_seconds` where the server named a time.
    """
    refused = closed_door(response) or end_without_page(response, conditional, fetched_at)
    if refused is not None:
        return refused
    if conditional is not None and conditional.is_of(response.final_url):
        body = body_hash(response.body)
        if body == conditional.body_hash:
            return same_content(response, body, fetched_at)
    return _page(url, response, fetched_at, _rights(response, by_robots, policy, fetched_at))


def with_site_rights(page: PageFetched, by_site: Rights) -> PageFetched:
    """Add what the page's site states in a file of its own, which is weaker than its own word."""
    return page.model_copy(update={"rights": combine(by_site, page.rights)})


def under_policy(page: PageFetched, policy: CrawlPolicy) -> PageFetched | Ended:
    """Return the page, or its end where its rights reserve what the policy wants it for."""
    return judge(page.rights, policy.rights_policy, policy.purpose) or page


def body_hash(body: bytes) -> str:
    """Hash of a body, 32 hex digits: the judge of whether a page has changed.

    Processors have instructions for SHA-256; BLAKE2b takes more than twice as long there.
    """
    return sha256(body).hexdigest()[:32]


def _rights(response: Response, by_robots: Rights, policy: CrawlPolicy, now: datetime) -> Rights:
    if policy.rights_policy == "ignore":
        return Rights(robots=by_robots.robots)
    by_headers = header_rights(response.headers.items(), policy.user_agent, now, response.final_url)
    by_page = meta_rights(response.body, policy.user_agent, now, response.final_url)
    return combine(by_robots, by_headers, by_page)


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
        fetch_ms=round(response.total_ms, 3),
        rights=rights,
        body=response.body,
    )
