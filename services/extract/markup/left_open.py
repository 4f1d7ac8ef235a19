"""Furniture that was never closed, and so holds the page's main content.

A browser ends a `button` or `nav` at its end tag, whatever is still open inside; libxml2 ignores
that end tag while a `div` is open, and all that follows stands in the button. The HTML Standard
lets `main` stand in none of these elements, so one that holds it was left open.
"""

from itertools import islice

from lxml.html import HtmlElement

_FURNITURE = (
    "a", "aside", "audio", "button", "figure", "footer", "label", "menu", "nav", "object", "select",
    "svg", "video",
)  # fmt: skip
_LOOKED_AT = 20
"""Of `main` and `article`, and of what stands around each."""


def unwrap_main(tree: HtmlElement) -> None:
    """Take the tags of furniture away from around `main`, and the `article` of the one `h1`."""
    for element in list(islice(tree.iter("main", "article"), _LOOKED_AT)):
        outer = list(islice(element.iterancestors(*_FURNITURE), _LOOKED_AT))
        if outer and (element.tag == "main" or _holds_the_heading(tree, element)):
            for each in outer:
                each.drop_tag()


def _holds_the_heading(tree: HtmlElement, article: HtmlElement) -> bool:
    headings = list(islice(tree.iter("h1"), 2))
    return len(headings) == 1 and article in headings[0].iterancestors("article")
