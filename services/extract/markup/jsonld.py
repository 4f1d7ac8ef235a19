"""JSON-LD of a page as flat nodes, tolerant of what templates do to JSON."""

from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from services.extract.markup.json_repair import parse_all
from services.extract.markup.normalise import plain_text

Node = dict[str, Any]

_NESTED = (
    "@graph", "mainEntity", "mainEntityOfPage", "hasPart", "subjectOf", "about", "isPartOf",
    "@reverse", "mainContentOfPage", "associatedArticle", "workExample", "exampleOfWork",
    "parentItem",
)  # fmt: skip
_OF_LISTS = ("itemListElement", "item", "blogPost", "blogPosts", "dataFeedElement")
"""Followed where they hold one thing: of several, no one says which is the page's own."""
_LISTS = ("@list", "@set")
_ROLE = ("author", "creator")
_NAMES = frozenset(["name", "givenName", "familyName"])
_ADDRESSES = ("schema:", "http://schema.org/", "https://schema.org/")
_MAX_BYTES = 2_000_000
_MAX_DEPTH = 12
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
            nodes.extend(_walk(parse_all(_in_short(text)), 0))
    return nodes[:_MAX_NODES]


def _in_short(text: str) -> str:
    """Write properties by their names alone where they are written as addresses (expanded form)."""
    for prefix in _ADDRESSES:
        if f'"{prefix}name"' in text or f'"{prefix}headline"' in text:
            text = text.replace(f'"{prefix}', '"')
    return text


def _walk(value: Any, depth: int) -> Iterator[Node]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value[:_MAX_NODES]:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for inner in _inner(value):
            yield from _walk(inner, depth + 1)


def _inner(node: Node) -> Iterator[Any]:
    """Yield what a node holds in which the article may be."""
    for name in _NESTED:
        value = node.get(name)
        yield list(value.values()) if name == "@reverse" and isinstance(value, dict) else value
    for name in _OF_LISTS:
        value = node.get(name)
        if isinstance(value, dict) or (isinstance(value, list) and len(value) == 1):
            yield value


def types(node: Node) -> list[str]:
    """Return the node's types, lower case, without the schema.org prefix."""
    kind = node.get("@type") or node.get("type")  # an alias in schema.org's context
    kinds = kind if isinstance(kind, list) else [kind]
    named = (each for each in kinds if isinstance(each, str))
    return [each.rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for each in named]


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
    """Return a property as a list, with `{"@id": …}` references replaced by their nodes.

    What stands in a list object (`@list`), in PHP's arrays with keys, or in a schema.org Role
    (`"author": {"@type": "Role", "author": …}`) is taken out of it.
    """
    found: list[Node | str] = []
    for item in value[:_MAX_ITEMS] if isinstance(value, list) else [value]:
        inner = item if isinstance(item, list) else _wrapped(item)
        if inner is not None and depth < _MAX_DEPTH:
            found.extend(resolve(inner, nodes, depth + 1))
        elif isinstance(item, dict | str):
            found.append(_referred(item, nodes))
    return found


def _referred(item: Node | str, nodes: list[Node]) -> Node | str:
    """Return the named node that a reference means, an object or its id alone; else the item."""
    reference = item if isinstance(item, str) else item.get("@id")
    if not reference or (isinstance(item, dict) and _NAMES & item.keys()):
        return item
    same = (node for node in nodes if _NAMES & node.keys() and _is_same(node, reference))
    return next(same, item)


def _wrapped(item: Any) -> Any:
    """Return what a value only wraps; None where it is a value itself."""
    if not isinstance(item, dict) or "name" in item:
        return None
    if "0" in item:
        return list(item.values())
    names = _ROLE if any(kind.endswith("role") for kind in types(item)) else _LISTS
    return next((item[name] for name in names if name in item), None)


def _is_same(node: Node, reference: object) -> bool:
    """Return whether a node has an id, which may be the end of an address alone: `#author`."""
    own = node.get("@id")
    if not isinstance(own, str) or not isinstance(reference, str):
        return False
    short, full = sorted((own, reference), key=len)
    return full == short or (short.startswith("#") and len(short) > 1 and full.endswith(short))
