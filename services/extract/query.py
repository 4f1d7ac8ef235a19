"""XPath compiled once, typed as what it returns here: elements."""

from collections.abc import Callable
from typing import cast

from lxml import etree


def elements(expression: str) -> Callable[[etree._Element], list[etree._Element]]:
    """Return a function that selects elements under a root; an HTML tree needs no namespaces."""
    compiled = etree.XPath(expression)

    def select(root: etree._Element) -> list[etree._Element]:
        return cast("list[etree._Element]", compiled(root))

    return select


def text_of(element: etree._Element) -> str:
    """Return an element's text with a space between its pieces."""
    return " ".join(str(piece) for piece in element.itertext())
