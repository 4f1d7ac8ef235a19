"""A page decoded and parsed once: what every reader of it shares."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from schemas.events import PageFetched
from schemas.outcomes import Reason
from services.extract.markup.decoding import Decoded, decode
from services.extract.markup.jsonld import Node, read_jsonld
from services.extract.markup.meta import Meta, read_meta
from services.extract.markup.part_headings import lower_part_headings
from services.extract.markup.renamed import with_headers, with_shadow_roots, with_sources
from services.extract.markup.unclosed_boxes.around_text import unwrap_main
from services.extract.markup.unclosed_boxes.in_text import close_boxes
from services.extract.markup.visible_html import without_programs
from services.stage.endings import Ended

TAGS_MAX = 200_000
"""A page is cut where it has more: every element that Python sees takes a microsecond and a
kilobyte in each of a dozen readers. The largest page of the corpus has 8,000."""
_TAIL_BYTES = 300
_END = re.compile(rb"</(?:html|HTML)")
_ENDS = re.compile(rb"</(?:body|html)\s*>", re.IGNORECASE)
_INDEXED = (
    "base", "meta", "link", "title", "script", "input", "button", "time", "style", "a",
    "textarea", "select", "video", "iframe", "article", "table", "blockquote",
)  # fmt: skip
_LOOKUP = etree.ElementDefaultClassLookup(element=HtmlElement)
"""One class for all tags: lxml.html's own look-up is a Python call for every element met."""


@dataclass(frozen=True)
class Document:
    """A page, decoded and parsed once."""

    url: str
    """The URL that answered."""
    html: str
    """Decoded, without C0 control characters other than tab, LF and CR."""
    utf8: bytes
    """The same in UTF-8: the parser and the searches read bytes."""
    tree: HtmlElement
    """Root of the parsed page, without comments. Shared: copy it before changing it."""
    fetched_at: datetime
    tags: int
    """How many `<` the page has; those in scripts count, too."""

    @cached_property
    def visible(self) -> bytes:
        """The page without programs and drawings, in UTF-8, to search in."""
        return without_programs(self.utf8)

    @cached_property
    def nodes(self) -> list[Node]:
        """The page's JSON-LD: body and metadata are both read from it."""
        return read_jsonld(self.of_tag("script"))

    @cached_property
    def meta(self) -> Meta:
        """What the page's `<meta>` tags state."""
        return read_meta(self.of_tag("meta"))

    def of_tag(self, tag: str) -> list[HtmlElement]:
        """Return the page's elements of one of `_INDEXED`, in page order."""
        return self._by_tag[tag]

    @cached_property
    def _by_tag(self) -> dict[str, list[HtmlElement]]:
        """Walk the tree once for what a dozen readers ask for."""
        found: dict[str, list[HtmlElement]] = {tag: [] for tag in _INDEXED}
        for element in self.tree.iter(*_INDEXED):
            found[element.tag].append(element)
        return found


def read_document(page: PageFetched) -> Document | Ended:
    """Decode and parse a page; a page in no known encoding or without a root is `Ended`."""
    decoded = decode(page.body, page.charset)
    if decoded is None:
        return Ended(Reason.NO_DECODE, f"declared charset: {page.charset}")
    document = parse_document(page.final_url, decoded, page.fetched_at)
    return Ended(Reason.NO_TEXT, "the page is empty") if document is None else document


def parse_document(url: str, decoded: Decoded, fetched_at: datetime) -> Document | None:
    """Parse a decoded page; None where there is no element."""
    html, _, utf8 = decoded
    tags = utf8.count(b"<")
    if tags > TAGS_MAX:
        html, tags = html[: -len(html.split("<", TAGS_MAX)[-1]) - 1], TAGS_MAX
        utf8 = html.encode("utf-8", "replace")
    utf8 = with_headers(with_sources(with_shadow_roots(utf8)))
    tree = parse(utf8)
    return None if tree is None else Document(url, html, utf8, tree, fetched_at, tags)


def parse(html: str | bytes) -> HtmlElement | None:
    """Parse text or UTF-8 without libxml2's limits on depth and node size.

    Return None where there is no element.
    """
    parser = HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    parser.set_element_class_lookup(_LOOKUP)
    encoded = html.encode("utf-8", "replace") if isinstance(html, str) else html
    encoded = _whole(encoded)
    try:
        tree = document_fromstring(encoded, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        return None
    close_boxes(tree, encoded)
    unwrap_main(tree)
    lower_part_headings(tree, encoded)
    return tree


def _whole(html: bytes) -> bytes:
    """Take out the ends of body and document where the page goes on: libxml2 stops there."""
    first = _END.search(html)
    if first is None or len(html) - first.start() < _TAIL_BYTES:
        return html
    end = first.start()
    if html.find(b"<p", end) < 0:
        return html
    start = max(0, end - _TAIL_BYTES)
    return html[:start] + _ENDS.sub(b"", html[start:])
