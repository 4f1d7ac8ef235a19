"""A page as a whole, in numbers: how its text lies, what it says it is, what its words are.

What `page_kind.py` judges by; the model is fitted on the same numbers
(`python -m tests.harness.quality.fit`).
"""

import re
from collections import Counter
from itertools import chain
from math import log
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from schemas.url import host_of
from services.extract.body.body import Body
from services.extract.body.segments import Segment
from services.extract.boosted import Features
from services.extract.markup.document import Document
from services.extract.markup.jsonld import rank, types
from services.extract.markup.measure import HEADLINE_MIN, measure

_LISTS = frozenset({"collectionpage", "itemlist", "searchresultspage", "profilepage"})
_SHOPS = frozenset({
    "product", "offer", "aggregateoffer", "service", "localbusiness", "store",
    "softwareapplication", "course", "hotel", "restaurant", "event", "productgroup",
})  # fmt: skip
_ADVERTS = frozenset({"jobposting", "realestatelisting"})
"""Offers that are no goods; a page of one is no article of it."""
_FORUMS = frozenset({"discussionforumposting", "qapage", "question"})
_DATES = frozenset(["article:published_time", "article:modified_time", "datepublished", "pubdate"])
_PRICE = re.compile(r"[$€£¥₹\d](?:(?<=\d)\s?(?:€|zł|kr|руб|USD|EUR)\b|(?<=[$€£¥₹])\s?\d)")
"""One class first, so that the search skips all other characters."""
_REPLY = re.compile(
    r"\b(?:repl(?:y|ies)|posts?|threads?|joined|member|quote|likes?|votes?|answers?)\b"
)
_BUY = re.compile(
    r"\b(?:add to (?:cart|bag|basket)|buy now|in stock|free shipping|book now|get started"
    r"|get a quote|contact us|request a|sign up|free trial|pricing|log ?in|our services|our team"
    r"|our clients)\b"
)
_CART = re.compile(
    r"add[-_]?to[-_]?(?:cart|bag|basket)|cart[/-]add|button-cart|buy-button", re.IGNORECASE
)
"""Names of what puts goods into a cart: of WooCommerce, Shopify, Magento, OpenCart, Bitrix."""
_CONTROLS_MAX = 100
_CARD_DEPTH = 4
_CARD_HEADINGS = frozenset(["h2", "h3", "h4"])
_CARD_TAGS = frozenset(["h2", "h3", "h4", "div", "p", "li"])
_WORDS = re.compile(r"[a-z]{4,}|\d{4,}")


def page_features(document: Document, body: Body) -> Features:
    """Describe a page as a whole, and the body that was found on it."""
    page, weights = body.outline.segments, body.weights
    text = max(1, sum(len(each.text) for each in page))
    running = sum(weight for weight in weights if weight > 0)
    links = [each for each in page if each.is_mostly_link]
    headings = [each for each in page if each.element.tag in ("h2", "h3", "h4")]
    return {
        "chars": log(text),
        "segments": float(len(page)),
        "links": sum(each.link_chars for each in page) / text,
        "link_lines": len(links) / max(1, len(page)),
        "running": running / text,
        "paragraphs": float(
            sum(e.element.tag == "p" and w > 0 for e, w in zip(page, weights, strict=True))
        ),
        "long": float(sum(weight >= 200 for weight in weights)),
        "headings": len(headings) / max(1, len(page)),
        "linked_headings": sum(each.is_mostly_link for each in headings) / max(1, len(headings)),
        "h1": float(sum(each.element.tag == "h1" for each in page)),
        "forms": float(len(document.of_tag("input"))),
        "buttons": float(len(document.of_tag("button"))),
        "cart": float(_has_cart(document)),
        "times": float(len(document.of_tag("time"))),
        "images": float(len(body.outline.images)),
        "cards": _cards(page),
        **_words(page, text),
        **_says(document),
        **_address(document.url),
        **_body(body, text, running),
        **_in_cards(page, body, host_of(document.url)),
    }


def _has_cart(document: Document) -> bool:
    """Return whether a button puts something into a cart."""
    controls = chain.from_iterable(
        document.of_tag(tag)[:_CONTROLS_MAX] for tag in ("button", "input")
    )
    return any(
        _CART.search(each.get(name) or "") for each in controls for name in ("class", "id", "name")
    )


def _cards(page: list[Segment]) -> float:
    """Count the boxes of the commonest template that hold a heading or a link and a little text."""
    counts: Counter[object] = Counter()
    for each in page:
        if each.is_mostly_link and each.element.tag in _CARD_TAGS:
            counts[each.templates] += 1
    return float(max(counts.values(), default=0))


def _words(page: list[Segment], text: int) -> Features:
    joined = "\n".join(each.text[:300] for each in page)
    lower = joined.lower()
    return {
        "prices": len(_PRICE.findall(joined)) * 1000 / text,
        "replies": len(_REPLY.findall(lower)) * 1000 / text,
        "offers": len(_BUY.findall(lower)) * 1000 / text,
        "questions": joined.count("?") * 1000 / text,
        "you": (joined.count(" your ") + joined.count(" our ")) * 1000 / text,
        "said": (joined.count(" said") + joined.count(" told ")) * 1000 / text,
    }


def _says(document: Document) -> Features:
    """Read what the page says it is: JSON-LD, `og:type`, dates and authors in its head."""
    kinds = {kind for node in document.nodes for kind in types(node)}
    names: dict[str, str] = {}
    for meta in document.of_tag("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name:
            names.setdefault(name, (meta.get("content") or "").lower())
    og = names.get("og:type", "")
    return {
        "ld_article": float(any(rank(node) == 2 for node in document.nodes)),
        "ld_list": float(bool(kinds & _LISTS)),
        "ld_shop": float(bool(kinds & _SHOPS)),
        "ld_advert": float(bool(kinds & _ADVERTS)),
        "ld_forum": float(bool(kinds & _FORUMS)),
        "ld_crumbs": float("breadcrumblist" in kinds),
        "ld_faq": float("faqpage" in kinds),
        "ld_any": float(len(kinds)),
        "og_article": float(og == "article"),
        "og_website": float(og == "website"),
        "og_product": float("product" in og),
        "og_none": float(not og),
        "meta_date": float(any(name in _DATES for name in names)),
        "meta_author": float("author" in names or "article:author" in names),
    }


def _address(url: str) -> Features:
    parts = urlsplit(url)
    path = [part for part in parts.path.split("/") if part]
    last = path[-1] if path else ""
    return {
        "depth": float(len(path)),
        "root": float(not path),
        "words": float(len(_WORDS.findall(last))),
        "last": float(len(last)),
        "digits": float(sum(map(str.isdigit, parts.path))),
        "query": float(bool(parts.query)),
    }


def _body(body: Body, text: int, running: float) -> Features:
    lines = [len(line) for line in body.lines]
    chars = sum(lines)
    containers = {segment.path[-2] for segment in body.segments if len(segment.path) > 1}
    ordered = sorted(lines)
    return {
        "body": log(max(1, chars)),
        "body_share": chars / text,
        "body_running": chars / max(1.0, running),
        "body_line": chars / max(1, len(lines)),
        "body_median": float(ordered[len(ordered) // 2]) if ordered else 0.0,
        "body_longest": float(ordered[-1]) if ordered else 0.0,
        "body_boxes": len(containers) / max(1, len(lines)),
        "body_links": sum(s.link_chars for s in body.segments) / max(1, chars),
        "confidence": body.confidence,
    }


def _in_cards(page: list[Segment], body: Body, host: str) -> Features:
    """Measure how much of the body stands in boxes with one linked headline each.

    Of a body without a place on the page, how much stands in such boxes at all.
    """
    heads: Counter[HtmlElement] = Counter()
    links: Counter[HtmlElement] = Counter()
    looked_at = {box for each in body.segments or page for box in each.path[-_CARD_DEPTH:]}
    for segment in page:
        if not segment.is_mostly_link or looked_at.isdisjoint(segment.path[-_CARD_DEPTH:]):
            continue
        is_heading = segment.element.tag in _CARD_HEADINGS
        is_headline = is_heading or measure(segment.text) >= HEADLINE_MIN
        if is_headline and _leads_on(segment, host):
            (heads if is_heading else links).update(segment.path[-_CARD_DEPTH:])
    chars, boxes = 0, set()
    for segment in body.segments or page:
        near = segment.path[: -_CARD_DEPTH - 1 : -1]
        box = next((each for each in near if heads[each] or links[each]), None)
        if box is not None and (heads[box] or links[box]) == 1:
            chars += len(segment.text)
            boxes.add(box)
    total = max(1, sum(map(len, body.lines)))
    return {"card_share": chars / total, "card_boxes": float(len(boxes))}


def _leads_on(line: Segment, host: str) -> bool:
    """Return whether the link of a line leads to another page of the site."""
    inside = line.element.find(".//a")
    link = inside if inside is not None else next(line.element.iterancestors("a"), None)
    address = link.get("href") or "" if link is not None else ""
    return bool(address) and not address.startswith("#") and _is_at(address, host)


def _is_at(address: str, host: str) -> bool:
    if address.startswith("/") and not address.startswith("//"):
        return True
    try:
        return (urlsplit(address).hostname or host) == host
    except ValueError:
        return False
