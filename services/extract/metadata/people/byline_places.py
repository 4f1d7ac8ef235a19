"""Where on a page its authors are named: meta tags, microdata, and the visible bylines."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import etree

from services.extract.dates.sources.other_boxes import is_announced, is_in_comment
from services.extract.markup.meta import Meta, is_item, item_properties, microdata_value
from services.extract.markup.normalise import key, plain_text
from services.extract.markup.query import (
    class_and_id,
    class_values,
    elements,
    links_to,
    outside,
    split_camel,
    text_of,
)
from services.extract.markup.teasers import is_teaser
from services.extract.metadata.page_data import PageData
from services.extract.metadata.people.author_words import CLASSES
from services.extract.metadata.people.byline_elements import all_people, is_reviewer, names_in
from services.extract.metadata.people.labelled_lines import labelled
from services.extract.metadata.people.labels import is_label
from services.extract.metadata.people.name_shapes import is_name_like
from services.extract.metadata.people.short_lines import credited
from services.extract.metadata.people.signatures import signed_last
from services.extract.metadata.people.titled_names import bracketed, signed_with_title
from services.extract.path_words import WRITERS

_AUTHOR_METAS = ("author", "article:author")
"""The most trusted of the names below."""
_AUTHOR_META = re.compile(
    r"(?:(?!twitter|web|theme|template|smartbanner|app).*[:._-])?(?:article_?)?(?:authors?(?:_?name)?|byl(?:ine)?|creator)"
)
"""`dc.creator`, `parsely-author`, `shareaholic:article_author_name`."""
_BOILERPLATE = ("aside", "footer", "nav")
_CARD_LEVELS = 3
"""An author's box below the text has links to other stories around it."""
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_ADDRESS = re.compile(rf"/(?:{'|'.join(WRITERS)})/")
"""In lower case: letters are compared faster than forms of letters."""
_BOILERPLATE_AND_LISTS = ("aside", "footer", "nav", "li")
_NAMED = (
    "descendant-or-self::*/@class[contains(., 'yline') or contains(., 'uthor')]/.."
    " | descendant-or-self::*/@id[. = 'authors']/.."
)
_CLASSES = elements(_NAMED)
_CLASSES_AND_TAGS = elements(f"{_NAMED} | descendant-or-self::*[contains(name(), '-byline')]")
_CLASSED = elements("descendant-or-self::*/@class/..")
_FOREIGN = re.compile(
    rf"(?:^|[\s_-])(?:{'|'.join(CLASSES)})(?:[_-]{{1,2}}(?:name|link|text|info))?(?:$|\s)",
    re.IGNORECASE,
)
_ONE_NAME = re.compile(r"[^\W\d_]{3,20}")
_MAX_PLACES = 20
_MAX_LINKS = 6
_MAX_SEEN = 300
"""Looked at: more elements that name authors are a list of teasers."""


def places(data: PageData) -> Iterator[tuple[list[str], str]]:
    """Yield the texts of each place that may name the authors, the most trusted first."""
    yield from stated_places(data)
    if b"uthor" in data.visible or b"yline" in data.visible:
        yield _visible(data), "text"
    for find in (
        _in_other_words, _linked, credited, labelled, signed_with_title, bracketed,
        signed_last,
    ):  # fmt: skip
        yield find(data), "text"


def stated_places(data: PageData) -> Iterator[tuple[list[str], str]]:
    """Yield the texts of each place that markup declares to name the authors."""
    for name in author_metas(data.meta):
        yield data.meta.all(name), "meta"
    yield _written_by(data.meta), "meta"
    authors = _own(data.microdata.get("author", ()), data)
    yield [_own_name(each) for each in islice(authors, 4)], "microdata"
    if b"author" in data.visible:
        links = data.document.of_tag("a")
        named = (each for each in links if "author" in each.get("rel", "").split())
        placed = outside(islice(named, _MAX_SEEN), _BOILERPLATE)
        yield [text_of(each) for each in islice(placed, _MAX_LINKS)], "text"


def beside_stated(data: PageData) -> Iterator[list[str]]:
    """Yield the texts of each place that may name more authors than the head states.

    Of the visible ones only a line: in a box, what stands beside a name may be anything.
    """
    yield from (data.meta.all(name) for name in author_metas(data.meta))
    yield credited(data)


def author_metas(meta: Meta) -> list[str]:
    """Return the names of the meta tags that state authors, the most trusted first."""
    named = [name for name in meta.values if _AUTHOR_META.fullmatch(name)]
    return sorted(named, key=lambda name: name not in _AUTHOR_METAS)


def _own(elements: Iterable[etree._Element], data: PageData) -> Iterator[etree._Element]:
    """Yield the first elements that name no author of another story or of a comment."""
    heading = key(data.heading)
    return islice((each for each in elements if _is_own(each, heading)), _MAX_PLACES)


def _is_own(element: etree._Element, heading: str) -> bool:
    """Return whether an element names no author of another story or of a comment."""
    if "comment" in class_and_id(element).lower() or is_in_comment(element):
        return False
    if is_reviewer(element) or is_announced(element):
        return False
    link = next(element.iterancestors("a"), None)
    if link is None:
        return not is_teaser(element, heading, _CARD_LEVELS)
    is_card = any(text_of(each) != text_of(element) for each in link.iter(*_HEADINGS))
    return not is_card and not is_teaser(link, heading, _CARD_LEVELS)


def _own_name(author: etree._Element) -> str:
    """Return the name that an author's item states, else all that it says."""
    if not is_item(author):
        return microdata_value(author)
    named = (each for each in author.iterdescendants("*") if "name" in item_properties(each))
    return microdata_value(next(named, author))


def _linked(data: PageData) -> list[str]:
    """Return the names of the first links to a person's page: the name is in the address, too."""
    found: list[str] = []
    parent = None
    for link in links_to(data.document.of_tag("a"), _ADDRESS, _BOILERPLATE_AND_LISTS):
        if parent is None or link.getparent() is parent:
            name = plain_text(text_of(link))
            if _is_named_in(name, link.get("href") or "") and _is_own(link, key(data.heading)):
                found.append(name)
                parent = link.getparent()
    return found


def _is_named_in(name: str, address: str) -> bool:
    """Return whether a name stands in the address: its last word, or all of a single one."""
    if is_name_like(name):
        return key(name.split()[-1]) in key(address)
    return bool(_ONE_NAME.fullmatch(name)) and key(name) == key(address.rstrip("/").split("/")[-1])


def _written_by(meta: Meta) -> list[str]:
    """Return what the page's card for Twitter labels as its author (`twitter:label1`)."""
    for number in ("1", "2"):
        if is_label(meta.first(f"twitter:label{number}")):
            return meta.all(f"twitter:data{number}")
    return [meta.first(name) for name in meta.values if name.endswith(":written by")]


def _visible(data: PageData) -> list[str]:
    """Return the names of the first byline on the page, and of its neighbours of the same class."""
    found: list[str] = []
    kind = None
    find = _CLASSES_AND_TAGS if b"-byline" in data.visible else _CLASSES
    named = outside(find(data.document.tree)[:_MAX_SEEN], _BOILERPLATE)
    for element in _own(named, data):
        if not found or element.get("class") == kind:
            names = names_in(element, data)
            if names:
                found.extend(names)
                kind = element.get("class")
    return found


def _in_other_words(data: PageData) -> list[str]:
    """Return the names of the first byline that its class calls so in another language."""
    tree = data.document.tree
    if not _FOREIGN.search(split_camel("\n".join(class_values(tree)))):
        return []
    named = (each for each in _CLASSED(tree) if _FOREIGN.search(split_camel(each.get("class", ""))))
    placed = outside(islice(named, _MAX_SEEN), _BOILERPLATE_AND_LISTS)
    return next(filter(None, (all_people(each, data) for each in _own(placed, data))), [])
