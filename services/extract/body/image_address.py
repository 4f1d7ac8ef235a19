"""Where an image is: pages that load it late state its address elsewhere than in `src`."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urljoin

from lxml.html import HtmlElement

from schemas.url import BadUrl, parse_url

_LATE = ("data-src", "data-original", "data-lazy-src", "data-url")
_LATE_NAME = re.compile("data-(?!pin)|[a-z]+[-_]src$|original$|file$")
"""`real_src`, `lazy-src`, Discuz' `file`; what is for pinning is another crop, or a card with the
headline on it."""
_ATTRIBUTES_MAX = 40
_CHARS_MAX = 4_000
_SOURCES_MAX = 8
_NO_ADDRESS = ("data:", "blob:", "about:", "javascript:", "#", "{", "[")
_IMAGE = re.compile(
    r"^[^\s{}<>\"']{1,2000}\.(?:jpe?g|png|webp|avif|gif)(?:[?#/!@][^\s{}<>\"']*)?$", re.I
)
_GIF = re.compile(r"\.gif(?:\?|$)", re.IGNORECASE)
_CANDIDATE = re.compile(
    r"(?:^|(?<=[\s,]))(\S{1,2000})(?:\s+(\d{1,6}(?:\.\d{1,4})?)[wx])?\s*(?:,|$)"
)
"""An address of a srcset, and its width or density (WHATWG HTML, 4.8.4.2.1)."""
_TEMPLATE = re.compile(r"[{}]|%7b", re.IGNORECASE)
_STAND_IN = re.compile(
    r"(?:^|[/_.=-])(?:place-?holders?|blank|spacer|transparent|trans|pixel|px|1x1|lazy(?:-?load(?:er|ing)?)?"
    r"|no-?image|loading|loader|pre-?loader|gr[ae]y|empty|dummy|clear|dot|p|t)(?:[-_]?\d*(?:x\d+)?)"
    r"\.(?:gif|png|svg|jpe?g|webp)$",
    re.IGNORECASE,
)  # fmt: skip
"""Names of the files that stand in for an image until a script loads it."""


def address_of(element: HtmlElement, base_url: str) -> str | None:
    """Return an image's absolute address; None where the page states none."""
    found = (absolute_address(text, base_url) for text in _stated(element))
    return next((address for address in found if address is not None), None)


def has_address(element: HtmlElement) -> bool:
    """Return whether the page states the image's address, not that of what stands in for it."""
    return next(_stated(element), None) is not None


def is_stand_in(element: HtmlElement) -> bool:
    """Return whether the `src` of an image only stands in for another."""
    return not _is_address(element.get("src") or "")


def absolute_address(text: str, base_url: str) -> str | None:
    """Return an address as it is written, where that can be: those of pictures are often signed."""
    try:
        url = str(urljoin(base_url, text.strip()))
        is_plain = url.isascii() and url.isprintable() and " " not in url
        normal = parse_url(url).href
    except (BadUrl, ValueError):
        return None
    return url if is_plain else normal


def _stated(element: HtmlElement) -> Iterator[str]:
    """Yield what can be an address, the most trusted first; as a rule nothing behind it is read."""
    return filter(_is_address, _texts(element))


def _texts(element: HtmlElement) -> Iterator[str]:
    source = element.get("src") or ""
    is_gif = _GIF.search(source) is not None
    if not is_gif:
        yield source
    yield from (element.get(name) or "" for name in _LATE)
    names = element.keys()[:_ATTRIBUTES_MAX]
    yield from (_largest(element.get(name) or "") for name in names if name.endswith("srcset"))
    late = (element.get(name) or "" for name in names if _LATE_NAME.match(name))
    yield from (text for text in late if len(text) <= _CHARS_MAX and _IMAGE.match(text.strip()))
    if is_gif:  # of any name, where the page has another address: it stands in
        yield source
    for each in _sources(element):
        yield from (_largest(each.get(name) or "") for name in ("srcset", "data-srcset"))


def _sources(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the sources of an image's picture; libxml2 closes none, so the image is in them."""
    around = islice(element.iterancestors(), _SOURCES_MAX)
    picture = next((each for each in around if each.tag == "picture"), None)
    if picture is not None:
        yield from islice(picture.iter("source"), _SOURCES_MAX)


def _largest(srcset: str) -> str:
    """Return the address of a list that has the greatest width or density behind it."""
    found = _CANDIDATE.findall(srcset[:_CHARS_MAX])
    return max(found, key=lambda each: float(each[1] or 0))[0].rstrip(",") if found else ""


def _is_address(text: str) -> bool:
    text = text.strip()
    return (
        bool(text)
        and not text.startswith(_NO_ADDRESS)
        and not _TEMPLATE.search(text[:_CHARS_MAX])
        and not _STAND_IN.search(text[:_CHARS_MAX].partition("?")[0])
    )
