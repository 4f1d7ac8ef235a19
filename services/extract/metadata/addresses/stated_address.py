"""An address as a page's head states it, freed of what templates and editors do to addresses."""

import html
import re
import unicodedata
from urllib.parse import unquote, urljoin

from schemas.url import URL_MAX_CHARS, BadUrl, Url, parse_url
from schemas.url.story_url import is_edition, story_url

_ENCODED_AGAIN = re.compile(r"%(?:25)+(?=[0-9A-Fa-f]{2})")
_CHARS_MAX = 4 * URL_MAX_CHARS
"""Longer ones are junk."""
_EDGE = "<> \t\r\n\"'“”„«»‘’\u00a0\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Spaces, quotation marks and signs that nobody sees, from where the address was copied."""
_TAIL_CHARS = 60
_EDGE_ENCODED = re.compile(
    r"(?:%(?:20|22|09|0[AD]|C2%A0|E2%80%(?:8[B-F]|9[89C-F])|EF%BB%BF))+$", re.I
)
_MARKUP = re.compile(r"\s*[\"<>]")
_SCHEME = re.compile(r"^(https?)(?::/*|//)(?=[^/:])", re.IGNORECASE)
"""Also with a slash or the colon lost, or a slash too many."""
_AGAIN = re.compile(r"^[^?#]*[/:](?=https?:)", re.IGNORECASE)
_UTF8_READ_AS_LATIN = "%C3%"
"""How the first byte of most letters beyond ASCII comes out, written in UTF-8 once more."""
_LATIN = ("cp1252", "latin-1")


def read_address(base: str, text: str, page: Url) -> Url | None:
    """Return a stated address, normalised, if it is of the page's site.

    A relative one is of `base`. The scheme is https where the page itself has it, and an address
    that only spells the page's own in another way is the page's own.
    """
    if not text or len(text) > _CHARS_MAX:
        return None
    try:
        found = parse_url(urljoin(base, _plain(text, page)))
        if found.scheme == "http" and page.scheme == "https" and found.host == page.host:
            found = parse_url(f"https{found.href[4:]}")
    except (BadUrl, ValueError):
        return None
    if found.site != page.site:
        return None
    return page if found == page or _is_spelt_otherwise(found, page) else found


def _plain(text: str, page: Url) -> str:
    """Undo entities and escapes, and leave out what stands around the address."""
    plain = html.unescape(text).replace("\\/", "/").replace("：//", "://").strip(_EDGE)
    plain = _MARKUP.split(plain, maxsplit=1)[0]
    if "%" in plain:
        plain = _ENCODED_AGAIN.sub("%", plain)
        plain = plain[:-_TAIL_CHARS] + _EDGE_ENCODED.sub("", plain[-_TAIL_CHARS:])
        plain = unquote(plain) if plain[:12].lower().startswith(("https%3a", "http%3a")) else plain
    if again := _AGAIN.search(plain):
        inner = plain[again.end() :]
        host = inner.partition(":")[2].lstrip("/").partition("/")[0]
        plain = inner if host.lower() == page.host else plain
    plain = _SCHEME.sub(r"\1://", plain)
    if plain.startswith((f"{page.host}/", f"{page.site}/")):
        plain = f"{page.scheme}://{plain}"
    return plain.replace(f"/{page.host}/{page.host}/", f"/{page.host}/")


def _is_spelt_otherwise(found: Url, page: Url) -> bool:
    """Return whether an address is the page's own but for doubled slashes, letters or edition."""
    if "//" in found.path and re.sub("//+", "/", found.path) == page.path:
        return True
    if is_edition(found.href) and not is_edition(page.href):
        return story_url(found.href) == story_url(page.href)
    path = unicodedata.normalize("NFC", unquote(found.path))
    if found.path != page.path and path == unicodedata.normalize("NFC", unquote(page.path)):
        return True
    if _UTF8_READ_AS_LATIN not in found.path:
        return False
    return any(_read_again(found.path, charset) == unquote(page.path) for charset in _LATIN)


def _read_again(path: str, charset: str) -> str:
    """Return a path whose UTF-8 was read in another charset, as it was; empty where it was not."""
    try:
        return unquote(path).encode(charset).decode()
    except UnicodeError:
        return ""
