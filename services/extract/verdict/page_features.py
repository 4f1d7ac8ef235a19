"""A page as a whole, in numbers: how its text lies, what it says it is, what its words are.

What `page_kind.py` judges by; the model is fitted on the same numbers
(`python -m tests.harness.quality.fit`).
"""

import re
from collections import Counter, defaultdict
from itertools import chain
from math import log

from lxml.html import HtmlElement

from services.extract.body.body import Body
from services.extract.body.sentence_ends import SENTENCE_ENDS
from services.extract.body.templates import template_of
from services.extract.boosted import Features
from services.extract.markup.document import Document
from services.extract.markup.measure import measure
from services.extract.verdict.cards import count_cards, count_priced, read_cards
from services.extract.verdict.claims import read_address, read_claims
from services.extract.verdict.feature_words import TAGS
from services.extract.verdict.headline import read_headline
from services.extract.verdict.page_words import read_words
from services.extract.verdict.quotations import quoted_chars
from services.extract.verdict.software import read_software

_CART = re.compile(r"add[-_]?to[-_]?(?:cart|bag|basket)|cart[/-]add|button-cart|buy-button")
"""Names of what puts goods into a cart: of WooCommerce, Shopify, Magento, OpenCart, Bitrix."""
_PAGER = re.compile(
    r"[?&/](?:(?:page|paged|p|pg|start|offset|seite|pagina|strona)[=/-]?\d|(?<=/)\d+/?$)"
)
_CONTROLS_MAX = 100
_LINKS_MAX = 2_000
_ROW_LEVELS = 3
"""Boxes that are looked at around the one that holds a line."""


def page_features(document: Document, body: Body) -> Features:
    """Describe a page as a whole, and its body; nothing where it was too heavy to be looked at."""
    if not body.weights:
        return {}
    page, weights = body.outline.segments, body.weights
    text = max(1, body.outline.chars)
    running = sum(weight for weight in weights if weight > 0)
    links = [each for each in page if each.is_mostly_link]
    tags = [each.element.tag for each in page]
    weighed = zip(tags, weights, strict=True)
    headings = [e for e, tag in zip(page, tags, strict=True) if tag in ("h2", "h3", "h4")]
    inputs = document.of_tag("input")
    return {
        "chars": log(text),
        "segments": float(len(page)),
        "links": sum(each.link_chars for each in page) / text,
        "link_lines": len(links) / max(1, len(page)),
        "running": running / text,
        "paragraphs": float(sum(tag == "p" and weight > 0 for tag, weight in weighed)),
        "long": float(sum(weight >= 200 for weight in weights)),
        "headings": len(headings) / max(1, len(page)),
        "linked_headings": sum(each.is_mostly_link for each in headings) / max(1, len(headings)),
        "h1": float(tags.count("h1")),
        "forms": float(len(inputs)),
        "picks": float(sum(each.get("type") in ("radio", "checkbox") for each in inputs)),
        "buttons": float(len(document.of_tag("button"))),
        "cart": float(_has_cart(document)),
        "times": float(len(document.of_tag("time"))),
        "images": float(len(body.outline.images)),
        "cards": count_cards(links),
        "priced_cards": count_priced(page),
        **{f"tag_{name}": float(len(document.of_tag(name))) for name in TAGS},
        **_targets(document),
        **read_words(page, text),
        **read_claims(document),
        **read_software(document, body, document.meta),
        **read_address(document.url),
        **_body(body, text, running),
        **read_headline(document, body),
        **_rows(body),
        **read_cards(document, body),
    }


def _has_cart(document: Document) -> bool:
    """Return whether a button puts something into a cart."""
    controls = chain.from_iterable(
        document.of_tag(tag)[:_CONTROLS_MAX] for tag in ("button", "input")
    )
    names = (each.get(name) or "" for each in controls for name in ("class", "id", "name"))
    return _CART.search("\n".join(names).lower()) is not None


def _targets(document: Document) -> Features:
    """Count where links lead: to how many stories, and to further pages of the same list."""
    links = document.of_tag("a")[:_LINKS_MAX]
    seen = {each.get("href") or "" for each in links}
    stories = sum(each.rsplit("?", 1)[0].count("-") >= 3 for each in seen)
    return {
        "anchors": float(len(links)),
        "stories": float(stories),
        "pager": float(sum(bool(_PAGER.search(each)) for each in seen)),
        "phones": float(sum(each.startswith(("tel:", "https://wa.me/")) for each in seen)),
        "in_page": float(sum(each.startswith("#") for each in seen)),
    }


def _body(body: Body, text: int, running: float) -> Features:
    lines = [measure(line) for line in body.lines]
    chars = sum(map(len, body.lines))
    size = max(1.0, sum(lines))
    containers = {segment.path[-2] for segment in body.segments if len(segment.path) > 1}
    ordered = sorted(lines)
    measured = zip(lines, body.lines, strict=True)
    ended = sum(size for size, line in measured if line.endswith(SENTENCE_ENDS))
    tags: Counter[str] = Counter()
    for segment in body.segments:
        tags[segment.element.tag] += len(segment.text)
    return {
        "body": log(size),
        "body_share": chars / text,
        "body_running": chars / max(1.0, running),
        "body_line": size / max(1, len(lines)),
        "body_median": float(ordered[len(ordered) // 2]) if ordered else 0.0,
        "body_longest": float(ordered[-1]) if ordered else 0.0,
        "body_boxes": len(containers) / max(1, len(lines)),
        "body_links": sum(s.link_chars for s in body.segments) / max(1, chars),
        "body_ends": ended / size,
        "quoted": quoted_chars(body.lines) / size,
        "body_items": tags["li"] / max(1, chars),
        "body_p": tags["p"] / max(1, chars),
        "body_cells": (tags["tr"] + tags["td"] + tags["div"]) / max(1, chars),
    }


def _rows(body: Body) -> Features:
    """Measure how much of the body stands in boxes alike: posts of a forum, goods, questions."""
    sizes: dict[tuple[int, HtmlElement], int] = defaultdict(int)
    for segment in body.segments:
        around = segment.path[1:][-2 : -2 - _ROW_LEVELS : -1]
        for level, box in enumerate(around):
            sizes[level, box] += len(segment.text)
    boxes: Counter[object] = Counter()
    chars: Counter[object] = Counter()
    for (level, box), size in sizes.items():
        key = level, template_of(box)
        boxes[key] += 1
        chars[key] += size
    total = max(1, sum(map(len, body.lines)))
    best = max(boxes, key=lambda key: boxes[key] * chars[key], default=None)
    return {
        "rows": float(boxes[best]) if best is not None else 0.0,
        "row_share": chars[best] / total if best is not None else 0.0,
    }
