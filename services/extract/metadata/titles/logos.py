"""What the page's links to its front page call the site: the text, or the picture, of its logo."""

from collections.abc import Iterator

from lxml import etree

from services.extract.markup.normalise import key, plain_text
from services.extract.markup.query import text_of
from services.extract.metadata.titles.heading_text import LEAST_KEY

_INDEXES = ("./", *(f"{place}index.{end}" for place in ("/", "") for end in ("htm", "html", "php")))
_LINKS_MAX = 400
"""Looked at: the logo stands in the header."""
_EDGE = "【[(（《＜〈】])）》＞〉 |»«·–—-"
_NAME_CHARS = range(3, 60)


def names_on_logos(links: list[etree._Element], host: str, titles: list[str]) -> set[str]:
    """Return the names on links to the front page that a title of the head holds at an end.

    In `normalise.key` form; `links` are all of the page, `titles` those of the head as they stand.
    """
    homes = frozenset(["/", f"https://{host}/", f"https://{host}", f"http://{host}/", *_INDEXES])
    logos = [each for each in links[:_LINKS_MAX] if _is_home(each, homes)]
    named = {name for logo in logos for name in _named(logo)}
    return {key(name) for name in named if any(_is_at_an_end(name, title) for title in titles)}


def _is_at_an_end(name: str, title: str) -> bool:
    """Return whether a title is the name, or holds it first or last, set off by a sign."""
    name, title = name.casefold(), title.casefold().strip(_EDGE)
    before, after = title.removesuffix(name).rstrip(), title.removeprefix(name).lstrip()
    if title == name:
        return True
    if len(before) < len(title) and not before[-1:].isalnum():
        return len(key(before)) > LEAST_KEY
    return len(after) < len(title) and not after[:1].isalnum() and len(key(after)) > LEAST_KEY


def _is_home(link: etree._Element, homes: frozenset[str]) -> bool:
    address = (link.get("href") or "").partition("?")[0].partition("#")[0]
    return address in homes or "home" in link.get("rel", "").split()


def _named(link: etree._Element) -> Iterator[str]:
    for text in (text_of(link), *(image.get("alt") for image in link.iter("img", "amp-img"))):
        name = plain_text(text)
        if len(name) in _NAME_CHARS:
            yield name
