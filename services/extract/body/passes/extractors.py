"""The extractors that are asked for a text: resiliparse, and trafilatura in two moods."""

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache, lru_cache

from justext import paragraph
from justext.utils import get_stoplist, get_stoplists, normalize_whitespace
from lxml import etree
from lxml.html import HtmlElement
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree
from trafilatura import external
from trafilatura.htmlprocessing import convert_tags, tree_cleaning
from trafilatura.settings import Document as TrafilaturaDocument
from trafilatura.settings import Extractor
from trafilatura.xml import xmltotxt

from services.extract.body.passes.trafilatura_paths import bare_extraction, extract_content
from services.extract.markup.query import bounded_names, elements
from services.extract.markup.text import tidy_lines

_NEVER_TEXT = (
    "script", "style", "svg", "noscript", "template", "iframe", "button", "select", "canvas",
    "video", "audio", "picture", "source", "link", "meta", "head", "input", "label", "object",
    "embed", "textarea", "option", "nav", "footer",
)  # fmt: skip
"""What trafilatura deletes in any case; doing so once saves it four copies (a seventh of its time,
and not one page of the corpus comes out differently)."""

_TEXTLESS = elements(
    "//body/descendant::*[not(normalize-space())]"
    "[not(self::br or self::hr or self::wbr or self::td or self::th or descendant::br)]"
)
"""A quarter of all elements: wrappers of images, slots for adverts, spacers."""

_LONG_NAMES = elements(
    "descendant-or-self::*/@class[string-length() > 5000]/.."
    "|descendant-or-self::*/@id[string-length() > 5000]/.."
)
_MARKS = ("span", "b", "strong", "i", "em", "u", "small", "font", "mark")
"""Without attributes they are only typography; every element costs twenty regular expressions."""
_BLOCKS = ("div", "section", "aside", "details", "ol", "ul")
_COMMENTS_ID = re.compile(r"^(?:[Cc]omment(?!ary)|comol|disqus_thread|dsq-comments)")
_COMMENTS_CLASS = re.compile(r"^[Cc]omment(?!ary)|(?:article|post)-comments")
_NEXT_ARTICLES = re.compile(r"infinite-?scroll")


class StopWords:
    """The stop words of all languages, read when they are asked for.

    justext makes a set of its own of them, once. What trafilatura gives it is a tuple of 150,000:
    12 MB, and 3 ms to hash for each page.
    """

    def __iter__(self) -> Iterator[str]:
        return (word for language in get_stoplists() for word in get_stoplist(language))


vars(external)["JT_STOPLIST"] = StopWords()  # where it would keep the tuple
vars(paragraph)["normalize_whitespace"] = lru_cache(maxsize=2_000)(normalize_whitespace)
"""justext asks each paragraph for its text ten times, and tidies it each time."""


def resiliparse_lines(html: bytes) -> list[str]:
    """Read the main content of a page in UTF-8: one pass in C++, complete rather than precise."""
    tree = HTMLTree.parse_from_bytes(html, "utf-8")
    text = extract_plain_text(
        tree, main_content=True, alt_texts=False, list_bullets=False, comments=False
    )
    return tidy_lines(text.splitlines())


def precise_lines(stripped: HtmlElement) -> list[str]:
    """Run trafilatura's extractor in its fast and precise mood, its own steps without the copies.

    On what `strip` leaves of a page. The same as `bare_extraction(fast=True, favor_precision=True)`
    on every page of the corpus.
    """
    options = _options(True)
    try:
        cleaned = tree_cleaning(deepcopy(stripped), options)
        body, text = extract_content(convert_tags(cleaned, options), options)
    except (TypeError, ValueError):  # as `bare_extraction` takes them
        return []
    return tidy_lines(xmltotxt(body, False).splitlines()) if text else []


def balanced_lines(stripped: HtmlElement) -> list[str]:
    """Run trafilatura with all it has: its fallbacks cost more than the precise pass.

    On what `strip` leaves of a page; trafilatura takes a copy of it.
    """
    try:
        found = bare_extraction(stripped, options=_options(False))
    except (TypeError, ValueError):
        return []
    text = found.text if isinstance(found, TrafilaturaDocument) else None
    return tidy_lines(text.splitlines()) if text else []


def strip(tree: HtmlElement) -> HtmlElement:
    """Copy the tree without what can hold no text of the article."""
    copy = deepcopy(tree)
    etree.strip_elements(copy, *_NEVER_TEXT, with_tail=False)
    for element in _TEXTLESS(copy):
        element.drop_tree()
    for element in [e for e in copy.iter(*_BLOCKS) if _is_apart(e)]:
        element.drop_tree()
    for element in [e for e in copy.iter(*_MARKS) if not e.attrib]:
        element.drop_tag()
    for element in _LONG_NAMES(copy):
        element.attrib.clear()
    return copy


def _is_apart(element: HtmlElement) -> bool:
    """Return whether an element holds readers' comments, or an article that follows this one."""
    kind = _kind(*bounded_names(element))
    return kind == "comments" or (kind == "next" and element.find(".//h1") is None)


@lru_cache(maxsize=20_000)
def _kind(classes: str, name: str) -> str:
    """Names recur from page to page: asking a table is a tenth of asking regular expressions."""
    if _COMMENTS_ID.search(name) or _COMMENTS_CLASS.search(classes):
        return "comments"
    return "next" if _NEXT_ARTICLES.search(f"{name} {classes}") else ""


@cache
def _options(precise: bool) -> Extractor:
    """Make trafilatura's options once: reading its configuration takes a third of a millisecond."""
    return Extractor(output_format="python", fast=precise, precision=precise, comments=False)
