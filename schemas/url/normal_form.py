"""What of a URL is normalised that the URL standard leaves alone: escapes, sessions, tracking."""

import re
from functools import cache, lru_cache
from pathlib import Path

import can_ada

_TRACKING_FILE = Path(__file__).with_name("tracking_parameters.txt")

_ESCAPES = re.compile(r"(?<!%)(?<!%[0-9A-Fa-f])(?:%[0-9A-Fa-f]{2})+")
"""Whole escapes that no broken one stands before: `%%37e` must not turn into an escape."""

_UNRESERVED = re.compile(r"%(?:2[DE]|3[0-9]|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE])")
"""Escapes of letters, digits, `-`, `.`, `_` and `~` (RFC 3986 section 2.3)."""

_ABNORMAL = re.compile(rf"%(?:[0-9A-F]?[a-f])|{_UNRESERVED.pattern}")
"""What calls for work: an escape with a lower-case digit or of an unreserved character."""

_PATH_SESSION = re.compile(
    r";(?:jsessionid|phpsessid|sid)=[^/;]*|/\([AFS]\([0-9a-z]{24,}\)\)(?=/)", re.IGNORECASE
)
"""The last is ASP.NET's, for readers without cookies."""
_SESSION = re.compile(r"(?:sid|sess|session|xtcsid)=(?=[a-z]*\d)[0-9a-z]{26,64}", re.IGNORECASE)
"""Names that may be a story's, with a value that is none: 26 characters or more by chance."""


def tidy(href: str) -> str:
    """Normalise what the URL standard leaves alone: escapes, path sessions, query, fragment."""
    head, _, fragment = normalise_escapes(href).partition("#")
    base, _, query = head.partition("?")
    if (";" in base or "/(" in base) and _PATH_SESSION.search(base):
        base = can_ada.parse(_PATH_SESSION.sub("", base)).href  # a dot segment may be left
    query = _tidy_query(query) if query else ""
    tail = f"#{fragment}" if len(fragment) > 1 and fragment[0] == "!" else ""
    return f"{base}?{query}{tail}" if query else base + tail


def normalise_escapes(text: str) -> str:
    """Write percent-escapes in upper case, and unreserved characters as themselves."""
    if "%" in text and _ABNORMAL.search(text):
        return _ESCAPES.sub(_normal_escapes, text)
    return text


def _normal_escapes(match: re.Match[str]) -> str:
    return _UNRESERVED.sub(lambda escape: chr(int(escape[0][1:], 16)), match[0].upper())


def _tidy_query(query: str) -> str:
    """Drop tracking parameters and sort by name; equal names keep their order."""
    parts = [part for part in query.split("&") if part and _is_telling(part)]
    if any("=" in part for part in parts):  # bare words may be positional, so they keep their order
        parts.sort(key=_name)
    return "&".join(parts)


def _is_telling(part: str) -> bool:
    """Tell whether a parameter says what is read, not how the reader came.

    A tracking one is such behind `&amp;`, too.
    """
    part = part.removeprefix("amp;")
    name, _, value = part.partition("=")
    if _is_tracking(name):
        return False
    return not (value and _SESSION.fullmatch(part))


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
