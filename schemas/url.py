"""URLs: parsed once, by the WHATWG URL standard, and normalised the same way everywhere.

`article_id` is a hash of a normalised URL, so a change of these rules changes ids.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import can_ada
from publicsuffixlist import PublicSuffixList

from schemas.outcomes import Reason

URL_MAX_CHARS = 2048
"""Longer ones are traps or junk; applies to the URL as it came and as it goes on the wire."""

HOST_MAX_CHARS = 253
LABEL_MAX_CHARS = 63
"""DNS's limits, RFC 1035 section 2.3.4."""

HOSTS_CACHED = 32_768

_HOST = re.compile(r"[a-z0-9_.-]*|\[[0-9a-f:]+\]")
"""Stricter than the URL standard, which lets `;`, `=` and `'` through; names with `_` exist."""

DEFAULT_PORTS = {"http": 80, "https": 443}

Variant = Literal["amp", "mobile"]

_TRACKING_FILE = Path(__file__).with_name("tracking_parameters.txt")

_ESCAPES = re.compile(r"(?<!%)(?<!%[0-9A-Fa-f])(?:%[0-9A-Fa-f]{2})+")
"""Whole escapes that no broken one stands before: `%%37e` must not turn into an escape."""

_UNRESERVED = re.compile(r"%(?:2[DE]|3[0-9]|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE])")
"""Escapes of letters, digits, `-`, `.`, `_` and `~` (RFC 3986 section 2.3)."""

_ABNORMAL = re.compile(rf"%(?:[0-9A-F]?[a-f])|{_UNRESERVED.pattern}")
"""What calls for work: an escape with a lower-case digit or of an unreserved character."""

_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^/;]*", re.IGNORECASE)

_AMP_PATH = re.compile(r"^/amp/|/amp/?$|\.amp(?:\.html?)?$|/amp\.html?$", re.IGNORECASE)
_AMP_QUERY = re.compile(r"(?:^|&)(?:amp(?:=1|=true|=)?|output_?type=amp)(?:&|$)", re.IGNORECASE)
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
    href = _tidy(href)
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


def host_in(text: object) -> str:
    """Return the host that a text seems to name, to show or compare; empty where there is none."""
    try:
        return urlsplit(text).hostname or "" if isinstance(text, str) else ""
    except ValueError:
        return ""


def is_within(found: str, host: str) -> bool:
    """Tell whether a host is another one or a subdomain of it; both in the spelling of URLs."""
    return f".{found}".endswith(f".{host}")


def is_http_url(text: str) -> bool:
    """Tell whether a text is an absolute http(s) URL with a host, as an operator names a server."""
    return text.startswith(("http://", "https://")) and bool(host_in(text))


@lru_cache(maxsize=HOSTS_CACHED)
def site_of(host: str) -> str:
    """Return the registrable domain of a host; the host itself if it is an IP or unknown."""
    if ":" in host or host.rpartition(".")[2].isdigit():
        return host
    return _suffixes().privatesuffix(host) or host


@lru_cache(maxsize=HOSTS_CACHED)
def with_parents(host: str) -> tuple[str, ...]:
    """Return a host and the names above it, nearest first; no public suffix (`com`) above it."""
    if ":" in host or host.rpartition(".")[2].isdigit():
        return (host,)
    found = [host]
    while (host := host.partition(".")[2]) and not is_public_suffix(host):
        found.append(host)
    return tuple(found)


def is_public_suffix(host: str) -> bool:
    """Tell whether anybody registers sites under a name: `com`, `co.uk`, `github.io`."""
    return bool(_suffixes().is_public(host))


def normalise_escapes(text: str) -> str:
    """Write percent-escapes in upper case, and unreserved characters as themselves."""
    if "%" in text and _ABNORMAL.search(text):
        return _ESCAPES.sub(_normal_escapes, text)
    return text


def variant_of(url: Url) -> Variant | None:
    """Tell an AMP or mobile edition by its address; such URLs are noted, never rewritten."""
    label = url.host.partition(".")[0] if url.host != url.site else ""
    if label == "amp" or url.host.endswith(".cdn.ampproject.org"):
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
        raise BadUrl(Reason.BAD_URL, "no absolute URL") from None
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


def _tidy(href: str) -> str:
    """Normalise what the URL standard leaves alone: escapes, path sessions, query, fragment."""
    head, _, fragment = normalise_escapes(href).partition("#")
    base, _, query = head.partition("?")
    if ";" in base and _PATH_SESSION.search(base):
        base = can_ada.parse(_PATH_SESSION.sub("", base)).href  # a dot segment may be left
    query = _tidy_query(query) if query else ""
    tail = f"#{fragment}" if len(fragment) > 1 and fragment[0] == "!" else ""
    return f"{base}?{query}{tail}" if query else base + tail


def _normal_escapes(match: re.Match[str]) -> str:
    return _UNRESERVED.sub(lambda escape: chr(int(escape[0][1:], 16)), match[0].upper())


def _tidy_query(query: str) -> str:
    """Drop tracking parameters and sort by name; equal names keep their order."""
    parts = [part for part in query.split("&") if part and not _is_tracking(_name(part))]
    if any("=" in part for part in parts):  # bare words may be positional, so they keep their order
        parts.sort(key=_name)
    return "&".join(parts)


def _name(part: str) -> str:
    return part.partition("=")[0]


@lru_cache(maxsize=4096)
def _is_tracking(name: str) -> bool:
    names, prefixes = tracking_parameters()
    name = name.lower()
    return name in names or name.startswith(prefixes)


@cache
def tracking_parameters() -> tuple[frozenset[str], tuple[str, ...]]:
    """Read the data file: whole names, and prefixes (a name with `*` at its end)."""
    lines = (line.strip() for line in _TRACKING_FILE.read_text("utf-8").splitlines())
    names = [line for line in lines if line and not line.startswith("#")]
    prefixes = tuple(name[:-1] for name in names if name.endswith("*"))
    return frozenset(name for name in names if not name.endswith("*")), prefixes


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)
