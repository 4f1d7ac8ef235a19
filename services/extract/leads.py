"""The lead and the publisher's description."""

import re

from services.extract.jsonld import first_text
from services.extract.query import elements, text_of
from services.extract.readings import Readings
from services.extract.words import tidy

_CLASSES = ("subtitle", "standfirst", "dek", "lead", "lede", "subheadline", "strapline", "chapo")
_BY_CLASS = {
    name: elements(f"//body//*[@class='{name}'][not(ancestor::aside or ancestor::footer)]")
    for name in _CLASSES
}
_ANY = re.compile(f'class="({"|".join(_CLASSES)})"'.encode())
_CHARS = range(15, 600)


def find_subtitle(got: Readings) -> tuple[str, str] | None:
    """Return the subtitle or lead where it is set apart, and its source."""
    stated = first_text(got.articles, "alternativeHeadline")
    if stated:
        return stated, "json-ld"
    used = {match[1].decode() for match in _ANY.finditer(got.raw)}
    for name in _CLASSES:
        if name in used:
            for element in _BY_CLASS[name](got.document.tree)[:1]:
                text = tidy(text_of(element))
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
