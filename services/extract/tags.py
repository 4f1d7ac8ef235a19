"""The article's own tags: keywords split, the site's trending block left out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from services.extract.jsonld import texts
from services.extract.lines import lines_with
from services.extract.query import links_to, text_of
from services.extract.readings import Readings
from services.extract.setting import of_language
from services.extract.tag_words import TAG_PATHS, TRENDING_LABELS
from services.extract.words import key, tidy

_SPLIT = re.compile(r"\s*[,،;；、|\n]\s*")
_HASH = re.compile(r"^[#＃\s]+")
_PREFIX = re.compile(r"^(?:category|tag|topic|keyword)s?\s*:\s*", re.IGNORECASE)
_MACHINE = re.compile(
    r"^[@_/]|^[0-9a-f]{8}-[0-9a-f-]{20,}$|^[0-9a-f]{16,}$|^https?:|^[a-z0-9]+(?:-[a-z0-9]+){3,}$|^\d+$"
)
"""Ids and campaign slugs, which content systems put among the keywords."""
_MAX_TAGS = 60
_MAX_TAG_CHARS = 100
_MAX_TAG_WORDS = 8
"""More are a headline among the keywords."""
_MAX_LINK_WORDS = 5
_MAX_LINKS = 25
_LABEL_SLACK_CHARS = 12
_BLOCK_CLIMB = 3
_BLOCK_LINKS = 40
_ADDRESS = re.compile("|".join(re.escape(path) for path in TAG_PATHS), re.IGNORECASE)
_FURNITURE = ("aside", "footer", "nav", "header")


@dataclass(frozen=True, slots=True)
class Tags:
    """The article's own tags and where they came from."""

    names: list[str]
    source: str


def find_tags(got: Readings) -> Tags | None:
    """Return the tags of the first place that has any besides site names and the site's trends."""
    trending: set[str] | None = None
    others = got.names | {key(got.heading), key(got.meta.first("og:title"))}
    for values, source in _places(got):
        names = [name for name in split_tags(values) if key(name) not in others]
        if names and trending is None:
            trending = trending_tags(got.document.tree, got.raw, got.language)
        names = [name for name in names if key(name) not in (trending or ())]
        if names:
            return Tags(names, source)
    return None


def _places(got: Readings) -> Iterator[tuple[list[str], str]]:
    meta = got.meta
    yield [text for node in got.articles[:1] for text in texts(node.get("keywords"))], "json-ld"
    yield meta.all("news_keywords"), "meta"
    tagged, keywords = meta.all("article:tag", "og:article:tag"), meta.all("keywords")
    if len(split_tags(keywords)) > len(split_tags(tagged)):
        yield keywords, "meta"
    yield tagged, "og"
    yield _tag_links(got), "text"


def split_tags(values: Iterable[str]) -> list[str]:
    """Return tags in order, doubles once; a list in one string is taken apart."""
    seen: dict[str, str] = {}
    for value in values:
        for part in _SPLIT.split(tidy(value)):
            tag = _PREFIX.sub("", _HASH.sub("", part).strip(" .\"'“”«»"))
            if key(tag) and not _MACHINE.match(tag) and _is_short(tag):
                seen.setdefault(key(tag), tag)
    return list(seen.values())[:_MAX_TAGS]


def _is_short(tag: str) -> bool:
    return len(tag) <= _MAX_TAG_CHARS and len(tag.split()) <= _MAX_TAG_WORDS


def _tag_links(got: Readings) -> list[str]:
    """Return the texts of the first block of links to tag pages."""
    blocks: dict[etree._Element | None, list[str]] = {}
    for link in links_to(got.document.tree, _ADDRESS, _FURNITURE):
        text = tidy(text_of(link))
        if text and len(text.split()) <= _MAX_LINK_WORDS:
            blocks.setdefault(_block(link), []).append(text)
    fitting = [block for block in blocks.values() if 2 <= len(block) <= _MAX_LINKS]
    return fitting[0] if fitting else []


def _block(link: etree._Element) -> etree._Element | None:
    """Tell which list a link is in: the element above its own wrapping."""
    element = link
    parent = element.getparent()
    while parent is not None and _is_alone(element) and parent.tag not in ("body", "article"):
        element, parent = parent, parent.getparent()
    return parent


def _is_alone(element: etree._Element) -> bool:
    return element.getprevious() is None and element.getnext() is None


def trending_tags(tree: etree._Element, raw: bytes, language: str) -> set[str]:
    """Return the links (in `words.key` form) of blocks that say they hold the site's trends."""
    found: set[str] = set()
    for label in of_language(TRENDING_LABELS, language):
        if label.encode() in raw and any(
            _is_heading(line.text, label) for line in lines_with(raw, label)
        ):
            for element in tree.iter():
                if label in (element.text or "") and _is_heading(tidy(element.text), label):
                    found.update(_links_of_block(element))
    return found


def _is_heading(text: str, label: str) -> bool:
    return label in text and len(text) <= len(label) + _LABEL_SLACK_CHARS


def _links_of_block(element: etree._Element | None) -> set[str]:
    """Return the link texts of the nearest surrounding that holds links but is not the page."""
    for _ in range(_BLOCK_CLIMB):
        if element is None or element.tag in ("body", "html", "article", "main"):
            break
        links = list(element.iter("a"))
        if len(links) > _BLOCK_LINKS:
            break
        if links:
            return {key(_HASH.sub("", tidy(text_of(link)))) for link in links}
        element = element.getparent()
    return set()
