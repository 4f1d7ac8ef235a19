"""The headline of a page whose head names only the site: what stands as a title above the text."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from services.extract.markup.measure import measure
from services.extract.markup.normalise import plain_text
from services.extract.markup.query import class_and_id, is_inside, split_camel, text_of

_ELEMENTS_MAX = 3_000
_PROSE_CHARS = 110
"""In letters of an alphabet: longer than headlines are."""
_PROSE = frozenset({"p", "div", "td", "section", "span", "font", "li"})
_HEADINGS = ("h1", "h2", "h3", "h4")
_TITLES = ("caption", "legend")
_BOILERPLATE = ("footer", "nav", "aside", "li")
_OWN = ("article", "main")
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:h1|head(?:line|ing)?|h?[_-]?titl?e?|titre|titel|titul[oa]?r?|titolo|tytul|nadpis"
    r"|naslov|biaoti|cim|baslik|zagolovok|zag|tieude|judul|subject|midashi|manchete|manset|otsikko|overskrift|tajuk)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_LARGE = frozenset({"4", "5", "6", "7", "+1", "+2", "+3", "+4"})


def title_before_text(tree: etree._Element) -> Iterator[etree._Element]:
    """Yield what can be the headline above the first paragraph, the likeliest first.

    The highest level of headings comes first, then what its name or its large type makes a title.
    """
    found: list[tuple[int, etree._Element]] = []
    for element in islice(tree.iter(etree.Element), _ELEMENTS_MAX):
        if element.tag in _PROSE and _is_prose(element) and not _is_boilerplate(element):
            break
        level = _level(element)
        if level and not _is_boilerplate(element):
            found.append((level, element))
    return iter([element for _, element in sorted(found, key=lambda each: each[0])])


def _is_boilerplate(element: etree._Element) -> bool:
    """Return whether an element is boilerplate of its page; the header of an article is not."""
    for ancestor in element.iterancestors(*_BOILERPLATE, "header"):
        if ancestor.tag != "header" or not is_inside(ancestor, _OWN):
            return True
    return False


def _level(element: etree._Element) -> int:
    """Return the rank of a title, 1 the highest; 0 where nothing makes it one."""
    if element.tag in _HEADINGS:
        return _HEADINGS.index(str(element.tag)) + 1
    if element.get("role") == "heading":
        return int(element.get("aria-level") in ("3", "4")) * 2 + 1
    if is_named(element) and not any(True for _ in element.iterdescendants("p", *_HEADINGS)):
        return len(_HEADINGS) + 1
    large = element.tag == "font" and element.get("size") in _LARGE
    return len(_HEADINGS) + 2 if large else 0


def is_named(element: etree._Element) -> bool:
    """Return whether class, id, or an element's own name call it a title."""
    if element.tag in _TITLES or element.get("itemprop") == "headline":
        return True
    name = f" {element.tag}" if "-" in element.tag else ""
    return bool(_NAMED.search(split_camel(class_and_id(element)) + name))


def _is_prose(element: etree._Element) -> bool:
    """Return whether an element holds a paragraph itself, and not only in those within it."""
    own = plain_text(f"{element.text or ''} {' '.join(child.tail or '' for child in element)}")
    if not own or any(True for _ in element.iterancestors("a")):
        return False
    own = plain_text(text_of(element)) if element.tag == "p" else own
    return measure(own) >= _PROSE_CHARS
