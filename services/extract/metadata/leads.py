"""The lead and the publisher's description."""

import re

from services.extract.markup.jsonld import first_text
from services.extract.markup.normalise import plain_text
from services.extract.markup.query import elements, outside, text_of
from services.extract.metadata.model import Stated
from services.extract.metadata.page_data import PageData

_CLASSES = ("subtitle", "standfirst", "dek", "lead", "lede", "subheadline", "strapline", "chapo")
_BY_CLASS = elements("//@class[. = $name]/..")
_BOILERPLATE = ("aside", "footer", "head")
_PLACES_MAX = 20
_ANY = re.compile(f'class="({"|".join(_CLASSES)})"'.encode())
_CHARS = range(15, 600)


def find_subtitle(data: PageData) -> Stated | None:
    """Return the subtitle or lead where it is set apart."""
    alternative = first_text(data.articles, "alternativeHeadline")
    if alternative:
        return Stated(alternative, "json-ld")
    used = {match[1].decode() for match in _ANY.finditer(data.visible)}
    for name in sorted(used, key=_CLASSES.index):
        places = _BY_CLASS(data.document.tree, name=name)[:_PLACES_MAX]
        first = next(outside(places, _BOILERPLATE), None)
        text = plain_text(text_of(first)) if first is not None else ""
        if len(text) in _CHARS:
            return Stated(text, "text")
    return None


def find_description(data: PageData) -> Stated | None:
    """Return the publisher's own description."""
    stated = (
        Stated(first_text(data.articles, "description"), "json-ld"),
        Stated(data.meta.first("og:description"), "og"),
        Stated(data.meta.first("description", "twitter:description"), "meta"),
    )
    return next((each for each in stated if each.text), None)
