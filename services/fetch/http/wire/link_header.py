"""`Link: <https://…>; rel="license"` (RFC 8288): what a response says that it is linked to."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

LINK_MAX_CHARS = 8192
"""Of a longer header the start is read."""

_LINK = re.compile(r"""<([^<>]*)>((?:[^,"]|"(?:\\.|[^"\\])*")*)""")
_PARAMETER = re.compile(r""";\s*([\w*-]+)\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^\s;,"]+))""")


def links_of_page(value: str, relation: str, base: str) -> Iterator[str]:
    """Give the addresses to which the page has a relation by its Link headers, made absolute."""
    for link in _LINK.finditer(value[:LINK_MAX_CHARS]):
        said = _parameters(link[2])
        is_of_page = "anchor" not in said or _same_page(absolute(base, said["anchor"]), base)
        if is_of_page and has_relation(said.get("rel", ""), relation):
            yield absolute(base, link[1])


def _parameters(text: str) -> dict[str, str]:
    """Give the parameters of a link; of several with one name the first counts."""
    said: dict[str, str] = {}
    for name, quoted, token in _PARAMETER.findall(text):
        said.setdefault(name.lower(), quoted or token.strip("'"))
    return said


def _same_page(address: str, page: str) -> bool:
    """Tell whether both name one page; the link of another part of it is of the page, too."""
    return address.partition("#")[0] == page.partition("#")[0]


def has_relation(rel: str, relation: str) -> bool:
    """Tell whether one of the relations of a link is this."""
    return relation in rel.lower().split()


def absolute(base: str, href: str) -> str:
    """Resolve an address; empty where that cannot be."""
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return ""
