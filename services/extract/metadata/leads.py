"""The lead and the publisher's description."""

import re

from services.extract.markup.jsonld import first_text
from services.extract.markup.normalise import plain_text
from services.extract.markup.query import elements, outside, text_of
from services.extract.metadata.page_data import Readings

_CLASSES = ("subtitle", "standfirst", "dek", "lead", "lede", "subheadline", "strapline", "chapo")
_BY_CLASS = {name: elements(f"//*[@class='{name}']") for name in _CLASSES}
_FURNITURE = ("aside", "footer", "head")
_PLACES_MAX = 20
_ANY = re.compile(f'class="({"|".join(_CLASSES)})"'.encode())
_CHARS = range(15, 600)


def find_subtitle(got: Readings) -> tuple[str, str] | None:
    """Return the subtitle or lead where it is set apart, and its source."""
    stated = first_text(got.articles, "alternativeHeadline")
    if stated:
        return stated, "json-ld"
    used = {match[1].decode() for match in _ANY.finditer(got.visible)}
    for name in _CLASSES:
        if name in used:
            places = _BY_CLASS[name](got.document.tree)[:_PLACES_MAX]
            first = next(outside(places, _FURNITURE), None)
            text = plain_text(text_of(first)) if first is not None else ""
            if len(text) in _CHARS:
                return text, "text"
    return None


def find_description(got: Readings) -> tuple[str, str] | None:
    """Return the publisher's own description, and its source."""
    for text, source in (
        (first_text(got.articles, "description"), "json-ld"),
        (got.meta.first("og:description"), "og"),
        (got.meta.first("description", "twitter:description"), "meta"),
    ):
        if text:
            return text, source
    return None
