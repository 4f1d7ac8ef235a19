"""The address that a story is known by, whatever edition or spelling of it was found.

For ids alone: what is fetched and published keeps its own spelling. Where two addresses of one form
are two stories after all, publish sees two texts that do not agree, and gives the later its own id.
"""

import re

from schemas.url import MOBILE_LABELS, BadUrl, Url, parse_url

_CACHE_HOST = ".cdn.ampproject.org"
_CACHE_PATH = re.compile(r"^/(?:[a-z]/)?(s/)?([^/]+\.[^/]+)(/.*)?$")
"""`/c/s/example.com/path`: kind of content, whether https, the publisher's address."""
_VIEWER_PATH = re.compile(r"^/amp/(s/)?([^/]+\.[^/]+)(/.*)?$")
_LABELS = {"www", "amp", *MOBILE_LABELS}
_EDITION_PATH = re.compile(
    r"^/(?:amp|print|m|mobile)(?=/.)|/(?:amp|print|printable)/?$|(?<=.)/amp\.html?$"
    r"|\.amp(?=\.html?$)|\.amp$",
    re.IGNORECASE,
)
_EDITION_QUERY = re.compile(
    r"(?:amp|print|printable|printview|mobile)(?:=(?:1|true|yes|y|on)?)?"
    r"|(?:output_?type|output|format|view|mode|layout|tmpl)=(?:amp|print|printable|mobile)",
    re.IGNORECASE,
)
_ENTITY = "amp;"


def publisher_url(url: str) -> str:
    """Return the publisher's address of a page in an AMP cache; any other URL as it is."""
    return _unpacked(parse_url(url)).href


def story_url(url: str) -> str:
    """Return the form of a normalised URL that all its editions and spellings share.

    Scheme, `www`, port of the scheme, AMP caches, AMP, mobile and print editions, `&amp;` and a
    slash at the end make no other story.
    """
    found = _unpacked(parse_url(url))
    label, _, rest = found.host.partition(".")
    host = rest if label in _LABELS and found.host != found.site else found.host
    port = "" if found.port in (80, 443) else f":{found.port}"
    path = _EDITION_PATH.sub("", found.path).rstrip("/") or "/"
    query = "&".join(_telling(found.query))
    fragment = found.href.partition("#")[2]
    return f"//{host}{port}{path}" + (f"?{query}" if query else "") + fragment


def spelling(url: str) -> str:
    """Return a normalised URL without its scheme, `www` and slash at the end."""
    found = parse_url(url)
    host = found.host.removeprefix("www.") if found.host != found.site else found.host
    query = f"?{found.query}" if found.query else ""
    port = "" if found.port in (80, 443) else f":{found.port}"
    return f"//{host}{port}{found.path.rstrip('/') or '/'}{query}{found.href.partition('#')[2]}"


def is_edition(url: str) -> bool:
    """Tell an AMP, mobile or print edition, or a cached copy, from the story's own address."""
    return spelling(url) != story_url(url)


def _telling(query: str) -> list[str]:
    parts = [part.removeprefix(_ENTITY) for part in query.split("&")]
    kept = [part for part in parts if part and not _EDITION_QUERY.fullmatch(part)]
    return sorted(kept, key=lambda part: part.partition("=")[0]) if "=" in query else kept


def _unpacked(url: Url) -> Url:
    """Take a page out of the AMP cache or viewer that served it."""
    if url.host.endswith(_CACHE_HOST):
        match = _CACHE_PATH.match(url.path)
    elif url.site.startswith("google."):
        match = _VIEWER_PATH.match(url.path)
    else:
        return url
    if match is None:
        return url
    secure, host, path = match.groups()
    query = f"?{url.query}" if url.query else ""
    try:
        return parse_url(f"http{'s' if secure else ''}://{host}{path or '/'}{query}")
    except BadUrl:
        return url
