"""The article's own tags: keywords split, the site's trending block left out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from services.extract.jsonld import texts
from services.extract.lines import lines_with
from services.extract.query import elements, text_of
from services.extract.readings import Readings
from services.extract.setting import of_language
from services.extract.tag_words import TRENDING_LABELS
from services.extract.words import key, tidy

_SPLIT = re.compile(r"\s*[,،;；、|\n]\s*")
_HASH = re.compile(r"^[#＃\s]+")
_MAX_TAGS = 60
_MAX_TAG_CHARS = 100

_LINKS = elements(
    "//a[contains(concat(' ', @rel, ' '), ' tag ')]"
    "[not(ancestor::aside or ancestor::footer or ancestor::nav)]"
)
_LABEL_SLACK_CHARS = 12
_BLOCK_CLIMB = 3
_BLOCK_LINKS = 40


def split_tags(values: Iterable[str]) -> list[str]:
    """Return tags in order, doubles once; a list in one string is taken apart."""
    seen: dict[str, str] = {}
    for value in values:
        for part in _SPLIT.split(tidy(value)):
            tag = _HASH.sub("", part).strip(" .\"'“”«»")
            if tag and len(tag) <= _MAX_TAG_CHARS and key(tag):
                seen.setdefault(key(tag), tag)
    return list(seen.values())[:_MAX_TAGS]


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


@dataclass(frozen=True, slots=True)
class Tags:
    """The article's own tags and where they came from."""

    names: list[str]
    source: str


def find_tags(got: Readings) -> Tags | None:
    """Return the tags of the first place that has any besides the site's trends."""
    for values, source in _places(got):
        names = split_tags(values)
        if names:
            trending = trending_tags(got.document.tree, got.raw, got.language)
            names = [name for name in names if key(name) not in trending]
        if names:
            return Tags(names, source)
    return None


def _places(got: Readings) -> Iterator[tuple[list[str], str]]:
    yield [text for node in got.articles[:1] for text in texts(node.get("keywords"))], "json-ld"
    yield got.meta.all("article:tag", "og:article:tag"), "og"
    yield got.meta.all("news_keywords"), "meta"
    yield got.meta.all("keywords"), "meta"
    if any(f"rel={quote}tag".encode() in got.raw for quote in ('"', "'", "")):
        yield [text_of(link) for link in _LINKS(got.document.tree)[:40]], "text"
