"""JSON-LD of a page as flat nodes, tolerant of what templates do to JSON."""

from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from services.extract.markup.json_repair import parse_all
from services.extract.markup.normalise import plain_text

Node = dict[str, Any]

_NESTED = (
    "@graph", "mainEntity", "mainEntityOfPage", "hasPart", "subjectOf", "about", "isPartOf",
    "@reverse", "mainContentOfPage",
)  # fmt: skip
_OF_LISTS = ("itemListElement", "item", "blogPost", "blogPosts")
"""Followed where they hold one thing: of several, no one says which is the page's own."""
_PREFIX = "schema:"
_MAX_BYTES = 2_000_000
_MAX_DEPTH = 6
_MAX_NODES = 400
_MAX_ITEMS = 100

_ARTICLE = frozenset({
    "newsarticle", "reportagenewsarticle", "opinionnewsarticle", "analysisnewsarticle",
    "satiricalarticle", "backgroundnewsarticle", "reviewnewsarticle", "askpublicnewsarticle",
    "advertisercontentarticle", "report", "article", "blogposting", "liveblogposting",
    "socialmediaposting", "techarticle", "scholarlyarticle", "interviewarticle",
})  # fmt: skip
_PAGE = frozenset({
    "webpage", "itempage", "review", "recipe", "videoobject", "podcastepisode", "claimreview",
    "creativework", "discussionforumposting", "qapage",
})  # fmt: skip


def read_jsonld(scripts: Iterable[etree._Element]) -> list[Node]:
    """Return the nodes of all JSON-LD scripts, flat, in page order; broken ones salvaged."""
    nodes: list[Node] = []
    for script in scripts:
        text = script.text
        if text and "ld+json" in (script.get("type") or "").lower() and len(text) <= _MAX_BYTES:
            nodes.extend(_walk(parse_all(text), 0))
    return nodes[:_MAX_NODES]


def _walk(value: Any, depth: int) -> Iterator[Node]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value[:_MAX_NODES]:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        if _PREFIX in str(value.get("@type")):
            value = {name.removeprefix(_PREFIX): each for name, each in value.items()}
        yield value
        for name in _NESTED:
            if name in value:
                yield from _walk(value[name], depth + 1)
        for name in _OF_LISTS:
            only = value.get(name)
            if isinstance(only, dict) or (isinstance(only, list) and len(only) == 1):
                yield from _walk(only, depth + 1)


def types(node: Node) -> list[str]:
    """Return the node's types, lower case, without the schema.org prefix."""
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return [
        each.rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower()
        for each in kinds
        if isinstance(each, str)
    ]


def rank(node: Node) -> int:
    """Return 2 for an article, 1 for something that may stand for one, 0 for the rest."""
    kinds = types(node)
    if any(kind in _ARTICLE for kind in kinds):
        return 2
    return 1 if any(kind in _PAGE for kind in kinds) else 0


def texts(value: Any, depth: int = 0) -> list[str]:
    """Return the strings in a value that may be a string, an object with a name, or a list."""
    if isinstance(value, str):
        return [value]
    if depth > _MAX_DEPTH:
        return []
    if isinstance(value, list):
        return [text for item in value[:_MAX_NODES] for text in texts(item, depth + 1)]
    if isinstance(value, dict):
        named = value.get("name") or value.get("@value") or value.get("headline")
        return texts(named, depth + 1)
    return [str(value)] if isinstance(value, int | float) and not isinstance(value, bool) else []


def first_text(nodes: list[Node], name: str) -> str:
    """Return the first non-empty text of a property over several nodes, else an empty string."""
    found = (plain_text(text) for node in nodes for text in texts(node.get(name))[:1])
    return next((text for text in found if text), "")


def resolve(value: Any, nodes: list[Node], depth: int = 0) -> list[Node | str]:
    """Return a property as a list, with `{"@id": …}` references replaced by their nodes."""
    found: list[Node | str] = []
    for item in value[:_MAX_ITEMS] if isinstance(value, list) else [value]:
        if isinstance(item, list) and depth < _MAX_DEPTH:
            found.extend(resolve(item, nodes, depth + 1))
        elif isinstance(item, dict) and "name" not in item and "@id" in item:
            same = (node for node in nodes if node.get("@id") == item["@id"] and "name" in node)
            found.append(next(same, item))
        elif isinstance(item, dict | str):
            found.append(item)
    return found
