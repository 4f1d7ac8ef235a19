"""Paragraphs of rich text: what editors keep as trees of blocks, spans and links.

Slate, Lexical, ProseMirror, Contentful, DAST, portable text, hast, React elements: a block is an
object with a list of leaves, each a text with its marks, or a link with leaves of its own.
"""

import re
from typing import Any

from services.extract.body.sentence_ends import ends_a_sentence
from services.extract.markup.measure import measure

_KINDS = ("_type", "type", "nodeType", "kind")
_LEAVES = frozenset(["span", "text", "inline", ""])
_BREAKS = frozenset(["hardbreak", "hard_break", "linebreak", "softbreak", "break", "br"])
_INLINE = frozenset([
    "link", "hyperlink", "entry-hyperlink", "asset-hyperlink", "autolink", "itemlink", "inlineitem",
    "a", "b", "i", "u", "em", "strong", "mark", "code", "sup", "sub", "small", "s", "del", "ins",
    "emphasis", "bold", "italic", "underline", "q", "cite", "abbr", "time", "span", "inlinecode",
])  # fmt: skip
_BARE = frozenset(["text", "type", "_type", "kind", "id", "_id", "key", "_key"])
_BLOCKS = (
    (re.compile(r"(?:core/)?(?:h[1-6]|(?:sub-?)?head(?:er|ing|line)?(?:[-_ ]?\w{1,5})?)"), "h2"),
    (re.compile(r"(?:core/)?(?:block[-_]?)?quote"), "blockquote"),
    (
        re.compile(
            r"(?:core/)?(?:(?:(?:un)?ordered|(?:bullet|number)(?:ed)?)[-_]?)?list(?:[-_]?items?)?"
            r"|(?:bulleted|numbered)_list_item|[uo]l|li"
        ),
        "li",
    ),
)
"""Names of the blocks that are no paragraphs, and their elements: a list's items have its name."""
_LEVEL = re.compile(r"[2-6]")
_KIND_CHARS_MAX = 30
_DEPTH_MAX = 8
PARAGRAPH_CHARS = 60
"""Of a paragraph, in letters of an alphabet."""


def paragraph_of(items: list[Any]) -> str:
    """Join the leaves of one block; empty where the list holds something else."""
    if not items or not any(isinstance(each, dict | list) for each in items):
        return ""
    texts = [_inline(each, 0) for each in items]
    joined = "".join(text for text in texts if text is not None)
    if None in texts or not joined.strip() or _are_paragraphs(items, joined):
        return ""
    return joined


def _are_paragraphs(items: list[Any], joined: str) -> bool:
    """Return whether each is a paragraph, an object with a text and no more, not a span of one."""
    texts = [each.get("text") or "" for each in items if isinstance(each, dict)]
    return (
        len(texts) == len(items) > 1
        and all(_BARE.issuperset(each) for each in items)
        and measure(joined) >= PARAGRAPH_CHARS * len(items)
        and all(isinstance(text, str) and ends_a_sentence(text) for text in texts)
    )


def _inline(item: Any, depth: int) -> str | None:
    """Return the text of a leaf, of a link, of a break; None for a block."""
    if isinstance(item, str):
        return item
    element = react_element(item)
    if element is not None:
        tag, inner = element
        return _joined(inner, depth) if tag in _INLINE else "\n" if tag == "br" else None
    if not isinstance(item, dict) or depth > _DEPTH_MAX or "html" in item:
        return None
    kind = _kind(item)
    if kind in _BREAKS:
        return "\n"
    inner = item.get("children", item.get("content"))
    if isinstance(inner, list):
        return _joined(inner, depth) if kind in _INLINE else None
    text = item.get("text", item.get("value"))
    return text if isinstance(text, str) and kind in _LEAVES else None


def _joined(inner: Any, depth: int) -> str | None:
    texts = [_inline(each, depth + 1) for each in (inner if isinstance(inner, list) else [inner])]
    return None if None in texts else "".join(text for text in texts if text)


def react_element(item: Any) -> tuple[str, Any] | None:
    """Return tag and children of `["$","p",null,{"children":…}]`; None where it is none."""
    if not isinstance(item, list) or len(item) < 4 or item[0] != "$":
        return None
    tag, props = item[1], item[3]
    if not isinstance(tag, str) or not isinstance(props, dict):
        return None
    return tag, props.get("children")


def block_tag(item: dict[str, Any]) -> str:
    """Return the element that a block stands for: a heading, a quotation, an item; else nothing."""
    names = _kind(item), item.get("style"), item.get("name"), item.get("blockName")
    if item.get("listItem"):
        return "li"
    for name in names:
        if isinstance(name, str) and len(name) <= _KIND_CHARS_MAX:
            for pattern, tag in _BLOCKS:
                if pattern.fullmatch(name.lower()):
                    return _levelled(item, name) if tag == "h2" else tag
    return ""


def _levelled(item: dict[str, Any], name: str) -> str:
    """Return a heading's element: its level is in its name, or a number beside it."""
    around = [item, *(item.get(each) for each in ("attrs", "attributes", "data"))]
    levels = [each.get("level") for each in around if isinstance(each, dict)]
    found = (_LEVEL.search(str(each)) for each in (name, item.get("tag"), *levels))
    return next((f"h{each[0]}" for each in found if each), "h2")


def _kind(item: dict[str, Any]) -> str:
    for name in _KINDS:
        kind = item.get(name)
        if isinstance(kind, str):
            kind = kind.lower()
            tag = item.get("tag") or item.get("tagName") if kind == "element" else kind
            return tag.lower() if isinstance(tag, str) else kind
    return ""
