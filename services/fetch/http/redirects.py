"""One `get` through its redirects, and where a redirect leads."""

from dataclasses import dataclass, field
from time import perf_counter

import aiohttp
import can_ada

from schemas.events import Redirect
from schemas.outcomes import Reason
from schemas.url import URL_MAX_CHARS, BadUrl, Url, parse_url
from services.fetch.http.body import Body
from services.fetch.http.chain_cookies import ChainCookies
from services.fetch.http.download import ReadOptions
from services.fetch.http.timing import Attempt
from services.fetch.http.types import Response, media_type
from services.fetch.http.wire.header_text import header_text, header_texts
from services.stage.endings import Ended

REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Redirected:
    """A response that leads elsewhere."""

    status: int
    location: str | None


@dataclass(slots=True)
class RedirectChain:
    """One `get`: where it is, how it came there, and what its caller asked for."""

    url: str
    begun: float
    options: ReadOptions
    redirects: list[Redirect] = field(default_factory=list)
    cookies: ChainCookies = field(default_factory=ChainCookies)
    asked: set[tuple[str, str]] = field(default_factory=set)
    """URLs and the cookies that they were asked with: a redirect back to one is a loop."""

    def ask(self) -> str:
        """Note that the URL is asked for; returns the cookies to send with it, or ``."""
        cookie = self.cookies.header(self.url)
        self.asked.add((self.url, cookie))
        return cookie

    def follow(self, redirected: Redirected, most: int) -> Ended | None:
        """Step to the target of a redirect, or say why not."""
        target = redirect_target(self.url, redirected.location)
        if isinstance(target, Ended):
            return target
        self.redirects.append(Redirect(status=redirected.status, url=self.url))
        if (target, self.cookies.header(target)) in self.asked:
            return Ended(Reason.TOO_MANY_REDIRECTS, "a loop; or the site insists on older cookies")
        if len(self.redirects) > most:
            return Ended(Reason.TOO_MANY_REDIRECTS, f"more than {most}")
        self.url = target
        return None

    def response(self, last: aiohttp.ClientResponse, body: Body, attempt: Attempt) -> Response:
        """Put the last response together."""
        done, headers = perf_counter(), header_texts(last.headers)
        content_type, charset = media_type(headers.get("Content-Type"))
        is_cut = self.options.is_cut(body)
        return Response(
            status=last.status,
            final_url=self.url,
            headers=headers,
            body=body.joined()[: self.options.cut_bytes] if is_cut else body.joined(),
            redirects=self.redirects,
            content_type=content_type,
            charset=charset,
            phases_ms=attempt.phases_ms(done),
            total_ms=(done - self.begun) * 1000,
        )


def parsed_target(href: str) -> Url | Ended:
    """Take the target of a redirect apart, or say why it is none."""
    try:
        return parse_url(href)
    except BadUrl as error:
        return _bad(f"to {href[:200]}: {error}")


def redirect_target(base: str, location: str | None) -> str | Ended:
    """Resolve a Location against the URL that sent it; WHATWG rules, without the fragment.

    The target is asked for as the server named it: parameters are neither dropped nor sorted.
    """
    if location is None or not location.strip():
        return _bad("a redirect without a Location, or with two")
    location = header_text(location)
    if len(location) > URL_MAX_CHARS:
        return _bad(f"a Location longer than {URL_MAX_CHARS} characters")
    try:
        target = can_ada.parse(base) + location
    except (ValueError, TypeError):
        return _bad(f"the Location is not a URL: {location[:100]!r}")
    if target.protocol not in ("http:", "https:"):
        return _bad(f"a redirect to {target.protocol}")
    if target.has_credentials():
        return _bad("a redirect with a user name or password")
    target.hash = ""
    href: str = target.href
    return href if len(href) <= URL_MAX_CHARS else _bad("a Location that is too long")


def _bad(detail: str) -> Ended:
    return Ended(Reason.BAD_REDIRECT, detail)
