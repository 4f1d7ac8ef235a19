"""What is answered from tables is what trafilatura's own paths select."""

from itertools import product
from typing import cast

import pytest
from lxml import etree
from lxml.html import HtmlElement, fromstring
from trafilatura import xpaths

from services.extract.body.passes.trafilatura_paths import KnownPath, known_path

LISTS = (
    "BODY_XPATH", "OVERALL_DISCARD_XPATH", "TEASER_DISCARD_XPATH", "PRECISION_DISCARD_XPATH",
    "DISCARD_IMAGE_ELEMENTS", "RAW_TREE_PRUNE_XPATH", "REMOVE_COMMENTS_XPATH",
    "REMOVE_COMMENTS_AND_LISTS_XPATH",
)  # fmt: skip
PATHS = {f"{name} {n}": path for name in LISTS for n, path in enumerate(getattr(xpaths, name))}
BEYOND_ATTRIBUTES = {
    "BODY_XPATH 1", "BODY_XPATH 4", "PRECISION_DISCARD_XPATH 0", "RAW_TREE_PRUNE_XPATH 0",
}  # fmt: skip
TAGS = ("div", "section", "p", "span", "article", "ul", "list", "item", "header", "h2")
NAMES = (
    "post", "entry-content", "article-body", "story", "fulltext", "FullText", "main-content",
    "Page-Content", "sidebar", "tags", "cookie", "comments", "Comments", "commentary", "nav",
    "Teaser", "caption", "bottom", "link", "permalink", "padding-bottom-4", "hidden", "hide-on",
    "elementor-share-buttons", "infinite-scroll", "plain", "",
)  # fmt: skip
OTHERS = (
    'role="navigation"', 'role="article"', 'itemprop="articleBody"', 'style="display: none"',
    'style="border: 0"', 'aria-hidden="true"', 'data-lp-replacement-content=""', "",
)  # fmt: skip


def page() -> HtmlElement:
    """Make elements with each name as class, as id and, in both orders, as both."""
    marks = [
        mark
        for name in NAMES
        for mark in (
            f'class="{name}"', f'id="{name}"', f'id="x" class="{name}"', f'class="x" id="{name}"',
            f'class="{name}" id="x"', f'id="{name}" class="x"',
        )
    ]  # fmt: skip
    elements = "".join(f"<{tag} {mark}>a</{tag}>" for tag, mark in product(TAGS, marks))
    others = "".join(f"<{tag} {other}>a</{tag}>" for tag, other in product(TAGS, OTHERS))
    return fromstring(f"<html><body><main><div>{others}{elements}</div></main></body></html>")


def selected(path: etree.XPath, tree: HtmlElement) -> list[etree._Element]:
    """Return what a path selects; of the first one in each parent, the first."""
    found = cast("list[etree._Element]", path(tree))
    return found[:1] if path.path.strip().endswith("][1]") else found


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())
def test_a_known_path_selects_what_the_path_selects(path: etree.XPath) -> None:
    tree, known = page(), known_path(path)
    expected = selected(path, tree)
    for _ in range(2):  # asked, and remembered
        assert known(tree) == expected


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())
def test_the_root_is_not_below_itself(path: etree.XPath) -> None:
    known = known_path(path)
    for element in page().iter("div", "section"):
        assert known(element) == selected(path, element)


@pytest.mark.parametrize("name", PATHS, ids=str)
def test_paths_by_attributes_alone_are_known(name: str) -> None:
    assert isinstance(known_path(PATHS[name]), KnownPath) is (name not in BEYOND_ATTRIBUTES)
