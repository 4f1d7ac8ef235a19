"""The page's `<meta>` tags, canonical links and microdata, each read in one pass."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from services.extract.markup.normalise import plain_text
from services.extract.markup.query import elements, text_of

_PROPERTIES = elements(
    "descendant-or-self::*/@itemprop/.. | descendant-or-self::*[@typeof]/descendant::*/@property/.."
)
_PUNCTUATION = re.compile(r"[^a-z0-9]")
_MAX_CHARS = 20_000
_CANONICALS_MAX = 100
"""Compared with the page's own address; a page has one, as a rule."""
_NAMING = ("property", "name", "http-equiv")


@dataclass(frozen=True)
class Meta:
    """Values by lower-case name, in page order; empty ones left out."""

    values: dict[str, list[str]]

    def first(self, *names: str) -> str:
        """Return the first value of the first name that has one, else an empty string."""
        for name in names:
            if name in self.values:
                return self.values[name][0]
        return ""

    def all(self, *names: str) -> list[str]:
        """Return every value of the given names, doubles once."""
        return list(dict.fromkeys(v for name in names for v in self.values.get(name, ())))

    def like(self, *bare_names: str) -> Iterator[list[str]]:
        """Yield, for each of these names, the values of all that differ only in punctuation."""
        for bare in filter(self.bare_names.__contains__, bare_names):
            yield [v for name in self.bare_names[bare] for v in self.values[name]]

    @cached_property
    def bare_names(self) -> dict[str, list[str]]:
        """Names by their letters and digits: `article:published_time` → `articlepublishedtime`."""
        found: dict[str, list[str]] = {}
        for name in self.values:
            found.setdefault(_PUNCTUATION.sub("", name), []).append(name)
        return found


def read_meta(tags: Iterable[etree._Element]) -> Meta:
    """Return name, property and http-equiv metas; a tag with two names counts twice."""
    values: dict[str, list[str]] = {}
    for tag in tags:
        content = tag.get("content") or tag.get("value") or ""
        text = plain_text(content) if len(content) <= _MAX_CHARS else ""
        if text:
            for name in _names(tag):
                values.setdefault(name, []).append(text)
    return Meta(values)


def _names(tag: etree._Element) -> Iterable[str]:
    """Return a tag's names; one that is microdata alone belongs to whatever item it stands in."""
    stated = [value for attribute in _NAMING if (value := tag.get(attribute))]
    parent = tag.getparent()
    if not stated and parent is not None and parent.tag == "head":
        stated = [tag.get("itemprop") or ""]
    return {name for value in stated for name in (value.lower(), *value.lower().split())}


def read_microdata(tree: etree._Element, visible: bytes) -> dict[str, list[etree._Element]]:
    """Return the elements with an `itemprop` of the article, by lower-case name.

    Its properties in RDFa are the same, without their prefix: `schema:author`.
    """
    found: dict[str, list[etree._Element]] = {}
    known: dict[etree._Element, bool] = {}
    if b"itemprop" in visible or b"typeof" in visible:
        for element in _PROPERTIES(tree):
            if _of_article(element, known):
                for name in item_properties(element):
                    found.setdefault(name, []).append(element)
    return found


def item_properties(element: etree._Element) -> list[str]:
    """Return the properties of an item that an element states, in lower case."""
    named = element.get("itemprop") or element.get("property") or ""
    return [name.rpartition(":")[2] for name in named.lower().split()]


def is_item(element: etree._Element) -> bool:
    """Return whether an element begins an item in microdata or RDFa."""
    return element.get("itemscope") is not None or element.get("typeof") is not None


def _of_article(element: etree._Element, known: dict[etree._Element, bool]) -> bool:
    """Return whether a property belongs to an article, not to an image or a person within it.

    `known` says it of the elements that were passed before: each is passed once.
    """
    passed = []
    scope = element.getparent()
    while scope is not None and scope not in known and not is_item(scope):
        passed.append(scope)
        scope = scope.getparent()
    is_of_article = known[scope] if scope in known else _is_article(scope)
    if scope is not None:
        passed.append(scope)
    known.update(dict.fromkeys(passed, is_of_article))
    return is_of_article


def _is_article(item: etree._Element | None) -> bool:
    """Return whether an item is an article, or of no stated type."""
    kind = (item.get("itemtype") or item.get("typeof") or "").lower() if item is not None else ""
    return not kind or kind.endswith(
        ("article", "posting", "webpage", "creativework", "report", "webpageelement")
    )


def microdata_value(element: etree._Element) -> str:
    """Return what a microdata element states: its content, its datetime or its text.

    The title of an abbreviation is what it stands for.
    """
    stated = element.get("content") or element.get("datetime")
    if not stated and element.tag == "abbr":
        stated = element.get("title")
    return plain_text(stated or text_of(element))


def read_canonicals(links: Iterable[etree._Element]) -> tuple[list[str], list[str]]:
    """Return the addresses of `<link rel=canonical>` in page order: of the head, and of the body.

    An address that is broken over lines is several.
    """
    head: list[str] = []
    body: list[str] = []
    for link in links:
        href, parent = link.get("href"), link.getparent()
        if href and "canonical" in (link.get("rel") or "").lower().split():
            found = head if parent is None or parent.tag in ("head", "html") else body
            found.extend(href.strip().split("\n"))
    return head[:_CANONICALS_MAX], body[:_CANONICALS_MAX]
