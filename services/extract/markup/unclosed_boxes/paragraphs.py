"""The page's paragraphs, told apart by the boxes around them."""

from collections.abc import Iterator
from itertools import groupby, islice

from lxml.html import HtmlElement

_PARAGRAPHS_MAX = 400
_DEPTH_MAX = 20


def by_boxes(
    tree: HtmlElement, tags: tuple[str, ...]
) -> Iterator[tuple[list[HtmlElement], list[HtmlElement]]]:
    """Yield the paragraphs of each parent, in page order, and the boxes of some tags around them.

    The innermost box comes first. Paragraphs beside each other have the same: it is asked once.
    """
    for _, group in groupby(islice(tree.iter("p"), _PARAGRAPHS_MAX), HtmlElement.getparent):
        paragraphs = list(group)
        yield paragraphs, list(islice(paragraphs[0].iterancestors(*tags), _DEPTH_MAX))
