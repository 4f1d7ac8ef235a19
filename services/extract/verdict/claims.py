"""What a page says it is, in numbers: JSON-LD, microdata, `og:type`, its head, its address."""

import re
from urllib.parse import urlsplit

from services.extract.boosted import Features
from services.extract.markup.document import Document
from services.extract.markup.jsonld import rank, types
from services.extract.markup.query import strings
from services.extract.path_words import OTHERS, SITES_OF_OTHERS, STORIES

_SHOPS = frozenset({
    "product", "offer", "aggregateoffer", "service", "localbusiness", "store",
    "softwareapplication", "course", "hotel", "restaurant", "event", "productgroup",
})  # fmt: skip
_ADVERTS = frozenset({"jobposting", "realestatelisting"})
"""Offers that are no goods; a page of one is no article of it."""
_THREADS = frozenset({"discussionforumposting", "qapage"})
_FORUMS = _THREADS | {"question"}
"""The questions that an article answers at its end are such, too."""
_DATES = ("article:published_time", "article:modified_time", "datepublished", "pubdate")
_WORDS = re.compile(r"[a-z]{4,}|\d{4,}")
_DAY_IN_PATH = re.compile(r"/(?:19|20)\d\d[/-]?[01]?\d[/-]?[0-3]?\d")
_OTHERS, _STORIES, _SITES = frozenset(OTHERS), frozenset(STORIES), frozenset(SITES_OF_OTHERS)
_MICRODATA = (b"itemtype", b"itemType")
"""As HTML and as React write it. Most pages have none; bytes are searched faster than a tree."""
_ITEM_TYPES = strings("//@itemtype")
_ITEM_TYPES_MAX = 300


def read_claims(document: Document) -> Features:
    """Read what the page says it is: JSON-LD, `og:type`, dates and authors in its head."""
    kinds = {kind for node in document.nodes for kind in types(node)}
    meta, items = document.meta, _item_types(document)
    og = meta.first("og:type").lower()
    return {
        "ld_article": float(any(rank(node) == 2 for node in document.nodes)),
        "ld_shop": float(bool(kinds & _SHOPS)),
        "ld_advert": float(bool(kinds & _ADVERTS)),
        "ld_forum": float(bool(kinds & _FORUMS)),
        "ld_crumbs": float("breadcrumblist" in kinds),
        "ld_any": float(len(kinds)),
        "item_forum": float(sum(each in _FORUMS for each in items)),
        "thread": float(not _THREADS.isdisjoint(kinds.union(items))),
        "og_article": float(og == "article"),
        "og_website": float(og == "website"),
        "og_product": float("product" in og),
        "og_none": float(not og),
        "meta_date": float(bool(meta.first(*_DATES))),
        "meta_author": float(bool(meta.first("author", "article:author"))),
    }


def _item_types(document: Document) -> list[str]:
    """Return the types of the page's microdata, in lower case, without the address before them."""
    if not any(name in document.visible for name in _MICRODATA):
        return []
    found = _ITEM_TYPES(document.tree)
    return [each.rstrip("/").rsplit("/", 1)[-1].lower() for each in found[:_ITEM_TYPES_MAX]]


def read_address(url: str) -> Features:
    """Describe an address: how deep, its words and digits, its day, what its parts name."""
    parts = urlsplit(url)
    path = [part for part in parts.path.split("/") if part]
    names = [part.lower().partition(".")[0] for part in path]
    labels = (parts.hostname or "").split(".")[:-2]
    last = path[-1] if path else ""
    return {
        "depth": float(len(path)),
        "root": float(not path and not parts.query),
        "words": float(len(_WORDS.findall(last))),
        "hyphens": float(last.count("-") + last.count("_")),
        "last": float(len(last)),
        "digits": float(sum(map(str.isdigit, parts.path))),
        "other_path": float(sum(map(_OTHERS.__contains__, names))),
        "story_path": float(sum(map(_STORIES.__contains__, [*names, *labels]))),
        "other_site": float(any(map(_SITES.__contains__, labels))),
        "day_in_path": float(bool(_DAY_IN_PATH.search(parts.path))),
    }
