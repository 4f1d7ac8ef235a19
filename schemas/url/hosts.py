"""Names of hosts: whose they are, and which stand below others."""

from functools import cache, lru_cache
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

HOSTS_CACHED = 32_768


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
    if _is_address(host):
        return host
    return _suffixes().privatesuffix(host) or host


@lru_cache(maxsize=HOSTS_CACHED)
def with_parents(host: str) -> tuple[str, ...]:
    """Return a host and the names above it, nearest first; no public suffix (`com`) above it."""
    if _is_address(host):
        return (host,)
    found = [host]
    while (host := host.partition(".")[2]) and not is_public_suffix(host):
        found.append(host)
    return tuple(found)


def is_public_suffix(host: str) -> bool:
    """Tell whether anybody registers sites under a name: `com`, `co.uk`, `github.io`."""
    return bool(_suffixes().is_public(host))


def _is_address(host: str) -> bool:
    return ":" in host or host.rpartition(".")[2].isdigit()


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)
