"""XPath compiled once and typed as what it returns, and what else is asked of elements."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

_TEXT_CHARS = 5_000
_ELEMENTS = etree.XPath("count(descendant-or-self::*)")
_LINKS = 5_000
_NAME_CHARS_MAX = 500
_HEADLINE_WITHIN = 150
"""Elements at the start of an article, of which one is its headline."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def elements(expression: str) -> Callable[..., list[HtmlElement]]:
    """Return a function that selects elements under a root, `$name` given as a keyword.

    An HTML tree needs no namespaces. Ask for attributes, and then for what has them
    (`descendant::*/@class[…]/..`): that is two to four times as fast as a condition of elements.
    """
    compiled = etree.XPath(expression)

    def select(root: etree._Element, **names: str) -> list[HtmlElement]:
        return cast("list[HtmlElement]", compiled(root, **names))

    return select


def strings(expression: str) -> Callable[[etree._Element], list[str]]:
    """Return a function that selects texts or the values of attributes under a root."""
    compiled = etree.XPath(expression, smart_strings=False)
    return lambda root: cast("list[str]", compiled(root))


def links_to(
    links: list[etree._Element], address: re.Pattern[str], outside: tuple[str, ...]
) -> Iterator[etree._Element]:
    """Yield those of a page's links whose address in lower case matches, outside of elements."""
    for link in links[:_LINKS]:
        if address.search(link.get("href", "").lower()) and not is_inside(link, outside):
            yield link


def is_inside(element: etree._Element, tags: tuple[str, ...]) -> bool:
    """Return whether an element stands in one of these; a `footer` is the page's, not a story's."""
    return any(
        ancestor.tag in tags and not ends_story(ancestor) for ancestor in element.iterancestors()
    )


def ends_story(element: etree._Element) -> bool:
    """Return whether an element is the footer of the article that has the headline (HTML 4.3.8)."""
    if element.tag != "footer":
        return False
    article = next(element.iterancestors("article"), None)
    looked_at = islice(article.iter("*"), _HEADLINE_WITHIN) if article is not None else ()
    return any(each.tag == "h1" for each in looked_at)


def holds(element: etree._Element, *tags: str) -> bool:
    """Return whether an element is one of these, or has one inside."""
    return next(element.iter(*tags), None) is not None


def outside(found: Iterable[etree._Element], tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """Yield the elements that stand in none of these.

    Not as a condition of the XPath: ancestors of every element found are the page's size squared.
    """
    return (element for element in found if not is_inside(element, tags))


def class_and_id(element: etree._Element) -> str:
    """Return an element's class and id in one text, to search it for names."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def bounded_names(element: etree._Element) -> tuple[str, str]:
    """Return an element's class and id, cut: as keys of what is kept from page to page."""
    classes, name = element.get("class") or "", element.get("id") or ""
    return classes[:_NAME_CHARS_MAX], name[:_NAME_CHARS_MAX]


def count_elements(root: etree._Element) -> int:
    """Return how many elements a tree has, its root with them."""
    return int(cast("float", _ELEMENTS(root)))


_CLASSES = strings("descendant-or-self::*/@class")


def class_values(root: etree._Element) -> frozenset[str]:
    """Return what the elements of a tree have as their class, each value once."""
    return frozenset(_CLASSES(root))


def split_camel(names: str) -> str:
    """Return names of classes with their camel case broken up: `ArticleAuthor`, `authorName`."""
    return _CAMEL.sub("-", names)


def text_of(element: etree._Element) -> str:
    """Return an element's text with a space between its pieces, cut after a few thousand chars."""
    pieces: list[str] = []
    left = _TEXT_CHARS
    for piece in element.itertext():
        pieces.append(str(piece)[:left])
        left -= len(piece)
        if left <= 0:
            break
    return " ".join(pieces)
