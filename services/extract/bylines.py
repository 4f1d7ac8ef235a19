"""Where on the page its authors stand, and which place is believed."""

from collections.abc import Iterator

from schemas.passport import Hints
from services.extract.authors import Byline, from_nodes, from_strings
from services.extract.meta import microdata_value
from services.extract.query import elements, text_of
from services.extract.readings import Readings

_METAS = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "byl", "cxenseparse:author", "citation_author", "creator",
    "og:article:author", "twitter:creator",
)  # fmt: skip
_LINKS = elements(
    "//a[contains(concat(' ', @rel, ' '), ' author ')]"
    "[not(ancestor::aside or ancestor::footer or ancestor::nav)]"
)


def find_byline(got: Readings, hints: Hints) -> Byline | None:
    """Return the authors: JSON-LD, meta, microdata, `rel=author`, and last the hint."""
    byline = from_nodes(got.articles, got.nodes, got.names)
    if byline:
        return byline
    for texts, source in _places(got):
        byline = from_strings(texts, got.names, source)
        if byline:
            return byline
    return from_strings(hints.authors, set(), "hint")


def _places(got: Readings) -> Iterator[tuple[list[str], str]]:
    for name in _METAS:
        yield got.meta.all(name), "meta"
    yield [microdata_value(each) for each in got.microdata.get("author", ())[:4]], "microdata"
    if "author" in got.document.html:
        yield [text_of(each) for each in _LINKS(got.document.tree)[:6]], "text"
