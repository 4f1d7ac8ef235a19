"""The address that a story is known by, whatever edition or spelling of it was found.

For ids alone: what is fetched and published keeps its own spelling. Where two addresses of one form
are two stories after all, publish sees two texts that do not agree, and gives the later its own id.
"""

import re

from schemas.url import AMP_CACHES, MOBILE_LABELS, BadUrl, Url, parse_url
from schemas.url.hosts import is_within

_CACHE_PATH = re.compile(r"^/(?:[a-z]/)?(s/)?([^/]+\.[^/]+)(/.*)?$")
"""`/c/s/example.com/path`: kind of content, whether https, the publisher's address."""
_VIEWER_PATH = re.compile(r"^/amp/(s/)?([^/]+\.[^/]+)(/.*)?$")
_VIEWERS = ("google.", "bing.")
_WWW = re.compile(r"www\d{0,2}")
_EDITION_LABELS = {"amp", *MOBILE_LABELS}
_EDITION_PATH = re.compile(
    r"^/(?:amp|print|m|mobile)(?=/.)|/(?:amp|amphtml|print|printable|imprimir|imprimer|stampa"
    r"|drucken|drukuj|yazdir)/?$|(?<=.)/(?:amp|print)\.(?:html?|php)$"
    r"|[._](?:amp|print)(?=\.(?:html?|php|aspx?)$)|\.amp$",
    re.IGNORECASE,
)
_EDITION_QUERY = re.compile(
    r"(?:_?(?:is_?)?(?:amp|mobile)|(?:for_?)?print(?:able|view|version|er?_?friendly)?|m)"
    r"(?:=(?:1|true|yes|y|on)?)?"
    r"|(?:output_?type|output|format|view|view_?mode|mode|layout|tmpl|template|display|version"
    r"|style|theme|skin|media|action|do|type|service|platform|device)="
    r"(?:amp|amphtml|print|printable|print_?(?:view|version|page)|printer_?friendly|mobile)"
    r"|tmpl=component",
    re.IGNORECASE,
)
"""The last is Joomla's: the article alone, to print it."""
_CHANNEL = re.compile(
    r"(?:[a-z]+_)?(?:ref|referr?er|from|source|src|via|partner|share|medium|channel|emc|cmp|origin)="
    r"(?:rss|feed|twitter|facebook|fb|whatsapp|telegram|linkedin|instagram|pinterest|reddit"
    r"|line|kakao|viber|vk|weibo|wechat|e?mail|newsletter|push|social|share|sharing|share_btn_\w+"
    r"|copy(?:_?link)?|home(?:_?page)?|app|google|bing|flipboard|apple_?news|messenger)",
    re.IGNORECASE,
)
"""Names that may be a story's, with a value that says how its reader came."""
_DEFAULT_PAGE = re.compile(
    r"/(?:index|default)\.(?:html?|php\d?|aspx?|jsp|shtml|cfm)$", re.IGNORECASE
)
_SLASHES = re.compile(r"/{2,}")
_ENTITY = "amp;"


def publisher_url(url: str) -> str:
    """Return the publisher's address of a page in an AMP cache; any other URL as it is."""
    return _unpacked(parse_url(url)).href


def story_url(url: str) -> str:
    """Return the form of a normalised URL that all its editions and spellings share.

    Scheme, `www`, port of the scheme, the name of a folder's own page, AMP caches, AMP, mobile and
    print editions, the channel of a reader, `&amp;` and slashes too many make no other story.
    """
    found = _unpacked(parse_url(url))
    path = _EDITION_PATH.sub("", _plain_path(found))
    return _joined(_host(found, of_edition=True), found, path, "&".join(_telling(found.query)))


def spelling(url: str) -> str:
    """Return a normalised URL without its scheme, `www`, folder's page and slashes too many."""
    found = parse_url(url)
    return _joined(_host(found), found, _plain_path(found), found.query)


def is_edition(url: str) -> bool:
    """Tell an AMP, mobile or print edition, or a cached copy, from the story's own address."""
    return spelling(url) != story_url(url)


def _joined(host: str, url: Url, path: str, query: str) -> str:
    port = "" if url.port in (80, 443) else f":{url.port}"
    shown = path.rstrip("/") or "/"
    return f"//{host}{port}{shown}{query and f'?{query}'}{url.href.partition('#')[2]}"


def _host(url: Url, *, of_edition: bool = False) -> str:
    """Return the host without `www`, or the label of an edition; a site keeps its own name."""
    label, _, rest = url.host.partition(".")
    is_apart = _WWW.fullmatch(label) or (of_edition and label in _EDITION_LABELS)
    return rest if is_apart and url.host != url.site else url.host


def _plain_path(url: Url) -> str:
    return _DEFAULT_PAGE.sub("/", _SLASHES.sub("/", url.path))


def _telling(query: str) -> list[str]:
    parts = [part.removeprefix(_ENTITY) for part in query.split("&")]
    kept = [part for part in parts if part and not _is_of_edition(part)]
    return sorted(kept, key=lambda part: part.partition("=")[0]) if "=" in query else kept


def _is_of_edition(part: str) -> bool:
    return bool(_EDITION_QUERY.fullmatch(part) or _CHANNEL.fullmatch(part))


def _unpacked(url: Url) -> Url:
    """Take a page out of the AMP cache or viewer that served it."""
    if any(is_within(url.host, cache) for cache in AMP_CACHES):
        match = _CACHE_PATH.match(url.path)
    elif url.site.startswith(_VIEWERS):
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
