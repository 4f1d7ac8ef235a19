"""URLs: parsed once, by the WHATWG URL standard, and normalised the same way everywhere.

`article_id` is a hash of a normalised URL, so a change of these rules changes ids.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import can_ada

from schemas.outcomes import Reason
from schemas.url.hosts import is_within, site_of
from schemas.url.normal_form import tidy

URL_MAX_CHARS = 2048
"""Longer ones are traps or junk; applies to the URL as it came and as it goes on the wire."""

HOST_MAX_CHARS = 253
LABEL_MAX_CHARS = 63
"""DNS's limits, RFC 1035 section 2.3.4."""

_HOST = re.compile(r"[a-z0-9_.-]*|\[[0-9a-f:]+\]")
"""Stricter than the URL standard, which lets `;`, `=` and `'` through; names with `_` exist."""

URLS_CACHED = 1024
"""The readers of a page and the steps of a stage ask for the same few addresses."""

DEFAULT_PORTS = {"http": 80, "https": 443}

Variant = Literal["amp", "mobile"]

_AMP_PATH = re.compile(r"^/amp/|/amp/?$|\.amp(?:\.html?)?$|/amp\.html?$", re.IGNORECASE)
_AMP_QUERY = re.compile(r"(?:^|&)(?:amp(?:=1|=true|=)?|output_?type=amp)(?:&|$)", re.IGNORECASE)
AMP_CACHES = ("cdn.ampproject.org", "bing-amp.com")
"""Their hosts, with or without a label for the publisher."""
MOBILE_LABELS = {"m", "mobile", "mobil", "wap", "touch"}


class BadUrl(ValueError):
    """The text is no URL that may be fetched: `reason` is `bad_url` or `bad_scheme`."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Url:
    """A normalised http or https URL."""

    href: str
    scheme: str
    host: str
    """Lower case, punycode, no trailing dot; an IPv6 address without its brackets."""
    port: int
    """As given, or the scheme's default."""
    site: str
    """Registrable domain by the public suffix list, private part included; else the host."""

    @property
    def origin(self) -> str:
        """Scheme, host and port as a URL without a path: `https://example.com`."""
        return self.href[: self.href.index("/", 8)]

    @property
    def target(self) -> str:
        """Path and query, as a request line or robots.txt has them."""
        return self.href[self.href.index("/", 8) :].partition("#")[0]

    @property
    def path(self) -> str:
        """Path alone; starts with a slash."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        """Query without the question mark, empty where there is none."""
        return self.target.partition("?")[2]


@lru_cache(maxsize=URLS_CACHED)
def parse_url(text: str) -> Url:
    """Parse and normalise an absolute URL, or raise `BadUrl`.

    Rules: WHATWG URL; RFC 3986 section 6.2.2 (escapes in upper case, none for unreserved
    characters); tracking parameters out, query sorted by name, fragment out unless it is `#!`.
    """
    parsed = _parse(text)
    href: str = parsed.href
    scheme = href.partition(":")[0]
    if scheme not in DEFAULT_PORTS:
        raise BadUrl(Reason.BAD_SCHEME, f"scheme `{scheme[:20]}`; wanted http or https")
    if parsed.has_credentials():
        raise BadUrl(Reason.BAD_URL, "user name or password in the URL")
    host: str = parsed.hostname
    if host.endswith("."):
        host = parsed.hostname = host[:-1]
        href = parsed.href
    _check_host(host)
    host = host.strip("[]")
    href = tidy(href)
    if len(href) > URL_MAX_CHARS:
        raise BadUrl(Reason.BAD_URL, f"longer than {URL_MAX_CHARS} characters when encoded")
    port = int(parsed.port or DEFAULT_PORTS[scheme])
    return Url(href, scheme, host, port, site_of(host))


def normalise_url(text: str) -> str:
    """Return the normalised form of a URL, or raise `BadUrl`."""
    return parse_url(text).href


def comparable_url(url: str) -> str:
    """Normalise a URL to compare it with others; one that cannot be parsed stays as it is."""
    try:
        return normalise_url(url)
    except BadUrl:
        return url


def host_of(url: str) -> str:
    """Return the host of a URL, lower case and punycode, or raise `BadUrl`."""
    return parse_url(url).host


def host_of_name(name: str) -> str:
    """Return a host by its name, or an IPv6 address without brackets, as `host_of` does."""
    is_bare_address = name.count(":") > 1 and not name.startswith("[")
    return host_of(f"http://[{name}]/" if is_bare_address else f"http://{name}/")


def variant_of(url: Url) -> Variant | None:
    """Tell an AMP or mobile edition by its address; such URLs are noted, never rewritten."""
    label = url.host.partition(".")[0] if url.host != url.site else ""
    if label == "amp" or any(is_within(url.host, cache) for cache in AMP_CACHES):
        return "amp"
    if _AMP_PATH.search(url.path) or _AMP_QUERY.search(url.query):
        return "amp"
    return "mobile" if label in MOBILE_LABELS else None


def _parse(text: str) -> can_ada.URL:
    if len(text) > URL_MAX_CHARS:
        raise BadUrl(Reason.BAD_URL, f"longer than {URL_MAX_CHARS} characters")
    try:
        return can_ada.parse(text)
    except ValueError:
        is_web = text[:8].lower().startswith(("http://", "https://"))
        hint = "" if is_web else ", which begins with http:// or https://"
        raise BadUrl(Reason.BAD_URL, f"no absolute URL{hint}") from None
    except TypeError:  # a lone surrogate has no UTF-8 form
        raise BadUrl(Reason.BAD_URL, "not Unicode text") from None


def _check_host(host: str) -> None:
    """Raise `BadUrl` for a host that DNS cannot carry."""
    if len(host) > HOST_MAX_CHARS:
        raise BadUrl(Reason.BAD_URL, f"host longer than {HOST_MAX_CHARS} characters")
    if not _HOST.fullmatch(host):
        raise BadUrl(Reason.BAD_URL, "host with a character that no host name has")
    for label in host.split("."):
        if not 0 < len(label) <= LABEL_MAX_CHARS:
            raise BadUrl(Reason.BAD_URL, "host with an empty or too long label")
