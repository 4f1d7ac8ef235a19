"""Teasers of other articles: which elements stand in one."""

from itertools import islice

from lxml import etree

from services.extract.markup.normalise import key
from services.extract.markup.query import holds, text_of

_LEVELS = 5
_ELEMENTS_MAX = 40
"""Within a card; what holds more is a list of them, or the article."""
_ENDS = ("article", "main", "body", "html")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_NO_PAGES = ("#", "javascript:", "mailto:")
_LINK_WORDS = 5
"""A link with as many is the headline of another article; names and tags are shorter."""
_LINK_CHARS = 30
_DENSE_CHARS = 14
"""The same in scripts that have no spaces."""


def is_teaser(element: etree._Element, heading: str, levels: int = _LEVELS) -> bool:
    """Return whether an element stands in a link or beside the linked headline of another article.

    `heading` is the page's own headline, in `normalise.key` form; `levels` is how many elements
    around it are looked at.
    """
    if any(each.get("href") for each in element.iterancestors("a")):
        return True
    own = list(islice(element.iter("a"), _ELEMENTS_MAX))
    for around in islice(element.iterancestors(), levels):
        inner = list(islice(around.iter(), _ELEMENTS_MAX + 1))
        headlines = [each for each in inner if each.tag == "h1"]
        if len(inner) > _ELEMENTS_MAX or headlines:
            return len(inner) <= _ELEMENTS_MAX and _are_another(headlines, heading)
        links = (each for each in inner if each.tag == "a" and each not in own)
        if any(_is_another(link, heading) for link in links):
            return True
        if around.tag in _ENDS:
            return False
    return False


def is_card_of_another(element: etree._Element, heading: str) -> bool:
    """Return whether a small element holds the linked headline of another article.

    `heading` is the page's own headline, in `normalise.key` form.
    """
    inner = list(islice(element.iter(), _ELEMENTS_MAX + 1))
    is_small = len(inner) <= _ELEMENTS_MAX and not any(each.tag == "h1" for each in inner)
    return is_small and any(each.tag == "a" and _is_another(each, heading) for each in inner)


def with_its_link(date: etree._Element) -> etree._Element:
    """Return the link around a date that holds nothing else: it leads to the article itself."""
    link = next(date.iterancestors("a"), None)
    if link is None:
        return date
    dates = [date] if date.tag != "time" else link.iter("time")
    shown = "".join(key(text_of(each)) for each in dates)
    return link if key(text_of(link)) == shown else date


def _are_another(headlines: list[etree._Element], heading: str) -> bool:
    """Return whether a card's `<h1>` is not the page's headline, which another `<h1>` is."""
    if not heading or any(heading in key(text_of(each)) for each in headlines):
        return False
    page = headlines[0].getroottree().iter("h1")
    return any(heading == key(text_of(each)) for each in islice(page, _ELEMENTS_MAX))


def _is_another(link: etree._Element, heading: str) -> bool:
    if not link.get("href") or link.get("href", "").startswith(_NO_PAGES):
        return False
    text = text_of(link)
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    is_headline = (
        (len(words) >= _LINK_WORDS and len(text) >= _LINK_CHARS)
        or (len(words) == 1 and len(text) >= _DENSE_CHARS and not text.isascii())
        or any(each.tag in _HEADINGS for each in islice(link.iterancestors(), 2))
        or holds(link, *_HEADINGS)
    )
    return is_headline and key(text) != heading
