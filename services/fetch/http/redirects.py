"""Where a redirect leads. Pure."""

import can_ada

from schemas.outcomes import Reason
from schemas.url import URL_MAX_CHARS
from services.stage.endings import Ended

REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})


def redirect_target(base: str, location: str | None) -> str | Ended:
    """Resolve a Location against the URL that sent it; WHATWG rules, without the fragment.

    The target is asked for as the server named it: parameters are neither dropped nor sorted.
    """
    if location is None or not location.strip():
        return _bad("a redirect without Location")
    location = _text(location)
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


def _text(header: str) -> str:
    """Read raw bytes in a header as browsers do: UTF-8, else Latin-1."""
    if header.isascii():
        return header
    raw = header.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
