"""The page's structured data, read once and shared by the readers of single fields."""

import re
from dataclasses import dataclass
from functools import cache, partial
from urllib.parse import urljoin

from lxml import etree

from schemas.url import host_of
from services.extract.dates.labels import MODIFIED_METAS
from services.extract.dates.locale import Locale, language_of_letters, script_of
from services.extract.dates.order import is_month_first, stated_days
from services.extract.markup.document import Document
from services.extract.markup.jsonld import Node, first_text, rank, texts
from services.extract.markup.meta import Meta, read_microdata
from services.extract.markup.normalise import key, plain_text
from services.extract.metadata import head
from services.extract.metadata.model import Stated
from services.extract.metadata.titles.heading_text import LEAST_KEY
from services.extract.metadata.titles.headings import shown_headline
from services.extract.metadata.titles.logos import names_on_logos
from services.extract.metadata.titles.site_in_title import names_in_title

_MAX_TITLE_CHARS = 500


@dataclass(frozen=True)
class PageData:
    """Everything that more than one field is read from."""

    document: Document
    visible: bytes
    """What `without_programs` leaves of the page, for searching."""
    nodes: list[Node]
    articles: list[Node]
    """JSON-LD nodes that describe this page's article, best first."""
    meta: Meta
    microdata: dict[str, list[etree._Element]]
    heading: str
    """The page's headline as shown to readers; empty where none is."""
    page_title: str
    publisher: str
    site_name: str
    names: set[str]
    """What the site calls itself, in `normalise.key` form."""
    language: Stated | None
    """The tag that the page declares (BCP 47)."""
    locale: Locale

    @property
    def title(self) -> str:
        """The headline as shown, else what `<title>` holds."""
        return self.heading or self.page_title


def read_page_data(document: Document) -> PageData:
    """Read the page's structured data."""
    visible, tree, meta = document.visible, document.tree, document.meta
    nodes, host = document.nodes, host_of(document.url)
    page_title = plain_text(next((title.text for title in document.of_tag("title")), ""))
    page_title = page_title if len(page_title) <= _MAX_TITLE_CHARS else ""
    titles = [key(meta.first("og:title")), key(page_title)]
    articles = _main_articles(nodes, document.url, titles)
    logos = names_on_logos(document.of_tag("a"), host, [page_title, meta.first("og:title")])
    publisher, site_name, names = head.site_names(nodes, articles, meta, host, set(titles) - logos)
    names |= logos
    stated = [meta.first("og:title"), first_text(articles, "headline")]
    heading = shown_headline(tree, visible, stated, page_title, names)
    names |= names_in_title(page_title, heading)
    declared = head.declared_language(tree, articles, meta)
    language = declared.text if declared else ""
    changes = [first_text(articles, "dateModified")]
    changes += [values[0] for values in meta.like(*MODIFIED_METAS)]
    month_first = cache(partial(is_month_first, visible, meta.first("og:locale")))
    locale = Locale(
        script_of(visible, language), host, language, document.fetched_at, month_first,
        stated_days(document.url, changes), "" if language else language_of_letters(visible),
    )  # fmt: skip
    return PageData(
        document=document,
        visible=visible,
        nodes=nodes,
        articles=articles,
        meta=meta,
        microdata=read_microdata(tree, visible),
        heading=heading,
        page_title=page_title,
        publisher=publisher,
        site_name=site_name,
        names=names,
        language=declared,
        locale=locale,
    )


def _main_articles(nodes: list[Node], url: str, titles: list[str]) -> list[Node]:
    """Return the nodes that describe the page's own article, best first.

    An article on another address and under another headline than the page's is somebody else's,
    unless it is the only one, and so is one of another headline beside one that is surely this
    page's; a video or a page counts only where it is surely this one.
    """
    own = [(node, _fits(node, url, titles)) for node in nodes if rank(node)]
    articles = [node for node in nodes if rank(node) == 2]
    has_own = any(fits and rank(node) == 2 for node, fits in own)
    kept = [
        (node, fits)
        for node, fits in own
        if fits or (fits is None and rank(node) == 2 and not (has_own and _headline(node)))
    ]
    if len(articles) == 1 and not any(node is articles[0] for node, _ in kept):
        kept.append((articles[0], None))
    kept.sort(key=lambda each: ("datePublished" in each[0], "author" in each[0]), reverse=True)
    kept.sort(key=lambda each: (rank(each[0]), bool(each[1])), reverse=True)
    return [node for node, _ in kept]


def _fits(node: Node, url: str, titles: list[str]) -> bool | None:
    """Return whether a node is about this page, by headline or address; None without both."""
    headline = _headline(node)
    if len(headline) > LEAST_KEY and any(
        headline in title or title in headline for title in titles if len(title) > LEAST_KEY
    ):
        return True
    own = node.get("url") or node.get("mainEntityOfPage") or node.get("@id")
    own = own.get("@id") if isinstance(own, dict) else own
    if isinstance(own, str) and own.startswith(("http", "/")):
        return _address(urljoin(url, own)) == _address(url)
    return None


def _headline(node: Node) -> str:
    return key(" ".join(texts(node.get("headline") or node.get("name"))[:1]))


def _address(url: str) -> str:
    """Return host and path, for comparing addresses of one site loosely."""
    return re.sub(r"^https?://(?:www\.|m\.|amp\.)?|[?#].*$|/$", "", url.lower())
