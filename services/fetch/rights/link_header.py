"""`Link: <https://…>; rel="license"` (RFC 8288): where a page's licence lies."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

LINK_MAX_CHARS = 8192
"""Of a longer header the start is read."""

_LINK = re.compile(r"""<([^<>]*)>((?:[^,"]|"(?:\\.|[^"\\])*")*)""")
_REL = re.compile(r""";\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))""", re.IGNORECASE)


def licence_links(value: str, base: str) -> Iterator[str]:
    """Give the addresses that one Link header calls the page's licence, made absolute."""
    for link in _LINK.finditer(value[:LINK_MAX_CHARS]):
        rel = _REL.search(link[2])
        if rel and is_licence(rel[1] or rel[2] or ""):
            yield absolute(base, link[1])


def is_licence(rel: str) -> bool:
    """Tell whether one of the relations is `license`."""
    return "license" in rel.lower().split()


def absolute(base: str, href: str) -> str:
    """Resolve an address; empty where that cannot be."""
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return ""
