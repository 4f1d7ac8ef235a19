"""Atom 1.0 (RFC 4287)."""

import re
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from lxml import etree

from services.sinks.feeds.index import Content
from services.sinks.feeds.item import Item

NAMESPACE = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EXTENSION = "urn:newsreel:feed"
STORY = f"{{{EXTENSION}}}story"
"""What RFC 4287, section 6.4, leaves to others: items of one story have the same."""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, section 2.2."""


def atom(content: Content, base_url: str) -> bytes:
    """Return a feed with its items; `base_url` is where the sink's folder is served."""
    feed = content.feed
    address = feed.address(base_url, ".atom")
    names: dict[Any, str] = {None: NAMESPACE}
    root = etree.Element(f"{{{NAMESPACE}}}feed", nsmap=names)
    _add(root, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, address)}")
    _add(root, "title", feed.title)
    _add(root, "updated", _instant(content.changed_at))
    _add(root, "link", rel="self", type="application/atom+xml", href=address)
    _add(root, "generator", "Newsreel")
    for item in content.items:
        _add_entry(root, item)
    found: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return found


def _add_entry(root: etree._Element, item: Item) -> None:
    entry = _add(root, "entry")
    if item.language:
        entry.set(XML_LANG, item.language)
    _add(entry, "id", f"urn:uuid:{UUID(hex=item.article_id)}")
    _add(entry, "title", item.title or "(no title)")
    _add(entry, "link", rel="alternate", type="text/html", href=item.url)
    _add(entry, "published", _instant(item.published_at))
    _add(entry, "updated", _instant(item.updated_at))
    for name in item.authors or [item.site]:  # RFC 4287 4.1.2 wants one
        _add(_add(entry, "author"), "name", name)
    for tag in item.tags:
        _add(entry, "category", term=tag)
    _add(entry, "summary", item.summary)
    if item.story_id:
        etree.SubElement(entry, STORY, nsmap={"newsreel": EXTENSION}).text = item.story_id


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    for key, value in attributes.items():
        element.set(key, _NOT_XML.sub("", value))
    if text:
        element.text = _NOT_XML.sub("", text)
    return element


def _instant(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
